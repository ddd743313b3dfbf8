/** Which tablets the office has set aside, and from which of their records on: what the world did, not what the county says. */
import type { EventName } from "../../src/domain/eventFields.ts";
import type { EventBody } from "../../src/domain/events.ts";

export class Trust {
  readonly #through = new Map<string, number>();
  /** Events of devices that are set aside which the county took out of their chain since, by hash. */
  #since: ReadonlySet<string> = new Set();

  setAside(device: string, trustedThrough: number): void {
    this.#through.set(device, trustedThrough);
  }

  takeBack(device: string): void {
    this.#through.delete(device);
  }

  isSetAside(device: string | undefined): boolean {
    return device !== undefined && this.#through.has(device);
  }

  /** What the county log says, in its order: which events came out of their chain after their device was set aside. */
  readOrder(county: readonly EventBody[]): void {
    const handedOver = new Map<string, Set<string>>();
    for (const body of county) {
      if (body.type === "DeviceRevoked") handedOver.set(body.device, new Set());
      if (body.type === "DeviceLogHandedOver") for (const hash of body.events) handedOver.get(body.device)?.add(hash);
    }
    this.#since = new Set(this.devices().flatMap((device) => [...(handedOver.get(device) ?? [])]));
  }

  /** Whether what this event says counts. */
  counts({ device, seq, hash }: EventName): boolean {
    return seq <= (this.#through.get(device) ?? Number.POSITIVE_INFINITY) && !this.#since.has(hash);
  }

  devices(): string[] {
    return [...this.#through.keys()];
  }
}
