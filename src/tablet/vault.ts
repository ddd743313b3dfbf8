/**
 * The keys of an open tablet, in memory only. Closed: nothing on the tablet opens the roll or the log. The opening code
 * unwraps K. While the polls are open, K is also wrapped under the day secret and a worker's PIN, so that a reload needs
 * only the PIN; the day secret and those wraps lie in a file that `destroyDay` overwrites.
 */
import * as z from "zod/mini";
import { Role } from "../domain/eventFields.ts";
import { err, ok, type Result } from "../domain/result.ts";
import { base64, fromBase64, fromUtf8, utf8 } from "../log/encoding.ts";
import { type CodeProblem, parseCode } from "../protocol/codes.ts";
import type { Wrap } from "../protocol/enrolment.ts";
import { eventKey, eventKeyBytes, unwrapElectionKey, wrapElectionKey } from "../protocol/keys.ts";
import { hashPin } from "../protocol/pin.ts";
import type { Worker } from "../protocol/workers.ts";
import type { SecretFiles } from "./secretFiles.ts";

export const dayFile = "day";

const DayFile = z.strictObject({
  election: z.string(),
  secret: z.string(),
  /** From this time on the file is destroyed instead of used. */
  expires: z.number(),
  wraps: z.array(
    z.strictObject({
      worker: z.string(),
      name: z.string(),
      role: Role,
      salt: z.string(),
      memoryKiB: z.int(),
      passes: z.int(),
      wrap: z.string(),
    }),
  ),
});
type DayFile = z.infer<typeof DayFile>;

export type OpenKeys = { readonly electionKey: Uint8Array; readonly eventKey: CryptoKey };

export type VaultDeps = {
  readonly files: SecretFiles;
  readonly random: (bytes: number) => Uint8Array;
  readonly now: () => number;
};

export class Vault {
  readonly #deps: VaultDeps;
  readonly #election: string;
  /** Those who read or change the file wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** How often the file was to be destroyed: a change that began before does not count. */
  #destroyed = 0;

  constructor(deps: VaultDeps, election: string) {
    this.#deps = deps;
    this.#election = election;
  }

  /** Tries the code on every wrap that this tablet carries: a tablet of a place has one, a spare has all. */
  async openWithCode(
    text: string,
    wraps: readonly Wrap[],
  ): Promise<Result<{ place: string; keys: OpenKeys }, CodeProblem | { readonly type: "wrongOpeningCode" }>> {
    const code = await parseCode("opening", text);
    if (!code.ok) return code;
    for (const { place, issue, wrap } of wraps) {
      const at = { election: this.#election, place, issue };
      const opened = await unwrapElectionKey(fromBase64(wrap) ?? new Uint8Array(0), [code.value], at);
      if (opened.ok) return ok({ place, keys: await keysOf(opened.value) });
    }
    return err({ type: "wrongOpeningCode" });
  }

  /** Workers who can open this tablet with their PIN alone, because they did so today. */
  async dayWorkers(): Promise<DayFile["wraps"]> {
    return (await this.#day())?.wraps ?? [];
  }

  /** `undefined`: the PIN is wrong or the day is over. */
  async openWithPin(worker: string, pin: string): Promise<OpenKeys | undefined> {
    const day = await this.#day();
    const mine = day?.wraps.find((one) => one.worker === worker);
    if (day === undefined || mine === undefined) return undefined;
    const parts = [fromBase64(day.secret) ?? new Uint8Array(0), await hashPin(pin, mine)];
    const opened = await unwrapElectionKey(fromBase64(mine.wrap) ?? new Uint8Array(0), parts, this.#at(worker));
    return opened.ok ? keysOf(opened.value) : undefined;
  }

  /** After a right PIN on an open tablet: the next reload needs only that PIN. Does nothing if the day ends meanwhile. */
  rememberForToday(keys: OpenKeys, worker: Worker, pinHash: Uint8Array, expires: number): Promise<void> {
    return this.#change(async (before) => {
      const fresh = { election: this.#election, secret: base64(this.#deps.random(32)), expires, wraps: [] };
      const day = before ?? fresh;
      const parts = [fromBase64(day.secret) ?? new Uint8Array(0), pinHash];
      const wrap = await wrapElectionKey(keys.electionKey, parts, this.#at(worker.id), this.#deps.random(12));
      const { id, name, role } = worker;
      const { salt, memoryKiB, passes } = worker.pin;
      const mine = { worker: id, name, role, salt, memoryKiB, passes, wrap: base64(wrap) };
      return { ...day, expires, wraps: [...day.wraps.filter((one) => one.worker !== id), mine] };
    });
  }

  /** What a PIN may open today ends at that time instead. A day that is over stays so. */
  endDayAt(expires: number): Promise<void> {
    return this.#change(async (day) =>
      day === undefined || day.expires === expires ? undefined : { ...day, expires },
    );
  }

  /** A worker who got a new PIN, or is no longer listed, cannot open the tablet with the old one after a reload. */
  dropOldPins(workers: readonly Worker[]): Promise<void> {
    return this.#change(async (day) => {
      const known = (worker: string, salt: string): boolean =>
        workers.some(({ id, pin }) => id === worker && pin.salt === salt);
      const wraps = day?.wraps.filter((one) => known(one.worker, one.salt));
      return day === undefined || wraps === undefined || wraps.length === day.wraps.length
        ? undefined
        : { ...day, wraps };
    });
  }

  /** At close, when set up again, revocation, and when its time is over. No change that was begun before brings it back. */
  destroyDay(): Promise<void> {
    this.#destroyed++;
    return this.#inTurn(() => this.#deps.files.destroy(dayFile));
  }

  /** Reads, changes and writes the file while nobody else does; a change that answers undefined writes nothing. */
  #change(make: (day: DayFile | undefined) => Promise<DayFile | undefined>): Promise<void> {
    const begun = this.#destroyed;
    return this.#inTurn(async () => {
      const day = begun === this.#destroyed ? await make(await this.#read()) : undefined;
      if (day !== undefined && begun === this.#destroyed)
        await this.#deps.files.write(dayFile, utf8(JSON.stringify(day)));
    });
  }

  #day(): Promise<DayFile | undefined> {
    return this.#inTurn(() => this.#read());
  }

  async #read(): Promise<DayFile | undefined> {
    const bytes = await this.#deps.files.read(dayFile);
    if (bytes === undefined) return undefined;
    const text = fromUtf8(bytes);
    const day = DayFile.safeParse(text === undefined ? undefined : parsed(text));
    if (day.success && day.data.election === this.#election && day.data.expires > this.#deps.now()) return day.data;
    await this.#deps.files.destroy(dayFile);
    return undefined;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #at(worker: string): { election: string; place: string; issue: number } {
    return { election: this.#election, place: `day/${worker}`, issue: 1 };
  }
}

async function keysOf(electionKey: Uint8Array): Promise<OpenKeys> {
  return { electionKey, eventKey: await eventKey(await eventKeyBytes(electionKey)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
