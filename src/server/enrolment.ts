/**
 * Setting up tablets. The office makes a set-up code; a tablet proves that it knows it without sending it, and the
 * county proves the same in its answer (protocol/enrolment.ts). What is left of an enrolment is a DeviceEnrolled event.
 *
 * Guarantees: a single-use code sets up one tablet; the same tablet (the same public key) may ask again when the answer
 * was lost and gets the same one. If it comes with another code before its first event, it gets that code's place. A wrong
 * proof changes nothing. Tries are counted by code and by address, so that neither can be used to guess or to flood. A code
 * for many tablets may be seen by many: whoever is set up with it waits, without any wrap, until a clerk has accepted the
 * tablet, and the page that shows the code must go on saying so, or it ends. A second use of a single-use code is refused and
 * recorded: somebody else has it.
 */
import type { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { importDeviceKey } from "../log/deviceKey.ts";
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
import { practiceCodeHash } from "../protocol/practiceCode.ts";
import type { CountyDatabase, DeviceRow } from "./database.ts";
import { networkOf } from "./network.ts";
import type { OfficeRecord, Who } from "./officeRecord.ts";
import type { Round } from "./round.ts";
import type { Sequencer } from "./sequencer.ts";
import type { TryLimits } from "./tryLimit.ts";

export const singleCodeMs = 30 * 60_000;
export const sessionCodeMs = 2 * 60 * 60_000;
/** A code that a page shows ends this long after the page last said so. */
export const shownCodeMs = 90_000;
/** Tablets that one code for many may set up: more is somebody who floods the county's log. */
const sessionTablets = 200;

export type ShownCode = {
  /** Public name of the code. */
  readonly name: string;
  /** "ABCD-EFGH-…" */
  readonly code: string;
  /** What the QR code holds. */
  readonly qr: string;
  readonly kind: "single" | "session";
  readonly place: string | null;
  readonly expires: number;
  /** With which people may practice on the tablets while they are closed. */
  readonly practice: string;
};

export type EnrolDeps = {
  readonly database: CountyDatabase;
  readonly sequencer: Sequencer;
  readonly election: Election;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Wrong tries, by address and by code. */
  readonly limits: Pick<TryLimits, "setUpAddresses" | "codes">;
  readonly record: OfficeRecord;
  readonly practiceCode: () => Promise<string>;
};

export type CodeRequest = {
  readonly kind: "single" | "session";
  readonly place: string | null;
  /** A page shows the code and says so again and again (`keepCode`); without it a session code lasts two hours. */
  readonly whileShown?: boolean;
  /** Tablets of a session code need not be accepted: the demonstration, where nobody else is near. */
  readonly accepted?: boolean;
};

export type CodeRequestProblem = { readonly type: "placeUnknown" };

/** Makes a set-up code. `place` null: for spares, which take the place of the opening card they see. */
export async function newSetupCode(
  { database, election, now, random, record, practiceCode }: EnrolDeps,
  { kind, place, whileShown = false, accepted = false }: CodeRequest,
  who: Who,
): Promise<Result<ShownCode, CodeRequestProblem>> {
  if (place !== null && !election.places.some(({ id }) => id === place)) return err({ type: "placeUnknown" });
  const secret = random(codeBytes);
  const session = kind === "session";
  const latest = now() + (session ? sessionCodeMs : singleCodeMs);
  const expires = session && whileShown ? now() + shownCodeMs : latest;
  const name = await codeName(secret);
  const waits = session && !accepted ? 1 : 0;
  await database.db
    .insertInto("code")
    .values({ name, secret, kind, place, expires, latest, used_by: null, waits })
    .execute();
  await record.add("codeMade", who, { kind, place });
  const code = await formatCode("setup", secret);
  return ok({ name, code, qr: codeForQr("setup", code), kind, place, expires, practice: await practiceCode() });
}

/** The page still shows the code: its end is put off. Answers the new end; undefined if it is over. */
export async function keepCode({ database, now }: EnrolDeps, name: string): Promise<number | undefined> {
  const row = await database.db
    .selectFrom("code")
    .select(["expires", "latest"])
    .where("name", "=", name)
    .where("kind", "=", "session")
    .executeTakeFirst();
  if (row === undefined || row.expires <= now()) return undefined;
  const expires = Math.min(row.latest, Math.max(row.expires, now() + shownCodeMs));
  await database.db.updateTable("code").set({ expires }).where("name", "=", name).execute();
  return expires;
}

/** Ends a code now, whoever has seen it. */
export async function endCode({ database, now, record }: EnrolDeps, name: string, who: Who): Promise<void> {
  const row = await database.db.selectFrom("code").select("place").where("name", "=", name).executeTakeFirst();
  if (row === undefined) return;
  const at = now();
  await database.db.updateTable("code").set({ expires: at, latest: at }).where("name", "=", name).execute();
  await record.add("codeEnded", who, { place: row.place });
}

export type EnrolProblem =
  | { readonly type: "badRequest"; readonly what: string }
  | { readonly type: "codeUnknown" }
  /** `usedBy`: the device that a single-use code has set up before. */
  | { readonly type: "codeUsed"; readonly usedBy?: string | null }
  | { readonly type: "tooManyTries" };

/** `address`: of the caller, for counting tries and for the record. */
export async function enrol(
  deps: EnrolDeps,
  request: EnrolRequest,
  address: string,
): Promise<Result<EnrolAnswer, EnrolProblem>> {
  const { database, limits, now, record } = deps;
  const who: Who = { account: null, role: null, address };
  const tries = [
    { waits: "address", limit: limits.setUpAddresses, name: networkOf(address) },
    { waits: "code", limit: limits.codes, name: request.code },
  ] as const;
  for (const { waits, limit, name } of tries) {
    const refused = limit.refused(name, now());
    if (refused === undefined) continue;
    if (refused.tell) await record.add("refusedWhileWaiting", who, { waits, times: refused.times });
    return err({ type: "tooManyTries" });
  }
  const publicKey = fromBase64(request.publicKey);
  if (publicKey === undefined || (await importDeviceKey(publicKey)) === undefined)
    return err({ type: "badRequest", what: "not a P-256 public key" });
  const code = await database.db.selectFrom("code").selectAll().where("name", "=", request.code).executeTakeFirst();
  if (code === undefined || code.expires <= now() || !(await requestMacFits(code.secret, request))) {
    // Of a code that nobody made there is nothing to guess at: such tries are the address's alone.
    const counted = code === undefined ? tries.slice(0, 1) : tries;
    const waiting = counted.map(({ waits, limit, name }) => ({ waits, ms: limit.failed(name, now()) - now() }));
    await record.add("setUpRefused", who, { why: "codeUnknown" });
    for (const { waits, ms } of waiting)
      if (ms > 0) await record.add("lockedOut", who, { waits, seconds: Math.round(ms / 1000) });
    return err({ type: "codeUnknown" });
  }
  const device = await deviceIdOf(publicKey);
  const { place } = code;
  const planned = await deps.sequencer.submit((round) => planEnrol(round, deps, { request, device, place, code }));
  if (!planned.ok) {
    if (planned.error.type === "codeUsed") await recordSecondUse(deps, planned.error.usedBy, place, who);
    return planned;
  }
  const { row, again } = planned.value;
  if (!again) await record.add("tabletSetUp", who, { number: row.number, place: row.place, waits: row.waits === 1 });
  return ok(await answerTo(deps, request, code.secret, row));
}

/** Whoever comes second knows the code, so it is not in one hand only: an alarm on the county page. */
async function recordSecondUse(
  { sequencer, record, limits, now }: EnrolDeps,
  usedBy: string | null | undefined,
  place: string | null,
  who: Who,
): Promise<void> {
  limits.setUpAddresses.failed(networkOf(who.address ?? ""), now());
  if (usedBy === undefined) return record.add("setUpRefused", who, { why: "codeUsed" });
  const first = usedBy === null ? undefined : (await sequencer.state()).devices.get(usedBy);
  return record.add("codeUsedAgain", who, { first: first?.number ?? null, place });
}

type EnrolPlan = {
  readonly request: EnrolRequest;
  readonly device: string;
  readonly place: string | null;
  readonly code: { readonly name: string; readonly kind: "single" | "session"; readonly waits: number };
};

/** `again`: the same tablet with the same code, because the answer was lost. */
type Planned = { readonly row: DeviceRow; readonly again: boolean };

async function planEnrol(
  round: Round,
  { database }: EnrolDeps,
  { request, device, place, code }: EnrolPlan,
): Promise<Result<Planned, EnrolProblem>> {
  const known = round.device(device);
  if (known !== undefined && known.code === code.name) return ok({ row: known, again: true });
  if (known !== undefined && !mayRebind(known)) return err({ type: "codeUsed" });
  if (code.kind === "single") {
    // Every use of a code goes through a round, so what this state does not know has not happened.
    const fresh = await database.db
      .selectFrom("code")
      .select("used_by")
      .where("name", "=", code.name)
      .executeTakeFirst();
    const inThisRound = [...round.devices.values()].find((row) => row.code === code.name);
    // After a recovery the list of devices does not know with which code this one was set up; the code may.
    const itsOwn = known?.code === null && fresh?.used_by === device;
    const other = inThisRound?.id ?? (itsOwn ? null : (fresh?.used_by ?? null));
    if (other !== null) return err({ type: "codeUsed", usedBy: other });
    if (fresh === undefined) return err({ type: "codeUnknown" });
  } else if ([...round.allDevices()].filter((row) => row.code === code.name).length >= sessionTablets)
    return err({ type: "codeUsed" });
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
    // A device changes together with the log only. A code that would make it wait moves it nowhere: no clerk has seen it.
    if (code.waits === 0) await round.say({ type: "DeviceAccepted", device, place });
    else await round.say({ type: "CountyClock" });
    round.amendDevice(device, { code: code.name });
    return ok({ row: round.device(device) as DeviceRow, again: false });
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
    ...(code.waits === 1 ? { waits: true as const } : {}),
  });
  round.amendDevice(device, { code: code.name });
  return ok({ row: round.device(device) as DeviceRow, again: false });
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
    wraps: row.waits === 1 ? [] : await readWraps(deps.database, row.place),
    practice: await practiceCodeHash(deps.election.id, await deps.practiceCode()),
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
