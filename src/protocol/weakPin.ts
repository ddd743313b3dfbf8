/** Which PINs are refused: too short, or among those that everybody tries first. */
export const [shortestPin, longestPin] = [6, 12] as const;

export type WeakPin =
  | { readonly type: "pinLength" }
  /** One digit or one group of digits over and over, or a count up or down. */
  | { readonly type: "pinPattern" }
  /** Among those that everybody tries first. */
  | { readonly type: "pinCommon" };

/** Of the commonest six-digit PINs in published collections those that no pattern below covers. */
const common = new Set(
  "123321 112233 223344 332211 159753 147258 258369 147852 789456 456789 456123 789123 102030 112211 998877 520131 654123 741852 852963 963852 159357 357159 696969 420420 246810 135790 142536 314159 271828 112358 007007"
    .split(" ")
    .filter((pin) => pin !== ""),
);

/** NIST SP 800-63B 5.1.1.2 asks to refuse commonly used, repetitive and sequential secrets. */
export function weakPin(pin: string): WeakPin | undefined {
  if (!/^\d+$/.test(pin) || pin.length < shortestPin || pin.length > longestPin) return { type: "pinLength" };
  if (/^(\d{1,3})\1+$/.test(pin)) return { type: "pinPattern" };
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return { type: "pinPattern" };
  return common.has(pin) ? { type: "pinCommon" } : undefined;
}
