/**
 * Setting up tablets. The office makes a set-up code; a tablet proves that it knows it without sending it, and the
 * county proves the same in its answer (protocol/enrolment.ts). What is left of an enrolment is a DeviceEnrolled event.
 *
 * Guarantees: a single-use code sets up one tablet; the same tablet (the same public key) may ask again when the answer
 * was lost and gets the same one. If it comes with another code before its first event, it gets that code's place. A wrong
 * proof changes nothing. Tries are counted by code and by address, so that neither can be used to guess or to flood.
 *
 * What can go wrong: the place of another code stands in the list of devices and not in the log; a recovery brings the
 * place of the first code back.
 */
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { base64, fromBase64 } from "../log/encoding.ts";
import { codeBytes, codeForQr, formatCode } from "../protocol/codes.ts";
import {
  codeName,
  deviceIdOf,
  type EnrolAnswer,
  type EnrolRequest,
  macOfAnswer,
  requestMacFits,
  type Wrap,
} from "../protocol/enrolment.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { importDeviceKey } from "./deviceKeys.ts";
import type { Round } from "./round.ts";
import type { Sequencer } from "./sequencer.ts";
import type { TryLimit } from "./tryLimit.ts";

export const singleCodeMs = 30 * 60_000;
export const sessionCodeMs = 2 * 60 * 60_000;

export type ShownCode = {
  /** "ABCD-EFGH-…" */
  readonly code: string;
  /** What the QR code holds. */
  readonly qr: string;
  readonly kind: "single" | "session";
  readonly place: string | null;
  readonly expires: number;
};

export type EnrolDeps = {
  readonly database: CountyDatabase;
  readonly sequencer: Sequencer;
  readonly election: Election;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Wrong tries by address and by code. */
  readonly limit: TryLimit;
};

export type CodeRequestProblem = { readonly type: "placeUnknown" };

/** Makes a set-up code. `place` null: for spares, which take the place of the opening card they see. */
export async function newSetupCode(
  { database, election, now, random }: EnrolDeps,
  wish: { readonly kind: "single" | "session"; readonly place: string | null },
): Promise<Result<ShownCode, CodeRequestProblem>> {
  const { kind, place } = wish;
  if (place !== null && !election.places.some(({ id }) => id === place)) return err({ type: "placeUnknown" });
  const secret = random(codeBytes);
  const expires = now() + (kind === "single" ? singleCodeMs : sessionCodeMs);
  await database.db
    .insertInto("code")
    .values({ name: await codeName(secret), secret, kind, place, expires, used_by: null, waits: 0 })
    .execute();
  const code = await formatCode("setup", secret);
  return ok({ code, qr: codeForQr("setup", code), kind, place, expires });
}

export type EnrolProblem =
  | { readonly type: "badRequest"; readonly what: string }
  | { readonly type: "codeUnknown" }
  | { readonly type: "codeUsed" }
  | { readonly type: "tooManyTries" };

/** `address`: of the caller, for counting tries. */
export async function enrol(
  deps: EnrolDeps,
  request: EnrolRequest,
  address: string,
): Promise<Result<EnrolAnswer, EnrolProblem>> {
  const { database, limit, now } = deps;
  const tries = [`address ${address}`, `code ${request.code}`];
  if (tries.some((one) => limit.blocked(one, now()))) return err({ type: "tooManyTries" });
  const publicKey = fromBase64(request.publicKey);
  if (publicKey === undefined || (await importDeviceKey(publicKey)) === undefined)
    return err({ type: "badRequest", what: "not a P-256 public key" });
  const code = await database.db.selectFrom("code").selectAll().where("name", "=", request.code).executeTakeFirst();
  if (code === undefined || code.expires <= now() || !(await requestMacFits(code.secret, request))) {
    for (const one of tries) limit.failed(one, now());
    return err({ type: "codeUnknown" });
  }
  const device = await deviceIdOf(publicKey);
  const place = code.place;
  const row = await deps.sequencer.submit((round) => planEnrol(round, deps, { request, device, place, code }));
  if (!row.ok) return row;
  return ok(await answerTo(deps, request, code.secret, row.value));
}

type EnrolPlan = {
  readonly request: EnrolRequest;
  readonly device: string;
  readonly place: string | null;
  readonly code: { readonly name: string; readonly kind: "single" | "session"; readonly used_by: string | null };
};

async function planEnrol(
  round: Round,
  { database }: EnrolDeps,
  { request, device, place, code }: EnrolPlan,
): Promise<Result<DeviceRow, EnrolProblem>> {
  const known = round.device(device);
  if (known !== undefined && known.code === code.name) return ok(known);
  if (known !== undefined && !mayRebind(known)) return err({ type: "codeUsed" });
  if (code.kind === "single") {
    // Every use of a code goes through a round, so what this state does not know has not happened.
    const fresh = await database.db
      .selectFrom("code")
      .select("used_by")
      .where("name", "=", code.name)
      .executeTakeFirst();
    const inThisRound = [...round.devices.values()].some((row) => row.code === code.name);
    // After a recovery the list of devices does not know with which code this one was set up; the code may.
    const itsOwn = known?.code === null && fresh?.used_by === device;
    if (fresh === undefined || (fresh.used_by !== null && !itsOwn) || inThisRound) return err({ type: "codeUsed" });
  }
  const { publicKey, replaces, persistent } = request;
  round.alsoWrite(async (tx) => {
    await tx.updateTable("code").set({ used_by: device }).where("name", "=", code.name).execute();
    await tx
      .insertInto("contact")
      .values({ device, counter: 0, heard: round.now, persistent: persistent ? 1 : 0, report: null })
      .onConflict((conflict) => conflict.column("device").doUpdateSet({ persistent: persistent ? 1 : 0 }))
      .execute();
  });
  if (known !== undefined) {
    await round.say({ type: "CountyClock" }); // a device changes together with the log only
    round.amendDevice(device, { code: code.name, place });
    return ok(round.device(device) as DeviceRow);
  }
  let number = 0;
  for (const row of round.allDevices()) number = Math.max(number, row.number);
  await round.say({
    type: "DeviceEnrolled",
    device,
    publicKey,
    number: number + 1,
    place,
    ...(replaces === null ? {} : { replaces }),
  });
  round.amendDevice(device, { code: code.name });
  return ok(round.device(device) as DeviceRow);
}

/** A tablet that has said nothing yet may be set up anew: it cannot have heard the answer, or has no use for it. */
const mayRebind = (known: DeviceRow): boolean =>
  known.head_seq === -1 && known.state === "good" && known.trusted_through === null;

async function answerTo(
  deps: EnrolDeps,
  request: EnrolRequest,
  secret: Uint8Array,
  row: DeviceRow,
): Promise<EnrolAnswer> {
  const { signer } = await deps.sequencer.state();
  const answer = {
    device: row.id,
    number: row.number,
    place: row.place,
    election: deps.election,
    vkey: signer.vkey,
    enrolled: row.enrolled_hash,
    wraps: await readWraps(deps.database, row.place),
    time: deps.now(),
  };
  return { ...answer, mac: await macOfAnswer(secret, request, answer) };
}

/** The wraps of a place; of all places for a spare. */
export async function readWraps({ db }: CountyDatabase, place: string | null): Promise<Wrap[]> {
  const all = db.selectFrom("wrap").selectAll().orderBy("place");
  const rows = await (place === null ? all : all.where("place", "=", place)).execute();
  return rows.map(({ place: at, issue, bytes }) => ({ place: at, issue, wrap: base64(bytes) }));
}
