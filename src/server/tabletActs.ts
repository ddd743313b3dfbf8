/**
 * What tablets' logs say that the office should see in its own record: who acted in a role that may not, workers held after
 * wrong PINs, tablets opened and closed, new programs approved. The fold notices it, the office's record keeps it. The fold
 * is rebuilt at each start and by each process, so what the record has is not written again. A thousand of a kind are enough
 * to make people look; that there are more is said once.
 */
import type { EventBody } from "../domain/events.ts";
import type { ActAbout, OfficeRecord } from "./officeRecord.ts";

type Kinds = "roleOverridden" | "workerHeld" | "tabletOpened" | "tabletClosed" | "programApproved";
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

const kinds: readonly Kinds[] = ["roleOverridden", "workerHeld", "tabletOpened", "tabletClosed", "programApproved"];

export class TabletActs {
  readonly #record: OfficeRecord;
  #found: TabletAct[] = [];
  readonly #counts = new Map<Kinds, number>();
  #more = new Set<Kinds>();

  constructor(record: OfficeRecord) {
    this.#record = record;
  }

  noticed(act: TabletAct): void {
    const count = this.#counts.get(act.act) ?? 0;
    this.#counts.set(act.act, count + 1);
    if (count < mostOfAKind) this.#found.push(act);
    else this.#more.add(act.act);
  }

  /** Writes what was noticed since. `numberOf`: of a tablet. */
  async write(numberOf: (device: string) => number): Promise<void> {
    const found = this.#found;
    const more = this.#more;
    this.#found = [];
    this.#more = new Set();
    if (found.length === 0 && more.size === 0) return;
    const known = new Map<string, Set<number>>(kinds.map((kind) => [kind, new Set()]));
    for (const { act, about } of await this.#record.since(kinds, 0)) known.get(act)?.add(Number(about["entry"]));
    for (const { act, index, device, role, about } of found) {
      const written = known.get(act) as Set<number>;
      if (written.has(index)) continue;
      if (written.size >= mostOfAKind) {
        more.add(act);
        continue;
      }
      written.add(index);
      const row = { number: numberOf(device), entry: index, ...about };
      await this.#record.add(act, { account: null, role, address: null }, row as ActAbout[typeof act]);
    }
    if (more.size === 0) return;
    const said = (await this.#record.since(["tabletActsLeftOut"], 0)).map(({ about }) => about["kind"]);
    for (const kind of more)
      if (!said.includes(kind)) await this.#record.add("tabletActsLeftOut", nobody, { kind, listed: mostOfAKind });
  }
}

const nobody = { account: null, role: null, address: null };
