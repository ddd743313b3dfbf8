/**
 * Sets this tablet up: makes its key, proves that the browser can keep it, enrols at the county without sending the
 * code, and pins what the county answers. May be broken off anywhere and done again with the same code: the key pair is
 * kept from the first try, and the county answers the same tablet twice.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { parseVkey } from "../log/checkpoint.ts";
import { base64, equalBytes, plain, utf8 } from "../log/encoding.ts";
import { type CodeProblem, parseCode } from "../protocol/codes.ts";
import {
  answerMacFits,
  codeName,
  deviceIdOf,
  EnrolAnswer,
  type EnrolRequest,
  enrolPath,
  macOfRequest,
  type Wrap,
} from "../protocol/enrolment.ts";
import { Problem } from "../protocol/problem.ts";
import { jsonOf } from "./countyConnection.ts";
import type { SecretFiles } from "./secretFiles.ts";
import type { SetUpProblem } from "./tabletState.ts";
import type { Identity, TabletStore } from "./tabletStore.ts";

const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
const ecdsaSign = { name: "ECDSA", hash: "SHA-256" };

export type SetUpDeps = {
  readonly store: Pick<TabletStore, "fact" | "setFact" | "dropFact">;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
};

/** Who this tablet is to be, with the wraps that it carries. */
export type SetUp = { readonly identity: Identity; readonly wraps: readonly Wrap[] };

/** The new identity, not yet stored: the caller checks the storage first. `replaces`: the device that this tablet was before. */
export async function setUp(
  deps: SetUpDeps,
  text: string,
  persistent: boolean,
  replaces: string | null,
): Promise<Result<SetUp, SetUpProblem | CodeProblem>> {
  const code = await parseCode("setup", text);
  if (!code.ok) return code;
  const kept = await keptKeyPair(deps);
  if (!kept.ok) return kept;
  const { privateKey, publicKey } = kept.value;

  const unsigned = {
    code: await codeName(code.value),
    publicKey: base64(publicKey),
    persistent,
    replaces,
  };
  const request: EnrolRequest = { ...unsigned, mac: await macOfRequest(code.value, unsigned) };
  const answered = await ask(deps, request);
  if (!answered.ok) return answered;
  const answer = answered.value;

  const vkey = await parseVkey(answer.vkey);
  const mine = answer.device === (await deviceIdOf(publicKey));
  if (!mine || !vkey.ok || !(await answerMacFits(code.value, request, answer)))
    return err({ type: "countyNotGenuine" });
  const { device, number, place, election, enrolled, wraps } = answer;
  const { vkey: pinned, practice } = answer;
  const identity = { device, number, place, privateKey, election: JSON.stringify(election), vkey: pinned, enrolled };
  return ok({ identity: { ...identity, persistent, practice }, wraps });
}

/** The identity becomes this tablet's; a former one is kept until its log is handed over. */
export async function adoptIdentity(
  store: SetUpDeps["store"] & Pick<TabletStore, "truncateEntries">,
  identity: Identity,
): Promise<void> {
  const former = await store.fact("identity");
  if (former !== undefined && former.device !== identity.device) {
    // Died between this and the new identity, the former one stands there already.
    const others = ((await store.fact("formerIdentities")) ?? []).filter((one) => one.device !== former.device);
    const election = electionIn(former);
    await store.setFact("formerIdentities", [...others, { device: former.device, election }]);
    await store.dropFact("accepted");
    await store.dropFact("copied");
    // Another county log (another election, a new epoch): nothing of the old one's copy fits.
    if (former.vkey !== identity.vkey) await forgetCounty(store);
  }
  await store.setFact("identity", identity);
  await store.dropFact("broken");
  await store.dropFact("pendingKey");
}

const electionIn = (identity: Identity): string => (JSON.parse(identity.election) as { id: string }).id;

async function forgetCounty(store: Pick<TabletStore, "dropFact" | "truncateEntries">): Promise<void> {
  for (const fact of ["frontier", "roll", "nextRoll", "amendments"] as const) await store.dropFact(fact);
  await store.truncateEntries(0);
}

/** The secret of the day must lie in a file that can be destroyed: found out now, not at the first PIN. */
export async function keepsSecrets(files: SecretFiles): Promise<Result<void, SetUpProblem>> {
  const probe = utf8("turnout/probe");
  try {
    await files.write("probe", probe);
    const read = await files.read("probe");
    await files.destroy("probe");
    const left = await files.read("probe");
    if (read !== undefined && equalBytes(read, probe) && left === undefined) return ok(undefined);
    return err({ type: "browserCannotKeepSecrets", what: "read back differently" });
  } catch (error) {
    return err({ type: "browserCannotKeepSecrets", what: (error as Error).name });
  }
}

/** A key pair that was written to storage, read back, and signs. Kept until the set-up is complete. */
async function keptKeyPair(
  deps: SetUpDeps,
): Promise<Result<{ privateKey: CryptoKey; publicKey: Uint8Array }, SetUpProblem>> {
  try {
    if ((await deps.store.fact("pendingKey")) === undefined)
      await deps.store.setFact("pendingKey", await crypto.subtle.generateKey(ecdsa, false, ["sign", "verify"]));
    const pair = await deps.store.fact("pendingKey");
    if (pair === undefined) return err({ type: "browserCannotKeepKeys", what: "not kept" });
    const proof = utf8("turnout/key-proof");
    const signature = await crypto.subtle.sign(ecdsaSign, pair.privateKey, proof);
    if (!(await crypto.subtle.verify(ecdsaSign, pair.publicKey, signature, proof)))
      return err({ type: "browserCannotKeepKeys", what: "read back differently" });
    const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    return ok({ privateKey: pair.privateKey, publicKey: plain(publicKey) });
  } catch (error) {
    // DataCloneError and its kin: some browsers' modes cannot store keys. Found out now, not on election day.
    return err({ type: "browserCannotKeepKeys", what: (error as Error).name });
  }
}

async function ask(deps: SetUpDeps, request: EnrolRequest): Promise<Result<EnrolAnswer, SetUpProblem>> {
  let response: Response;
  let body: unknown;
  try {
    response = await deps.fetch(enrolPath, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    body = jsonOf(new Uint8Array(await response.arrayBuffer()));
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return err({ type: "noNetwork" });
    throw error;
  }
  if (response.ok) {
    const answer = EnrolAnswer.safeParse(body);
    return answer.success ? ok(answer.data) : err({ type: "countyNotGenuine" });
  }
  const problem = Problem.safeParse(body);
  if (!problem.success) return err({ type: "noNetwork" });
  if (problem.data.type === "codeUnknown" || problem.data.type === "codeUsed" || problem.data.type === "notPublished")
    return err({ type: problem.data.type });
  return err({ type: "refused", title: problem.data.title });
}
