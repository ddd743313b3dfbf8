/** Signatures: files that tablets bring, strokes inside of them, images on file that the office hands over, sets for tablets. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { filedSignatureKey, filedTagKey } from "../../src/protocol/keys.ts";
import {
  openSignature,
  sealSignature,
  signatureFileBytes,
  signatureFileName,
  signaturePath,
} from "../../src/protocol/sealedSignature.ts";
import { decodeSignature, encodeSignature, pathOf } from "../../src/protocol/signatureStrokes.ts";
import { openFiled, SignatureTags, sealFiled } from "../../src/roll/filedSignature.ts";
import { type RollManifest, signaturesOf } from "../../src/roll/rollManifest.ts";
import { filedIn, findFiled, packFiled } from "../../src/roll/signatureSet.ts";
import { openSqlite } from "../../src/server/database.ts";
import { platformRandom } from "../../src/server/dataFolder.ts";
import { SignatureFiler } from "../../src/server/filedSignatures.ts";
import { checkImage, mostPixels, mostSide } from "../../src/server/import/imageFile.ts";
import { imageSources, importSignatures, type SignatureProblem } from "../../src/server/import/signatureImages.ts";
import { migrate } from "../../src/server/migrations.ts";
import { type Publisher, publishRoll } from "../../src/server/publish.ts";
import { openElection, plainVoters } from "../helpers/openElection.ts";
import { election } from "../helpers/server.ts";
import { jpegFrame, png } from "../helpers/signatureImages.ts";
import { drawn, everyoneSigns, signingKey } from "../helpers/signing.ts";
import { type FuzzSuite, insist, noStack, refused } from "./fuzzSuite.ts";
import { judgedCounty } from "./judgedCounty.ts";
import { mutatedBytes, mutatedText } from "./mutations.ts";

const same = (one: Uint8Array, other: Uint8Array): boolean => Buffer.from(one).equals(Buffer.from(other));

const signatures = [
  drawn,
  { ...drawn, how: "mark" as const },
  {
    ...{ ...drawn, how: "another" as const },
    strokes: Array.from({ length: 9 }, (_, n) =>
      Array.from({ length: 40 }, (_, k) => ({ x: 30 * k, y: 50 * n, t: 900 * n + k })),
    ),
  },
];

/** A tablet that is enrolled and means harm brings whatever it likes under whatever name. */
const brought: FuzzSuite = {
  name: "signature files that a tablet brings",
  cases: 3_000,
  async begin() {
    const { signatureKey, office } = await signingKey();
    const { at, county, clock, tablet, judge, mark } = await judgedCounty({ signatureKey });
    const { db } = county.county.enrolment.database;
    const files = await Promise.all(
      signatures.map((one) => sealSignature(office.publicKey, election.id, encodeSignature(one))),
    );
    const names = await Promise.all(files.map(signatureFileName));
    const sizes = [new Uint8Array(signatureFileBytes).fill(7), new Uint8Array(signatureFileBytes + 1).fill(7)];
    const body = fc.oneof(
      { weight: 6, arbitrary: mutatedBytes([...files, ...sizes]) },
      { weight: 1, arbitrary: fc.constantFrom(...files, ...sizes) },
    );
    const name = fc.oneof(
      fc.constant("its own" as const),
      fc.constantFrom(...names),
      mutatedText(names).map((text) => text.replace(/[^\x21-\x7e]|[/?#%\\]/g, "")),
    );
    const how = fc.constantFrom("PUT", "PUT", "PUT", "PUT", "GET", "POST", "DELETE");
    const unsigned = fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true));
    let [taken, tried] = [0, 0];
    await mark();
    return {
      property: fc.asyncProperty(body, name, how, unsigned, async (bytes, called, method, changed) => {
        clock.pass(1000);
        tried++;
        const right = await signatureFileName(bytes);
        const { pathname } = new URL(signaturePath(called === "its own" ? right : called), "http://county");
        const said = changed ? Buffer.concat([bytes, Buffer.from([0])]) : bytes;
        const headers = await tablet.headersFor(method, pathname, said, 0);
        const before = await db.selectFrom("signature_file").selectAll().execute();
        const sent = method === "GET" ? {} : { body: bytes };
        const response = await county.fetch(pathname, { method, headers, ...sent });
        await judge(response, new Uint8Array(await response.arrayBuffer()));
        if (response.status >= 400) return;
        taken++;
        insist(
          method === "PUT" && !changed && pathname === signaturePath(right),
          "a file was taken under another name",
        );
        insist(bytes.length <= signatureFileBytes, "too large a file was taken");
        const rest = before.filter(({ hash }) => hash !== right);
        const after = await db.selectFrom("signature_file").selectAll().execute();
        const kept = after.find(({ hash }) => hash === right);
        insist(kept !== undefined && same(kept.bytes, bytes), "another file is kept");
        insist(after.length === rest.length + 1, "more or fewer than this file changed");
        await db.deleteFrom("signature_file").execute();
        await mark();
      }),
      end: async () => {
        insist(taken > 0 || tried < 40, "no file was taken");
        await at.stop();
      },
    };
  },
};

const strokes: FuzzSuite = {
  name: "strokes of a signature, and the files that hold them",
  cases: 5_000,
  async begin() {
    const { office } = await signingKey();
    const encoded = signatures.map(encodeSignature);
    const sealed = await Promise.all(encoded.map((one) => sealSignature(office.publicKey, election.id, one)));
    /** What the office draws of these bytes, as it does for the pictures that it writes. */
    const draw = (bytes: Uint8Array): void => {
      const read = decodeSignature(bytes);
      if (read === undefined) return;
      insist(same(encodeSignature(read), bytes), "two spellings of one signature");
      insist(/^(?:M\d+ \d+(?:L\d+ \d+)+)+$/.test(pathOf(read.strokes)), "a path that is more than lines");
    };
    return {
      property: fc.asyncProperty(mutatedBytes(encoded), mutatedBytes(sealed), async (drawing, file) => {
        draw(drawing);
        const opened = await openSignature(office, election.id, file);
        if (!refused(opened) && opened.ok)
          insist(
            encoded.some((one) => same(one, opened.value)),
            "a file that was changed opens",
          );
        // A dishonest tablet seals what it likes.
        const said = await openSignature(
          office,
          election.id,
          await sealSignature(office.publicKey, election.id, drawing),
        );
        insist(said.ok && same(said.value, drawing), "a file does not hold what was sealed");
      }),
    };
  },
};

const images = [png(1), png(2, 40, 20), jpegFrame(300, 100)] as const;

const pictures: FuzzSuite = {
  name: "images of signatures",
  cases: 6_000,
  async begin() {
    const large = [png(3, 30, 20, { width: mostSide + 1, height: 1 }), jpegFrame(mostSide, mostSide)];
    for (const one of images) insist(checkImage(one).ok, "a right image is refused");
    for (const one of large) insist(refused(checkImage(one)), "too large a picture is taken");
    return {
      property: fc.property(mutatedBytes([...images, ...large]), (bytes) => {
        const checked = checkImage(bytes);
        if (refused(checked) || !checked.ok) return;
        insist(same(checked.value.bytes, bytes), "another image is taken");
        const view = new DataView(bytes.buffer);
        // Of a PNG the size stands in one place; that of a JPEG is checked by the tablet's browser once more.
        if (checked.value.type === "image/png")
          insist(view.getUint32(16) * view.getUint32(20) <= mostPixels, "too large a picture is taken");
      }),
    };
  },
};

const known = ["V1", "V2", "V3"];

const imported: FuzzSuite = {
  name: "signatures on file, from a folder or a zip package",
  cases: 2_500,
  async begin() {
    const base = mkdtempSync(join(tmpdir(), "fuzz-signatures-"));
    const database = openSqlite(":memory:");
    await migrate(database);
    const electionKey = platformRandom(32);
    const publisher = { database, election, electionKey, random: platformRandom } as unknown as Publisher;
    const key = await filedSignatureKey(electionKey);
    const tags = new SignatureTags(await filedTagKey(electionKey));
    const roll = { rowOfVoter: (id: string) => (known.includes(id) ? known.indexOf(id) : undefined) };
    const members = {
      ...{ "V1.png": images[0], "images/V2.png": images[1], "V3.jpg": images[2] },
      ...{ "V9.png": images[1], "notes.txt": Buffer.from("not an image") },
    };
    const zips = [zipSync(members, { level: 6 }), zipSync(members, { level: 0 })];
    const name = fc.constantFrom(...Object.keys(members), "V1.jpeg", "in/V1.png", "=V3.png", "V2", ".png", "V1 .png");
    const file = fc.record({ name, bytes: fc.oneof(mutatedBytes(images), fc.constantFrom(...images)) });
    const given = fc.oneof(
      { weight: 3, arbitrary: mutatedBytes(zips).map((zip) => ({ zip })) },
      { weight: 2, arbitrary: fc.array(file, { maxLength: 5 }).map((files) => ({ files })) },
    );
    let [cases, takenInAll] = [0, 0];
    const write = (what: { zip: Uint8Array } | { files: readonly { name: string; bytes: Uint8Array }[] }): string => {
      if ("zip" in what) {
        writeFileSync(join(base, "images.zip"), what.zip);
        return join(base, "images.zip");
      }
      const folder = join(base, `folder ${cases}`);
      mkdirSync(folder);
      symlinkSync(join(folder, "nowhere"), join(folder, "V3.png"));
      symlinkSync(base, join(folder, "V2.jpg"));
      for (const { name: path, bytes } of what.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      return folder;
    };
    const rows = () => database.db.selectFrom("filed_signature").selectAll().orderBy("tag").execute();
    return {
      property: fc.asyncProperty(given, async (what) => {
        cases++;
        const path = write(what);
        const before = await rows();
        const sources = await imageSources(path);
        if (!refused(sources) && sources.ok) {
          const problems: SignatureProblem[] = [];
          const filer = await SignatureFiler.open(publisher);
          const counts = await importSignatures(
            filer,
            roll,
            sources.value,
            (problem) => problems.push(problem),
            () => undefined,
          );
          const { read, taken, replaced, unknownVoter, refused: turnedAway } = counts;
          takenInAll += taken + replaced;
          insist(read === taken + replaced + unknownVoter + turnedAway, "the files do not add up");
          insist(problems.length === unknownVoter + turnedAway, "a file was left out without a word");
          noStack(JSON.stringify(problems));
          const after = await rows();
          insist(after.length === before.length + taken, "more or fewer were filed than were taken");
          for (const { tag, bytes } of after) {
            const voterId = known.find((id) => tags.of(id) === tag) ?? "";
            const image = await openFiled(key, election.id, voterId, Uint8Array.from(bytes));
            insist(image !== undefined && checkImage(image.bytes).ok, "what is filed is no voter's image");
          }
          if (cases % 5 === 0) await database.db.deleteFrom("filed_signature").execute();
        } else insist(JSON.stringify(await rows()) === JSON.stringify(before), "a refused package changed something");
        rmSync(path, { recursive: true });
      }),
      end: async () => {
        insist(takenInAll > 0 || cases < 40, "no signature was taken");
        await database.db.destroy();
        rmSync(base, { recursive: true });
      },
    };
  },
};

const chunks: FuzzSuite = {
  name: "chunks of a set of signatures on file",
  cases: 3_000,
  async begin() {
    const { signatureKey } = await signingKey();
    const rules = { signature: { ...everyoneSigns, reference: true } };
    const at = await openElection(plainVoters(20), undefined, { rules, signatureKey });
    const publisher = at.publisher();
    const filer = await SignatureFiler.open(publisher);
    const image = (n: number) => ({ type: "image/png" as const, bytes: png(n, 40, 20) });
    const voters = ["V1", "V2", "V3", "V4"];
    await filer.file(voters.map((voterId, n) => ({ voterId, image: image(n) })));
    if (!(await publishRoll(publisher)).ok) throw new Error("not published");
    const tablet = await at.workingTablet();
    const { core, store } = tablet;
    const { manifest } = (await store.fact("roll")) ?? { manifest: "{}" };
    const [named] = signaturesOf(JSON.parse(manifest) as RollManifest, "school")?.chunks ?? [];
    if (named === undefined) throw new Error("no set was published");
    for (let tries = 0; (await store.chunk(named.hash)) === undefined; tries++) {
      if (tries > 200) throw new Error("no chunk of the set arrived");
      await core.syncNow();
      await new Promise((go) => setTimeout(go, 5));
    }
    const whole = Uint8Array.from((await store.chunk(named.hash)) as Uint8Array);
    // Or a round of the tablet's own may bring a whole chunk between the damage and the look at it.
    tablet.online = false;
    const { electionKey } = publisher;
    const { id } = publisher.election;
    const key = await filedSignatureKey(electionKey);
    const tags = new SignatureTags(await filedTagKey(electionKey));
    /** As a county would send it that means harm: each in another's place. */
    const swapped = packFiled(
      await Promise.all(
        voters.map(async (voter, n) => ({
          tag: tags.of(voter),
          sealed: await sealFiled(key, id, voters[(n + 1) % voters.length] as string, image(n)),
        })),
      ),
    );
    return {
      property: fc.asyncProperty(mutatedBytes([whole, swapped]), async (bytes) => {
        for (const { tag, sealed } of filedIn(bytes))
          insist(tag.length === 32 && sealed.byteOffset + sealed.length <= bytes.length, "more than the chunk holds");
        for (const [n, voter] of voters.entries()) {
          const sealed = findFiled(bytes, tags.of(voter));
          const opened = sealed && (await openFiled(key, id, voter, Uint8Array.from(sealed)));
          insist(opened === undefined || same(opened.bytes, image(n).bytes), "an image that is not this voter's");
        }
        // On the tablet, where the disk gave it back so.
        await store.putChunk(named.hash, bytes);
        const shown = await core.signatureOnFile("V1");
        if (same(bytes, whole)) insist(shown?.onFile === "shown", "a whole one is not shown");
        else {
          insist(shown?.onFile === "notHere", "a damaged chunk is believed");
          insist((await store.chunk(named.hash)) === undefined, "a damaged chunk is kept");
        }
      }),
      end: () => at.stop(),
    };
  },
};

export const signatureSuites: readonly FuzzSuite[] = [brought, strokes, pictures, imported, chunks];
