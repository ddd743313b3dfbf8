/** The tablet's database with an end: a practice that goes on and on must not take the room that an election needs. */
import { IndexedDbStore } from "../tablet/indexedDbStore.ts";
import type { AppendOutcome, Head, SignatureFile, StoredEvent } from "../tablet/tabletStore.ts";

export class CappedStore extends IndexedDbStore {
  readonly #mostEvents: number;

  constructor(name: string, mostEvents: number) {
    super(name);
    this.#mostEvents = mostEvents;
  }

  /** One too many is not recorded, and the screen says so, as where a browser has no more room. */
  override async append(expected: Head, event: StoredEvent, signature?: SignatureFile): Promise<AppendOutcome> {
    if (event.seq >= this.#mostEvents) throw new DOMException("the practice is full", "QuotaExceededError");
    return super.append(expected, event, signature);
  }
}
