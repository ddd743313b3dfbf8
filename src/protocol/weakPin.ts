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
 * that no pattern below covers, and what is made as they are: shapes on the keypad, counts with a twist, one digit that
 * differs, famous numbers. Not the dates, which are too many to refuse.
 */
const common = new Set(
  (
    "123321 112233 223344 332211 445566 556677 667788 778899 998877 887766 665544 554433 101112 111222 222333 333444 444555 555666 " +
    "666777 777888 888999 121314 131415 141516 151617 161718 171819 181920 192021 202122 212223 010203 020304 102030 203040 " +
    "123654 654123 321123 321654 456123 456321 456654 456789 789123 789456 789654 987456 987123 987321 963258 963852 951753 " +
    "753951 147258 147852 147369 147896 159357 159753 159263 258369 258456 258741 258852 357159 357951 369147 369258 741852 741963 " +
    "852456 852741 852963 321456 " +
    "000001 000002 000007 000009 000100 000123 100000 100001 100100 111110 111112 111113 111119 112112 112211 112358 113355 " +
    "110110 110119 100200 123000 123001 123007 123123 123124 123450 123455 123457 123458 123459 123465 123567 123578 123666 " +
    "123777 123789 123987 124578 123412 121121 122333 211211 " +
    "135790 246135 246801 246810 246802 248163 142536 142857 314159 271828 161803 141421 " +
    "520131 520520 521521 131452 201314 007007 696969 420420 420666 666420 420069 100786 786786 168168 518518 " +
    "909090 808080 199999 200000 999000 999888 888777 777666 666555 555444 444333 333222 222111 111000 000111"
  ).split(" "),
);

/** NIST SP 800-63B 5.1.1.2 asks to refuse commonly used, repetitive and sequential secrets. */
export function weakPin(pin: string): WeakPin | undefined {
  if (!/^\d+$/.test(pin) || pin.length < shortestPin || pin.length > longestPin) return { type: "pinLength" };
  if (/^(\d{1,3})\1+$/.test(pin)) return { type: "pinPattern" };
  const steps = new Set([...pin].slice(1).map((digit, at) => (Number(digit) - Number(pin[at]) + 10) % 10));
  if (steps.size === 1 && (steps.has(1) || steps.has(9))) return { type: "pinPattern" };
  return common.has(pin) ? { type: "pinCommon" } : undefined;
}
