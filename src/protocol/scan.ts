/** What a scanned bar code or QR code can be at the check-in: somebody's licence, or a card with a voter's id. */
import { err, ok, type Result } from "../domain/result.ts";
import type { ScannedPerson } from "../roll/scannedPerson.ts";
import { type LicenceProblem, looksLikeLicence, readLicence } from "./licence.ts";

export type Scan =
  | { readonly scan: "person"; readonly person: ScannedPerson }
  | { readonly scan: "voterId"; readonly id: string };
/** `notACard`: neither of both, such as a shop's code or a code of this poll book. */
export type ScanProblem = LicenceProblem | { readonly type: "notACard" };

const LONGEST_ID = 64;
/** Header and subfile designator of a licence. */
const SHORTEST = 40;

/** `text`: what camera or scanner gave. `today`: "YYYY-MM-DD". The text is not kept. */
export function readScan(text: string, today: string): Result<Scan, ScanProblem> {
  const licence = readLicence(text, today);
  if (licence.ok) return ok({ scan: "person", person: licence.value });
  if (licence.error.type !== "notALicence") return licence;
  if (looksLikeLicence(text)) return text.length < SHORTEST ? err({ type: "cutOff" }) : licence;
  const id = text
    .replace(/^[\s\ufeff]*(\][A-Za-z]\d)?/, "")
    .trim()
    .replace(/^\*([^*]+)\*$/, "$1");
  if (id.length > LONGEST_ID || !/^[\p{L}\p{N}][\p{L}\p{N} .\-/]*$/u.test(id) || !/\p{N}/u.test(id))
    return err({ type: "notACard" });
  return ok({ scan: "voterId", id });
}
