/**
 * Who asks: a request signed by an enrolled device (protocol/deviceRequest.ts). Checked in this order, so that each
 * refusal says the most useful thing: headers, device, signature, rate, clock, counter. Nothing is written before all fit.
 */
import type { Context } from "hono";
import { err, ok, type Result } from "../domain/result.ts";
import { TabletReport } from "../protocol/deviceLog.ts";
import { clockToleranceMs, deviceHeaders, verifyRequest } from "../protocol/deviceRequest.ts";
import type { AppParts } from "./appParts.ts";
import type { Contacts } from "./contacts.ts";
import type { DeviceRow } from "./database.ts";
import type { DeviceKeys } from "./deviceKeys.ts";
import type { Refusal } from "./problems.ts";
import type { Sequencer } from "./sequencer.ts";

export type DeviceAccessDeps = {
  readonly sequencer: Sequencer;
  readonly keys: DeviceKeys;
  readonly contacts: Contacts;
  readonly now: () => number;
  readonly rates: AppParts["rates"];
};

export type DeviceAsks = { readonly device: DeviceRow; readonly body: Uint8Array };

const wholeNumber = /^(0|[1-9]\d{0,15})$/;

/** `write`: the request changes something and carries a rising counter. */
export async function deviceAsks(
  { sequencer, keys, contacts, now, rates }: DeviceAccessDeps,
  c: Context,
  write: boolean,
): Promise<Result<DeviceAsks, Refusal>> {
  const id = c.req.header(deviceHeaders.device);
  const time = c.req.header(deviceHeaders.time);
  const counter = c.req.header(deviceHeaders.counter);
  const signature = c.req.header(deviceHeaders.signature);
  if (id === undefined || signature === undefined || !wholeNumber.test(time ?? "") || !wholeNumber.test(counter ?? ""))
    return err({ type: "badSignature", what: "the request is not signed by a tablet" });
  const device = (await sequencer.state()).devices.get(id) ?? (await sequencer.refresh()).devices.get(id);
  const key = device === undefined ? undefined : await keys.get(id, device.public_key);
  if (device === undefined || key === undefined) return err({ type: "unknownDevice" });
  const body = new Uint8Array(await c.req.arrayBuffer());
  const url = new URL(c.req.url);
  const request = {
    device: id,
    method: c.req.method,
    path: url.pathname + url.search,
    body,
    time: Number(time),
    counter: Number(counter),
  };
  if (!(await verifyRequest(key, request, signature))) return err({ type: "badSignature" });
  const at = now();
  // After the signature: nobody uses up another device's allowance.
  if (rates?.device(id, at) === false) return err({ type: "tooManyRequests", what: "of this tablet" });
  if (Math.abs(at - request.time) > clockToleranceMs) return err({ type: "clockOff", time: at });
  if (write) {
    const report = reportIn(body);
    if (request.counter === 0 || !(await contacts.count(id, request.counter, at, report)))
      return err({ type: "counterReused", expects: (await contacts.lastCounter(id)) + 1 });
  } else contacts.heard(id, at);
  return ok({ device, body });
}

/** The body of a write is a TabletReport or something else; a write that has none says nothing of the tablet. */
function reportIn(body: Uint8Array): TabletReport | undefined {
  try {
    return TabletReport.safeParse(JSON.parse(new TextDecoder().decode(body))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
