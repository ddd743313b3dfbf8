/**
 * A county log full of check-ins: real bodies, sealed and chained, put in by the endpoint's own sequencer. Only their
 * signatures are random bytes: tablets do not verify those of other devices.
 */
import { encodeEvent, eventHash, makeLeaf } from "../../src/log/eventBytes.ts";
import { sealBody } from "../../src/log/sealedBody.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import type { NewEntry } from "../../src/server/round.ts";
import type { BrowserElection } from "./browserElection.ts";
import { checkInBody, enrolTablet } from "./server.ts";

/** Devices that wrote the events, and how many events enter the log in one round. */
const DEVICES = 64;
const ROUND = 4096;

/** Bytes of the log and of the bodies before sealing; `sample`: its first `share` leaves. */
export type Made = { readonly bytes: number; readonly plain: number; readonly sample: readonly Uint8Array[] };

/** Puts check-ins of as many voters into the county log, in rounds of the endpoint's own sequencer. */
export async function fillLog({ county, publisher }: BrowserElection, count: number, share: number): Promise<Made> {
  const { electionKey, election, sequencer } = publisher;
  const key = await eventKey(await eventKeyBytes(electionKey));
  const endpoint = {
    county,
    electionKey,
    fetch: async (path: string, init?: RequestInit) => county.app.fetch(new Request(`http://county${path}`, init)),
  };
  const writers: { device: string; seq: number; hash: string }[] = [];
  for (let n = 0; n < DEVICES; n++) {
    const { device, answer } = await enrolTablet(endpoint);
    writers.push({ device, seq: -1, hash: answer.enrolled });
  }
  let bytes = 0;
  let plain = 0;
  const sample: Uint8Array[] = [];
  for (let from = 0; from < count; from += ROUND) {
    const { size, root } = await sequencer.state();
    const seen = { size, root: Buffer.from(root).toString("base64") };
    const entries: NewEntry[] = [];
    // One event of each device at a time, as every event names the hash of the one before it.
    for (let at = from; at < Math.min(count, from + ROUND); at += DEVICES) {
      const turn = writers.slice(0, Math.min(DEVICES, count - at)).map(async (writer, n): Promise<NewEntry> => {
        const place = { election: election.id, device: writer.device, seq: writer.seq + 1 };
        const steps = [{ step: "confirmIdentity", outcome: "nameAndAddressSaid" }];
        const receipt = `${n + 1}-${String(place.seq + 1).padStart(4, "0")}`;
        const body = { ...checkInBody(`N${at + n}`, "school", Date.now()), seen, steps, receipt };
        const sealed = await sealBody(key, place, crypto.getRandomValues(new Uint8Array(12)), body);
        const encoded = encodeEvent({ v: 1, ...place, prev: writer.hash, body: sealed });
        if (!encoded.ok) throw new Error(encoded.error.type);
        plain += JSON.stringify(body).length;
        writer.seq++;
        writer.hash = await eventHash(encoded.value);
        const leaf = makeLeaf(encoded.value, crypto.getRandomValues(new Uint8Array(64)));
        return { device: writer.device, seq: writer.seq, hash: writer.hash, leaf, handedOver: false };
      });
      entries.push(...(await Promise.all(turn)));
    }
    for (const { leaf } of entries) bytes += leaf.length + 2;
    if (sample.length < share) sample.push(...entries.map((one) => one.leaf));
    await sequencer.submit((round) => {
      for (const entry of entries) round.append(entry);
    });
  }
  return { bytes, plain, sample: sample.slice(0, share) };
}
