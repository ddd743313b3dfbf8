/**
 * What tablets' logs say that the office should see in its own record: who acted in a role that may not, workers held after
 * wrong PINs, tablets opened and closed, new programs approved, what left a tablet on paper or as a file, and tablets that
 * record more than any desk can. The fold notices it, the office's record keeps it. The fold is rebuilt at each start and by
 * each process, so what the record has is not written again. A thousand of a kind are enough to make people look; that there
 * are more is said once.
 */
import type { EventBody } from "../domain/events.ts";
import type { ActAbout, OfficeRecord } from "./officeRecord.ts";

const kinds = [
  ...(["roleOverridden", "workerHeld", "tabletOpened", "tabletClosed", "programApproved"] as const),
  ...(["paperListPrinted", "recordsExported", "checkInFlood"] as const),
] as const;
type Kinds = (typeof kinds)[number];
type Told = "number" | "entry";
/** Every kind with what its row tells beside the tablet's number and the place in the county log. */
type About = { readonly [K in Kinds]: Omit<ActAbout[K], Told> };

export type TabletAct = {
  [K in Kinds]: {
    readonly act: K;
    readonly index: number;
    readonly device: string;
    /** Null: nobody was signed in. */
    readonly role: string | null;
    readonly about: About[K];
  };
}[Kinds];

/** What an event of a tablet has to say here, if anything. `wall`: when it was done by the tablet's own clock. */
export function tabletActOf(index: number, device: string, body: EventBody): TabletAct | undefined {
  const { wall } = body;
  const role = body.worker === "" ? null : body.role;
  switch (body.type) {
    case "TabletOpened":
      return { act: "tabletOpened", index, device, role, about: { wall, wrongCodes: body.wrongCodes } };
    case "TabletClosed":
      return { act: "tabletClosed", index, device, role, about: { wall } };
    case "ProgramApproved":
      return { act: "programApproved", index, device, role, about: { wall } };
    case "PaperListPrinted":
      return { act: "paperListPrinted", index, device, role, about: { wall, kind: body.kind, lines: body.lines } };
    case "RecordsExported":
      return { act: "recordsExported", index, device, role, about: { wall: body.at, what: body.what } };
    case "PinsRefused":
      // A mistyped PIN is a matter of the tablet's log; that somebody cannot work for a while is one of the office.
      return body.held === 0
        ? undefined
        : { act: "workerHeld", index, device, role, about: { wall: body.last, wrong: body.wrong, seconds: body.held } };
    default:
      return undefined;
  }
}

export const mostOfAKind = 1000;

export class TabletActs {
  readonly #record: OfficeRecord;
  /** What is not known to be in the record, oldest first. */
  readonly #found: TabletAct[] = [];
  readonly #counts = new Map<Kinds, number>();
  readonly #more = new Set<Kinds>();
  /** What the record has, as far as it was read. */
  readonly #written = new Map<string, Set<unknown>>(kinds.map((kind) => [kind, new Set()]));
  readonly #said = new Set<unknown>();
  #readThrough = 0;
  #turn: Promise<void> = Promise.resolve();

  constructor(record: OfficeRecord) {
    this.#record = record;
  }

  noticed(act: TabletAct): void {
    const count = this.#counts.get(act.act) ?? 0;
    this.#counts.set(act.act, count + 1);
    if (count < mostOfAKind) this.#found.push(act);
    else this.#more.add(act.act);
  }

  /**
   * Writes what was noticed since, each once, whatever other processes write. `numberOf`: of a tablet. What a failing
   * database did not take is written with the next call.
   */
  write(numberOf: (device: string) => number): Promise<void> {
    const turn = this.#turn.then(() => this.#write(numberOf));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #write(numberOf: (device: string) => number): Promise<void> {
    for (let [next] = this.#found; next !== undefined; [next] = this.#found) {
      const { act, index, device, role, about } = next;
      const row = { number: numberOf(device), entry: index, ...about } as ActAbout[typeof act];
      await this.#record.addUnless(act, { account: null, role, address: null }, row, async () => {
        const written = await this.#read(act);
        if (written.size >= mostOfAKind && !written.has(index)) this.#more.add(act);
        return written.size >= mostOfAKind || written.has(index);
      });
      this.#found.shift();
    }
    for (const kind of this.#more) {
      await this.#record.addUnless("tabletActsLeftOut", nobody, { kind, listed: mostOfAKind }, async () => {
        await this.#read(kind);
        return this.#said.has(kind);
      });
      this.#more.delete(kind);
    }
  }

  /** The entries of this kind in the record, with what was added since it was last read. */
  async #read(kind: Kinds): Promise<ReadonlySet<unknown>> {
    for (const { id, act, about } of await this.#record.since([...kinds, "tabletActsLeftOut"], this.#readThrough)) {
      if (act === "tabletActsLeftOut") this.#said.add(about["kind"]);
      else this.#written.get(act)?.add(about["entry"]);
      this.#readThrough = id;
    }
    return this.#written.get(kind) as ReadonlySet<unknown>;
  }
}

const nobody = { account: null, role: null, address: null };
