/**
 * Which passwords an account may not have: shorter than twelve characters, the commonest long ones, the account's own name,
 * and what only repeats or counts. Length is what counts (NIST SP 800-63B); no rules about kinds of characters.
 */
import { leastPassword } from "../protocol/office.ts";

/** Long passwords at the top of published lists of leaked ones, and words of this trade. Compared without case and marks. */
const commonest: ReadonlySet<string> = new Set(
  `123456789012 1234567890123 12345678901234 123456789123 123123123123 112233445566 111222333444 098765432109
  qwertyuiop12 qwertyuiop123 qwertyuiopasdf qwertyuiopasdfghjkl qwerty123456 qwerty12345678 qwertyqwerty asdfghjkl123
  asdfasdfasdf asdfghjklzxcvbnm 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1q2w3e4r5t6y 1q2w3e4r5t6y7u8i zaq12wsxcde3 qazwsxedcrfv
  passwordpassword password1234 password12345 password123456 passw0rd1234 mypassword12 mypassword123 thepassword1
  iloveyou1234 iloveyou12345 iloveyouforever letmeinletmein letmein12345 welcome12345 welcome123456 welcomewelcome
  administrator administrator1 admin123456 admin12345678 adminadminadmin adminadmin123 rootrootroot changemeplease
  changeme1234 changeme12345 changemechangeme temporary1234 temppassword defaultpassword secretsecret supersecret1
  football1234 baseball1234 basketball12 sunshine1234 princess1234 superman1234 dragon123456 monkey123456 abc123abc123
  abcdefghijkl abcdefghijklm abcd1234abcd abcd12345678 a1b2c3d4e5f6 trustno1trustno1 unknown12345 computer1234
  correcthorsebatterystaple electionday1 electionday2024 electionday2026 election2024 election2026 election12345
  countyoffice1 countyclerk1 countyelection turnoutturnout turnout12345 pollworker123 pollworkers1 vote12345678`
    .split(/\s+/)
    .map(plainText),
);

function plainText(password: string): string {
  return password
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

export type WeakPassword = "short" | "common" | "repeats" | "holdsName";

/** Why the password will not do; undefined if it will. */
export function weakPassword(password: string, account: string): WeakPassword | undefined {
  const plain = plainText(password);
  if ([...password.normalize("NFKC")].length < leastPassword) return "short";
  if (commonest.has(plain)) return "common";
  if (repeatsOrCounts(plain)) return "repeats";
  const name = plainText(account);
  const rest = plain.replaceAll(name, "");
  if (name.length >= 3 && plain.length - rest.length > 0 && rest.length < leastPassword - name.length)
    return "holdsName";
  return undefined;
}

/** "aaaaaaaaaaaa", "abababababab", "123412341234", "abcdefghijkl", "987654321098". */
function repeatsOrCounts(plain: string): boolean {
  if (new Set(plain).size < 4) return true;
  for (let part = 1; part <= 4; part++)
    if (
      plain ===
      plain
        .slice(0, part)
        .repeat(Math.ceil(plain.length / part))
        .slice(0, plain.length)
    )
      return true;
  const codes = [...plain].map((letter) => letter.codePointAt(0) as number);
  const steps = codes
    .slice(1)
    .map((code, at) =>
      /\d/.test(plain.charAt(at)) ? (code - (codes[at] as number) + 10) % 10 : code - (codes[at] as number),
    );
  return steps.every((step) => step === steps[0]);
}

/** In words, for people who choose one. */
export const weakPasswordWords: { readonly [W in WeakPassword]: string } = {
  short: `it has fewer than ${leastPassword} characters`,
  common: "it is one of the commonest",
  repeats: "it only repeats or counts",
  holdsName: "it is little more than the account's name",
};
