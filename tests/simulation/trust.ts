/** Which tablets the office has set aside, and from which of their records on: what the world did, not what the county says. */
import type { EventName } from "../../src/domain/eventFields.ts";

export class Trust {
  readonly #through = new Map<string, number>();

  setAside(device: string, trustedThrough: number): void {
    this.#through.set(device, trustedThrough);
  }

  takeBack(device: string): void {
    this.#through.delete(device);
  }

  isSetAside(device: string | undefined): boolean {
    return device !== undefined && this.#through.has(device);
  }

  /** Whether what this event says counts. */
  counts({ device, seq }: EventName): boolean {
    return seq <= (this.#through.get(device) ?? Number.POSITIVE_INFINITY);
  }

  devices(): string[] {
    return [...this.#through.keys()];
  }
}
