/**
 * How many events a second the endpoint takes: durable (SQLite on disk, synchronous FULL), every signature verified,
 * over HTTP on this machine, with the senders in a thread of their own. Baselines in the same run: bare inserts of the same
 * bytes into SQLite with one commit for each batch, and bare verification of the same signatures.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { encodeEvent, eventHash, makeLeaf, signEvent, verifyEvent } from "../../src/log/eventBytes.ts";
import { sealBody } from "../../src/log/sealedBody.ts";
import { devicePath } from "../../src/protocol/deviceLog.ts";
import { signRequest } from "../../src/protocol/deviceRequest.ts";
import { eventKey, eventKeyBytes } from "../../src/protocol/keys.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { newSetupCode } from "../../src/server/enrolment.ts";
import { commandLine } from "../../src/server/officeRecord.ts";
import { bundleOf, checkInBody, countyOnSocket, election, enrolRequest } from "../helpers/server.ts";

export type Measured = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
};

/** A request as it goes over the wire, signed beforehand: the sender must not cost what is measured. */
type Ready = { readonly path: string; readonly headers: Record<string, string>; readonly body: Uint8Array };
type Sender = { readonly url: string; readonly queues: readonly (readonly Ready[])[] };

type Load = {
  readonly queues: Ready[][];
  readonly leaves: Uint8Array[];
  readonly signed: { readonly key: CryptoKey; readonly hash: string; readonly signature: Uint8Array }[];
};

/** Sets up tablets and signs everything that they will send. */
async function prepare(
  endpoint: Awaited<ReturnType<typeof countyOnSocket>>,
  { tablets, pushes, events }: { tablets: number; pushes: number; events: number },
): Promise<Load> {
  const code = await newSetupCode(
    endpoint.county.enrolment,
    { kind: "session", place: "school", accepted: true },
    commandLine,
  );
  if (!code.ok) throw new Error(code.error.type);
  const sealing = await eventKey(await eventKeyBytes(endpoint.electionKey));
  const load: Load = { queues: [], leaves: [], signed: [] };
  for (let tablet = 0; tablet < tablets; tablet++) {
    const { keys, request: enrolment } = await enrolRequest(code.value.code);
    const response = await endpoint.fetch("/api/enrol", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(enrolment),
    });
    const { device, enrolled } = (await response.json()) as { device: string; enrolled: string };
    const queue: Ready[] = [];
    let prev = enrolled;
    let seq = 0;
    for (let push = 0; push < pushes; push++) {
      const bundle: Uint8Array[] = [];
      for (let event = 0; event < events; event++, seq++) {
        const place = { election: election.id, device, seq };
        const body = checkInBody(`voter-${tablet}-${seq}`, "school", Date.now());
        const bytes = encodeEvent({
          v: 1,
          ...place,
          prev,
          body: await sealBody(sealing, place, platformRandom(12), body),
        });
        if (!bytes.ok) throw new Error(bytes.error.type);
        const hash = await eventHash(bytes.value);
        const signature = await signEvent(keys.privateKey, hash);
        bundle.push(makeLeaf(bytes.value, signature));
        load.signed.push({ key: keys.publicKey, hash, signature });
        prev = hash;
      }
      load.leaves.push(...bundle);
      const path = devicePath(device);
      const body = bundleOf(bundle);
      const signing = { device, method: "POST", path, body, time: Date.now(), counter: 0 };
      queue.push({ path, headers: await signRequest(keys.privateKey, signing), body });
    }
    load.queues.push(queue);
  }
  return load;
}

/** Each queue is one tablet: its requests one after another, all tablets at the same time. Answers seconds. */
async function send({ url, queues }: Sender): Promise<number> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: queues.length });
  const once = ({ path, headers, body }: Ready): Promise<void> =>
    new Promise((done, failed) => {
      const options = {
        hostname,
        port,
        path,
        method: "POST",
        agent,
        headers: { ...headers, "Content-Length": body.length },
      };
      const sending = request(options, (response) => {
        response.resume();
        response.on("end", () =>
          response.statusCode === 200 ? done() : failed(new Error(`status ${response.statusCode}`)),
        );
      });
      sending.on("error", failed);
      sending.end(body);
    });
  const start = performance.now();
  await Promise.all(
    queues.map(async (queue) => {
      for (const ready of queue) await once(ready);
    }),
  );
  agent.destroy();
  return (performance.now() - start) / 1000;
}

const sendFromThread = (sender: Sender): Promise<number> =>
  new Promise((done, failed) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: sender });
    worker.on("message", done);
    worker.on("error", failed);
  });

/** The same leaves into a bare table, one durable commit for each `batch` of them. Answers leaves a second. */
function bareInserts(leaves: readonly Uint8Array[], batch: number): number {
  const folder = mkdtempSync(join(tmpdir(), "bare-"));
  const db = new DatabaseSync(join(folder, "bare.db"));
  db.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; create table entry (position integer primary key, leaf blob)",
  );
  const insert = db.prepare("insert into entry values (?, ?)");
  const start = performance.now();
  for (let at = 0; at < leaves.length; at += batch) {
    db.exec("begin");
    for (const [n, leaf] of leaves.slice(at, at + batch).entries()) insert.run(at + n, leaf);
    db.exec("commit");
  }
  const rate = (leaves.length / (performance.now() - start)) * 1000;
  db.close();
  rmSync(folder, { recursive: true });
  return rate;
}

/** Verification of the same signatures and nothing else, as many at once as the platform likes. */
async function bareVerification(signed: Load["signed"]): Promise<number> {
  const start = performance.now();
  for (let at = 0; at < signed.length; at += 100)
    await Promise.all(signed.slice(at, at + 100).map(({ key, hash, signature }) => verifyEvent(key, hash, signature)));
  return (signed.length / (performance.now() - start)) * 1000;
}

async function measure(name: string, shape: { tablets: number; pushes: number; events: number }): Promise<Measured[]> {
  const endpoint = await countyOnSocket({ unlimited: true });
  const load = await prepare(endpoint, shape);
  let commits = 0;
  endpoint.county.onCheckpoint(() => commits++);
  const seconds = await sendFromThread({ url: endpoint.url, queues: load.queues });
  const { size } = await endpoint.county.sequencer.refresh();
  await endpoint.stop();
  const sent = load.leaves.length;
  if (size < sent) throw new Error(`${sent} events were sent, the log has ${size} entries`);
  const value = sent / seconds;
  const [inserts, verification] = [bareInserts(load.leaves, shape.events), await bareVerification(load.signed)];
  const row = (against: string, baseline: number) => ({
    name,
    value: Math.round(value),
    unit: "events/s",
    against: `${against}: ${Math.round(baseline)} events/s`,
    ratio: Number((value / baseline).toFixed(3)),
  });
  const together = {
    name: `${name}: events that share a commit`,
    value: Number((sent / commits).toFixed(1)),
    unit: "events",
    against: `a commit each push: ${shape.events} events`,
    ratio: Number((sent / commits / shape.events).toFixed(1)),
  };
  return [
    together,
    row("bare SQLite inserts, a commit each push", inserts),
    row("bare signature verification", verification),
  ];
}

/** Both goals: at least 5,000 events/s in batches of 100, and 1,000/s one at a time from 200 tablets. */
export async function endpointBench(): Promise<Measured[]> {
  return [
    ...(await measure("batches of 100 from 20 tablets", { tablets: 20, pushes: 15, events: 100 })),
    ...(await measure("one at a time from 200 tablets", { tablets: 200, pushes: 40, events: 1 })),
  ];
}

if (!isMainThread) parentPort?.postMessage(await send(workerData as Sender));
