/**
 * Signs the answer to every request that carries a device's signature, refusals included: a tablet must be able to tell
 * the county's "unknown device" from a captive portal's. The signature fits this one request only.
 */
import type { MiddlewareHandler } from "hono";
import { deviceHeaders, signAnswer } from "../protocol/deviceRequest.ts";
import type { CountySigner } from "./countyKeys.ts";

const signatureText = /^[A-Za-z0-9+/]{86}==$/;

export function answerSigning(signer: () => Promise<CountySigner>, now: () => number): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const requestSignature = c.req.header(deviceHeaders.signature);
    if (requestSignature === undefined || !signatureText.test(requestSignature)) return;
    const { status, headers } = c.res;
    const body = new Uint8Array(await c.res.arrayBuffer());
    const time = now();
    const { privateKey } = await signer();
    const signature = await signAnswer(privateKey, { requestSignature, status, time, body });
    c.res = new Response(status === 304 ? null : body, { status, headers });
    c.res.headers.set(deviceHeaders.time, String(time));
    c.res.headers.set(deviceHeaders.signature, signature);
  };
}
