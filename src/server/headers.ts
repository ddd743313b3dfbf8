/**
 * Headers that stand on every answer. The policy is on every answer because a worker takes it from its own script.
 * The hash in style-src is a rule that react-aria writes for dialogs on iOS.
 */
import type { MiddlewareHandler } from "hono";

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types default",
].join("; ");

const securityHeaderList: readonly (readonly [string, string])[] = [
  ["Content-Security-Policy", contentSecurityPolicy],
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
  [
    "Permissions-Policy",
    "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), serial=(), hid=(), midi=(), display-capture=(), publickey-credentials-get=()",
  ],
];

/** Behind TLS a browser that has been here once asks over TLS only, for a year. Plain HTTP ignores this header. */
const overTls = ["Strict-Transport-Security", "max-age=31536000"] as const;

/** The headers of this endpoint. `secure`: it speaks TLS, itself or through a proxy. */
export const headersFor = (secure: boolean): readonly (readonly [string, string])[] =>
  secure ? [...securityHeaderList, overTls] : securityHeaderList;

export const securityHeaders = (secure: boolean): MiddlewareHandler => {
  const list = headersFor(secure);
  return async (c, next) => {
    await next();
    for (const [name, value] of list) c.res.headers.set(name, value);
  };
};
