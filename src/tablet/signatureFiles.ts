/**
 * Signatures on their way from the voter to the county: sealed before anything is written, stored with the check-in that
 * names them, sent beside events until the county has them. They stay here sealed, for a county that lost them.
 *
 * Nothing here ends a round with the county or delays a check-in: what could not be sent is sent in a later round.
 */
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { fromBase64 } from "../log/encoding.ts";
import { sealSignature, signatureFileName, signaturePath } from "../protocol/sealedSignature.ts";
import { encodeSignature, type Signature, thinned } from "../protocol/signatureStrokes.ts";
import type { CountyConnection } from "./countyConnection.ts";
import type { SignatureFile, TabletStore } from "./tabletStore.ts";
import type { NotRecorded } from "./voterCalls.ts";

/** Files in one round: what follows, the news of other tablets, does not wait for a whole day's. */
const inOneRound = 40;

/** Seals a signature to the county's key. */
export async function signatureFile(
  { id, signatureKey }: Pick<Election, "id" | "signatureKey">,
  signature: Signature,
): Promise<Result<SignatureFile, NotRecorded>> {
  const key = fromBase64(signatureKey ?? "");
  if (key === undefined || key.length === 0) return err({ type: "notRecorded", what: "noSignatureKey" });
  const bytes = await sealSignature(key, id, encodeSignature({ ...signature, strokes: thinned(signature.strokes) }));
  return ok({ hash: await signatureFileName(bytes), bytes });
}

type Sending = {
  readonly store: Pick<TabletStore, "signaturesToSend" | "markSignatures">;
  readonly connection: Pick<CountyConnection, "request">;
};

/** Sends those that the county is not known to have. One that it refuses stays and is sent again; the others go on. */
export async function sendSignatures({ store, connection }: Sending): Promise<void> {
  for (const { hash, bytes } of await store.signaturesToSend(inOneRound)) {
    const sent = await connection.request("PUT", signaturePath(hash), bytes);
    if (sent.ok) await store.markSignatures([hash], true);
    else if (sent.error.type === "noNetwork" || sent.error.problem.type === "tooManyRequests") return;
  }
}
