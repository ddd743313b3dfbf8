/** What tablets read from the county, from cards and from whoever stands between: codes, set-up, answers, wraps, roll. */
import fc from "fast-check";
import { Election } from "../../src/domain/election.ts";
import { parseVkey } from "../../src/log/checkpoint.ts";
import { base64, equalBytes } from "../../src/log/encoding.ts";
import { formatCode, parseCode } from "../../src/protocol/codes.ts";
import { EnrolAnswer } from "../../src/protocol/enrolment.ts";
import { unwrapElectionKey, wrapElectionKey } from "../../src/protocol/keys.ts";
import { openAmendment, sealAmendment } from "../../src/roll/amendment.ts";
import { buildRoll } from "../../src/roll/rollBuilder.ts";
import { chunksOf, RollManifest } from "../../src/roll/rollManifest.ts";
import { openExtra, openRoll, sealRoll } from "../../src/roll/sealRoll.ts";
import { CountyConnection } from "../../src/tablet/countyConnection.ts";
import { setUp } from "../../src/tablet/setUp.ts";
import { Vault } from "../../src/tablet/vault.ts";
import { anyElection } from "../domain/anyElection.ts";
import { MemoryFiles } from "../helpers/coreTablet.ts";
import { memoryChunks, rollKey } from "../helpers/memoryChunks.ts";
import { MemoryStore } from "../helpers/memoryStore.ts";
import { openElection, plainVoters } from "../helpers/openElection.ts";
import { election } from "../helpers/server.ts";
import { type FuzzSuite, insist, refused } from "./fuzzSuite.ts";
import { mutatedBytes, mutatedJson, mutatedJsonBytes, mutatedText } from "./mutations.ts";

const codes: FuzzSuite = {
  name: "set-up and opening codes",
  cases: 8_000,
  async begin() {
    const secrets = [1, 77, 255].map((fill) => new Uint8Array(16).map((_, n) => (fill * (n + 1)) & 255));
    const texts = await Promise.all(secrets.map((secret) => formatCode("opening", secret)));
    return {
      property: fc.asyncProperty(
        mutatedText([...texts, `TURNOUT-OPENING:${texts[0]}`, texts[1]?.toLowerCase() ?? ""]),
        async (typed) => {
          const read = await parseCode("opening", typed);
          if (refused(read) || !read.ok) return;
          const again = await formatCode("opening", read.value);
          const plain = (text: string): string =>
            text
              .toUpperCase()
              .replace(/^\s*TURNOUT[- ]?OPENING[:\s]/, "")
              .replace(/[\s\-–—]/g, "");
          insist(plain(again) === plain(typed).replace(/O/g, "0").replace(/[IL]/g, "1"), "a code was read as another");
          const other = await parseCode("setup", typed);
          insist(!other.ok || !texts.includes(again), "an opening code passed for a set-up code");
        },
      ),
    };
  },
};

const setUps: FuzzSuite = {
  name: "the county's answer to a set-up",
  cases: 2_500,
  async begin() {
    const at = await openElection(plainVoters(3));
    const code = await at.setupCode("school");
    const store = new MemoryStore();
    let answer: Uint8Array = new Uint8Array(0);
    let put: { body: Uint8Array<ArrayBuffer>; status: number } | undefined;
    const deps = {
      store,
      timeoutMs: 1000,
      fetch: async (path: string, init: RequestInit): Promise<Response> => {
        if (put !== undefined) return new Response(put.status === 204 ? null : put.body, { status: put.status });
        const response = await at.county.fetch(path, init);
        answer = new Uint8Array(await response.clone().arrayBuffer());
        return response;
      },
    };
    const good = await setUp(deps, code, true, null);
    insist(good.ok, "the sample does not set up");
    const json = JSON.parse(Buffer.from(answer).toString()) as unknown;
    /** As it is read: blanks between members, and a member left out that says what goes without saying, change nothing. */
    const read = (told: unknown): string => JSON.stringify(EnrolAnswer.parse(told));
    const same = read(json);
    return {
      property: fc.asyncProperty(
        mutatedJsonBytes([json]),
        fc.constantFrom(200, 200, 200, 404, 409, 500, 204),
        async (body, status) => {
          put = { body, status };
          const made = await setUp(deps, code, true, null);
          if (refused(made)) return;
          insist(read(JSON.parse(Buffer.from(body).toString())) === same, "a changed answer was believed");
        },
      ),
      end: () => at.stop(),
    };
  },
};

const answers: FuzzSuite = {
  name: "answers of the county that somebody changes on the way",
  cases: 3_000,
  async begin() {
    const at = await openElection(plainVoters(3));
    const tablet = await at.workingTablet();
    await tablet.core.syncNow();
    tablet.core.stop();
    const identity = await tablet.store.fact("identity");
    if (identity === undefined) throw new Error("no identity");
    const vkey = await parseVkey(identity.vkey);
    if (!vkey.ok) throw new Error(vkey.error.what);
    const asked = async (spoil: (response: Response) => Promise<Response>) => {
      const connection = new CountyConnection(
        { now: at.clock.now, timeoutMs: 1000, fetch: async (path, init) => spoil(await at.county.fetch(path, init)) },
        { device: identity.device, privateKey: identity.privateKey, countyKey: vkey.value.publicKey },
        0,
      );
      return { connection, answer: await connection.request("GET", "/api/county") };
    };
    insist((await asked(async (response) => response)).answer.ok, "the sample is not believed");
    const header = fc.constantFrom("Turnout-Time", "Turnout-Signature");
    const spoiled = fc.oneof(
      fc.record({ bytes: mutatedBytes([new Uint8Array(100).fill(0x61)]) }),
      fc.record({ at: fc.nat(5000), bit: fc.nat(7) }),
      fc.record({ status: fc.constantFrom(201, 301, 404, 500) }),
      fc.record({ header, text: mutatedText(["1793718000000", base64(new Uint8Array(64))]) }),
      fc.record({ without: header }),
    );
    return {
      property: fc.asyncProperty(spoiled, async (how) => {
        let same = false;
        const { connection, answer } = await asked(async (response) => {
          const body = new Uint8Array(await response.arrayBuffer());
          const headers = new Headers(response.headers);
          let { status } = response;
          let changed: Uint8Array<ArrayBuffer> = body.slice();
          if ("bytes" in how) changed = how.bytes;
          if ("at" in how) changed[how.at % body.length] = (changed[how.at % body.length] as number) ^ (1 << how.bit);
          if ("status" in how) status = how.status;
          if ("without" in how) headers.delete(how.without);
          if ("header" in how) {
            const text = how.text.replace(/[^\x20-\x7e]/g, "").trim();
            // A time in another spelling is the same time.
            same =
              how.header === "Turnout-Time"
                ? Number(headers.get(how.header)) === Number(text)
                : headers.get(how.header) === text;
            headers.set(how.header, text);
          }
          return new Response(changed, { status, headers });
        });
        if (same) return;
        insist(!answer.ok && answer.error.type === "noNetwork", "a changed answer was believed");
        insist(connection.lastHeard === undefined && connection.clockOffset === 0, "a changed answer was heard");
      }),
      end: () => at.stop(),
    };
  },
};

const wraps: FuzzSuite = {
  name: "wraps of the election key",
  cases: 5_000,
  async begin() {
    const electionKey = new Uint8Array(32).fill(3);
    const secret = new Uint8Array(16).fill(8);
    const at = { election: election.id, place: "school", issue: 1 };
    const wrap = await wrapElectionKey(electionKey, [secret], at, new Uint8Array(12).fill(1));
    const card = await formatCode("opening", secret);
    const vault = new Vault(
      { files: new MemoryFiles(), random: (bytes) => new Uint8Array(bytes), now: () => 0 },
      election.id,
    );
    const entry = { place: "school", issue: 1, wrap: base64(wrap) };
    return {
      property: fc.asyncProperty(
        mutatedBytes([wrap]),
        mutatedText([base64(wrap)]),
        fc.constantFrom("school", "library", ""),
        async (bytes, text, place) => {
          const opened = await unwrapElectionKey(bytes, [secret], at);
          insist(refused(opened) || equalBytes(bytes, wrap), "a changed wrap opened");
          const other = await vault.openWithCode(card, [{ ...entry, place, wrap: text }]);
          insist(refused(other) || (place === "school" && text === base64(wrap)), "another place's wrap opened");
        },
      ),
    };
  },
};

const dayFiles: FuzzSuite = {
  name: "the file of the day's secret",
  cases: 2_000,
  async begin() {
    const files = new MemoryFiles();
    const vault = new Vault({ files, random: (bytes) => new Uint8Array(bytes).fill(5), now: () => 0 }, election.id);
    const at = await openElection(plainVoters(2));
    const tablet = await at.workingTablet();
    const day = tablet.files.kept.get("day");
    tablet.core.stop();
    await at.stop();
    if (day === undefined) throw new Error("no day file");
    const json = JSON.parse(Buffer.from(day).toString()) as { wraps: unknown[] };
    return {
      property: fc.asyncProperty(mutatedJsonBytes([{ ...json, expires: 5 }]), async (bytes) => {
        files.kept.set("day", bytes);
        const workers = await vault.dayWorkers();
        insist(Array.isArray(workers), "no list of workers");
        insist(
          workers.length > 0 || !files.kept.has("day") || JSON.parse(Buffer.from(bytes).toString()).wraps.length === 0,
          "a damaged file was kept",
        );
      }),
    };
  },
};

const rolls: FuzzSuite = {
  name: "roll manifests and sealed chunks",
  cases: 3_500,
  async begin() {
    const roll = await buildRoll(plainVoters(60));
    if (!roll.ok) throw new Error(roll.error.type);
    const key = await rollKey();
    const { save, fetchChunk, chunks } = memoryChunks();
    const extras = [{ name: "people", bytes: new TextEncoder().encode("[1,2,3]") }];
    const manifest = await sealRoll(roll.value, key, { election: election.id, version: 1, extras }, save);
    const { save: saveNext, chunks: nextChunks } = memoryChunks();
    const next = await sealRoll(roll.value, key, { election: election.id, version: 2, extras }, saveNext);
    const [first, second] = [chunksOf(manifest)[0]?.hash ?? "", chunksOf(next)[0]?.hash ?? ""];
    const same = JSON.stringify(manifest);
    return {
      property: fc.asyncProperty(
        mutatedJson([manifest, next]),
        mutatedBytes([...chunks.values(), ...nextChunks.values()]),
        fc.constantFrom("manifest", "chunk", "swap"),
        async (json, bytes, how) => {
          if (how === "manifest") {
            const read = RollManifest.safeParse(json);
            if (!read.success) return;
            const opened = await openRoll(read.data, fetchChunk, key);
            const harmless = ["amendedThrough", "extras"].every((name) => name in read.data);
            if (!refused(opened) && opened.ok)
              insist(harmless && opened.value.rows === manifest.rows, "another roll was opened");
            refused(await openExtra(read.data, "people", fetchChunk, key));
          } else if (how === "chunk") {
            const opened = await openRoll(manifest, async (hash) => (hash === first ? bytes : fetchChunk(hash)), key);
            insist(
              refused(opened) || equalBytes(bytes, chunks.get(first) ?? new Uint8Array(0)),
              "a changed chunk was opened",
            );
          } else {
            // Authentic chunks, of the same key's other version: the place that is authenticated tells.
            const swapped = JSON.parse(same.replaceAll(first, second)) as RollManifest;
            insist(
              refused(await openRoll(swapped, async (hash) => nextChunks.get(hash) ?? fetchChunk(hash), key)),
              "a chunk of another version was opened",
            );
          }
        },
      ),
    };
  },
};

const amendments: FuzzSuite = {
  name: "amendments of the roll",
  cases: 2_500,
  async begin() {
    const key = await rollKey();
    const place = { election: election.id, version: 1 };
    const changes = [
      { voter: "V1", set: { absentee: "issued" as const, lastName: "Ny" } },
      { add: plainVoters(1)[0] as never },
    ];
    const { chunk, bytes } = await sealAmendment(changes, key, place);
    const digest = async (of: Uint8Array<ArrayBuffer>) =>
      Buffer.from(await crypto.subtle.digest("SHA-256", of)).toString("hex");
    return {
      property: fc.asyncProperty(
        mutatedBytes([bytes]),
        fc.constantFrom(0, 1, chunk.opened - 1, chunk.opened, chunk.opened + 1, 2 ** 31, 2 ** 53 - 1),
        fc.constantFrom(1, 2),
        async (changed, opened, version) => {
          const named = { ...chunk, hash: await digest(changed), opened };
          const read = await openAmendment(changed, named, key, { ...place, version });
          insist(refused(read) || (equalBytes(changed, bytes) && version === 1), "a changed amendment was opened");
          const whole = await openAmendment(bytes, { ...chunk, opened }, key, { ...place, version });
          insist(
            refused(whole) || (opened === chunk.opened && version === 1),
            "an amendment was opened at another place or size",
          );
        },
      ),
    };
  },
};

const elections: FuzzSuite = {
  name: "election definitions",
  cases: 5_000,
  async begin() {
    const samples = [election, ...fc.sample(anyElection, { numRuns: 5, seed: 1 })];
    return {
      property: fc.property(mutatedJson(samples), (json) => {
        const read = Election.safeParse(json);
        // What was read is complete and reads again as the same.
        if (read.success)
          insist(
            Election.safeParse(JSON.parse(JSON.stringify(read.data))).success,
            "a definition that reads once only",
          );
      }),
    };
  },
};

export const protocolSuites: readonly FuzzSuite[] = [
  codes,
  setUps,
  answers,
  wraps,
  dayFiles,
  rolls,
  amendments,
  elections,
];
