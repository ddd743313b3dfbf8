/** Which PINs are refused: too short, or among those that everybody tries first. */
export const [shortestPin, longestPin] = [6, 12] as const;

export type WeakPin =
  | { readonly type: "pinLength" }
  /** One digit or one group of digits over and over, or a count up or down. */
  | { readonly type: "pinPattern" }
  /** Among those that everybody tries first. */
  | { readonly type: "pinCommon" };

/**
 * Of the commonest six-digit PINs in published collections (of leaked passwords, and of PINs that people were asked for) those
 * that no pattern below covers: shapes on the keypad, counts with a twist, famous numbers. Not the dates, which are too many
 * to refuse.
 */
const common =
  "123654 654123 321654 321456 456123 456321 456789 789123 789456 789654 987123 987321 963258 963852 951753 753951 147258 147852 " +
  "147369 147896 159357 159753 159263 258369 258456 258741 258852 357159 357951 369147 369258 741852 741963 852456 852741 852963 " +
  "124578 142536 123321 321123 456654 654456 123450 123455 123457 123465 123567 123666 123777 123789 123987 123412 122333 110110 " +
  "112211 112358 113355 100200 123000 135790 246135 246801 246810 246802 142857 314159 271828 161803 141421 520131 520520 520521 " +
  "131452 201314";

/** One digit that differs ("100000"), and two halves of one digit each ("111222"). */
const nearlyOne = /^(\d)\1{4}\d$|^\d(\d)\2{4}$|^(\d)\3\3(\d)\4\4$/;

/** Counts of numbers of two digits: "101112", "010203", "112233", "302010". */
function countsInPairs(pin: string): boolean {
  const numbers = (pin.length === 6 ? (pin.match(/../g) ?? []) : []).map(Number);
  const [first = 0, second = 0, third = 0] = numbers;
  return numbers.length === 3 && second - first === third - second && [1, 10, 11].includes(Math.abs(second - first));
}

/** NIST SP 800-63B 5.1.1.2 asks to refuse commonly used, repetitive and sequential secrets. */
export function weakPin(pin: string): WeakPin | undefined {
  if (!/^\d+$/.test(pin) || pin.length < shortestPin || pin.length > longestPin) return { type: "pinLength" };
  if (/^(\d{1,3})\1+$/.test(pin)) return { type: "pinPattern" };
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return { type: "pinPattern" };
  if (nearlyOne.test(pin) || countsInPairs(pin) || common.includes(pin)) return { type: "pinCommon" };
  return undefined;
}
