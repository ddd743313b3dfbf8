/** What tests of the way to the county do with a tablet. */
import type { SendingProof } from "../../src/tablet/carryCalls.ts";
import { type CoreTablet, plainCheckIn } from "./coreTablet.ts";
import { drawn } from "./signing.ts";

/** Checks in a voter who signs. */
export async function signedCheckIn({ core }: CoreTablet, voterId: string): Promise<void> {
  const cmd = crypto.randomUUID();
  const done = await core.checkIn({ cmd, voterId, style: "B1", ...plainCheckIn, signature: drawn });
  if (!done.ok) throw new Error(JSON.stringify(done.error));
}

export async function proofOf({ core }: CoreTablet): Promise<SendingProof> {
  const proof = await core.proof();
  if (proof === undefined) throw new Error("no proof");
  return proof;
}

/** Enough rounds for what is known to have gone both ways. */
export async function rounds(...tablets: CoreTablet[]): Promise<void> {
  for (let n = 0; n < 3; n++) for (const { core } of tablets) await core.syncNow();
}
