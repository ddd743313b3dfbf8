/**
 * Which tablets belong to a polling place, by the county's word, and who last took each into their hands: also those that gave no
 * ballot yet. Like standings a function of the set of known events.
 */
import type { EventName } from "./eventFields.ts";
import type { BodyOf, EventBody } from "./events.ts";

export type PlaceTablet = {
  readonly device: string;
  readonly number: number;
  /** Who signed in last on it, and when (ms); undefined: nobody that is known. */
  readonly signedIn: { readonly worker: string; readonly wall: number } | undefined;
};

const newest = Number.MAX_SAFE_INTEGER;

/** The county's newest word of where a tablet belongs. */
type Bound = { readonly seq: number; readonly place: string | null };

export class PlaceTablets {
  readonly #numbers = new Map<string, number>();
  readonly #bound = new Map<string, Bound>();
  /** By a tablet that was set up anew: which one it was before, by its own word. */
  readonly #replaces = new Map<string, string>();
  readonly #signedIn = new Map<string, { readonly name: EventName; readonly body: BodyOf<"WorkerSignedIn"> }>();

  add(name: EventName, body: EventBody): void {
    const { device, seq, hash } = name;
    switch (body.type) {
      case "DeviceEnrolled":
        this.#numbers.set(body.device, body.number);
        if (body.replaces !== undefined) this.#replaces.set(body.device, body.replaces);
        // One that waits until a clerk has seen it is nobody's yet, whatever it says of itself.
        if (body.waits !== true) this.#bind(body.device, { seq, place: body.place });
        return;
      case "DeviceAccepted":
        this.#bind(body.device, { seq, place: body.place });
        return;
      case "WorkerSignedIn": {
        const known = this.#signedIn.get(device)?.name;
        // Two of one number: a restored profile. Any order will do that is the same for every reader.
        if (known === undefined || known.seq < seq || (known.seq === seq && known.hash < hash))
          this.#signedIn.set(device, { name: { device, seq, hash }, body });
        return;
      }
      default:
    }
  }

  /** `trusts`: whether an event of this device and number counts; a revoked tablet belongs nowhere. */
  at(place: string, trusts: (writer: Pick<EventName, "device" | "seq">) => boolean): PlaceTablet[] {
    const belongs = (device: string): boolean => this.#bound.has(device) && trusts({ device, seq: newest });
    const replaced = new Set([...this.#replaces].flatMap(([by, before]) => (belongs(by) ? before : [])));
    return [...this.#bound].flatMap(([device, bound]) => {
      const number = this.#numbers.get(device);
      if (bound.place !== place || replaced.has(device) || number === undefined || !belongs(device)) return [];
      const last = this.#signedIn.get(device)?.body;
      return { device, number, signedIn: last?.place === place ? { worker: last.worker, wall: last.wall } : undefined };
    });
  }

  #bind(device: string, bound: Bound): void {
    if (bound.seq >= (this.#bound.get(device)?.seq ?? -1)) this.#bound.set(device, bound);
  }
}
