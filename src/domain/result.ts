/** The outcome of something that may fail in an expected way. `error` is a plain object with a `type`; bugs throw. */
export type Result<T, E extends { readonly type: string }> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E extends { readonly type: string }>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});
