/**
 * The wraps of K that this tablet carries, renewed when the office issues a card anew or moves the tablet. They lie in a
 * file that is overwritten in place: whoever finds a lost card and later the tablet opens nothing with it, once the tablet
 * has heard that the card was replaced, and a revoked tablet holds nothing that a card opens.
 */
import * as z from "zod/mini";
import { fromUtf8, utf8 } from "../log/encoding.ts";
import type { CountyView } from "../protocol/deviceLog.ts";
import { Wrap, wrapsDigest } from "../protocol/enrolment.ts";
import { type CountyConnection, jsonOf } from "./countyConnection.ts";
import type { SecretFiles } from "./secretFiles.ts";
import type { Identity } from "./tabletStore.ts";

const wrapsFile = "wraps";
const Wraps = z.array(Wrap);
const KeptWraps = z.strictObject({ device: z.string(), wraps: Wraps });

/** None if they are of another identity, or if their writing was cut off: then they are fetched again. */
export async function keptWraps(files: SecretFiles, device: string): Promise<readonly Wrap[]> {
  const bytes = await files.read(wrapsFile);
  const kept = KeptWraps.safeParse(bytes && jsonIn(bytes));
  return kept.success && kept.data.device === device ? kept.data.wraps : [];
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes them over those before. */
export function keepWraps(files: SecretFiles, device: string, wraps: readonly Wrap[]): Promise<void> {
  return files.write(wrapsFile, utf8(JSON.stringify({ device, wraps })));
}

export const destroyWraps = (files: SecretFiles): Promise<void> => files.destroy(wrapsFile);

/** The county's place and wraps for this tablet if they differ from what it has, else undefined. */
export async function fetchWraps(
  connection: CountyConnection,
  { place }: Pick<Identity, "place">,
  wraps: readonly Wrap[],
  view: CountyView["device"],
): Promise<{ readonly place: string | null; readonly wraps: readonly Wrap[] } | undefined> {
  const mine = await wrapsDigest(wraps);
  const moved = view.place !== null && view.place !== place;
  if (!moved && mine === view.wraps) return undefined;
  const answer = await connection.request("GET", "/api/wraps");
  const fetched = answer.ok ? Wraps.safeParse(jsonOf(answer.value.body)) : undefined;
  if (!fetched?.success) return undefined;
  // The county's view may be some seconds older than its wraps.
  if (!moved && (await wrapsDigest(fetched.data)) === mine) return undefined;
  return { place: view.place ?? place, wraps: fetched.data };
}
