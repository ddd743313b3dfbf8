/** The codes with which one tablet of a place hands a worker to another: they are read from any screen or paper. */
import fc from "fast-check";
import { readWorkerCode } from "../../src/tablet/workerCode.ts";
import { openElection, pin, plainVoters } from "../helpers/openElection.ts";
import { type FuzzSuite, insist, refused } from "./fuzzSuite.ts";
import { mutatedJson, mutatedText } from "./mutations.ts";

const mark = "TURNOUT-WORKER:";

const workerCodes: FuzzSuite = {
  name: "codes of workers who were added at a polling place",
  cases: 3_000,
  async begin() {
    const at = await openElection(plainVoters(3));
    const tabletOfInspector = async () => {
      const tablet = await at.workingTablet();
      insist((await tablet.core.signIn("lin", pin)).ok, "the inspector does not sign in");
      return tablet;
    };
    const [adding, taking] = [await tabletOfInspector(), await tabletOfInspector()];
    taking.online = false;
    const added = async (name: string, role: "pollWorker" | "inspector") => {
      const made = await adding.core.addWorker({ cmd: `add ${name}`, name, role, pin: "730164" });
      if (!made.ok) throw new Error(made.error.type);
      return made.value;
    };
    const genuine = [await added("Ana P.", "pollWorker"), await added("Zebulon Q.", "inspector")];
    const codes = genuine.map(({ code }) => code);
    const said = new Map(codes.map((code) => [readWorkerCode(code)?.added, readWorkerCode(code)]));
    const staff = new Set((await taking.core.workers()).map(({ id }) => id));
    const asJson = codes.map((code) => JSON.parse(code.slice(mark.length)) as unknown);
    let taken = 0;
    for (const code of codes) insist((await taking.core.takeWorker(code)).ok, "a genuine code is refused");
    return {
      property: fc.asyncProperty(
        fc.oneof(
          mutatedText(codes),
          mutatedJson(asJson).map((json) => mark + JSON.stringify(json)),
          // The same said with other blanks.
          fc.constantFrom(...asJson).map((json) => mark + JSON.stringify(json, undefined, 1)),
        ),
        async (text) => {
          const read = readWorkerCode(text);
          const answer = await taking.core.takeWorker(text);
          if (refused(answer) || !answer.ok) return;
          taken++;
          const meant = said.get(answer.value.id);
          insist(read !== undefined, "a text was taken that is no code");
          const same = (["place", "added", "as", "since", "sealed"] as const).every(
            (part) => read?.[part] === meant?.[part],
          );
          insist(meant !== undefined && same, "a changed code was believed");
          const worker = genuine.find((one) => one.worker.id === answer.value.id)?.worker;
          insist(worker?.name === answer.value.name && worker.role === answer.value.role, "a code was read as another");
        },
      ),
      async end() {
        const known = new Set([...staff, ...genuine.map(({ worker }) => worker.id)]);
        const strangers = (await taking.core.workers()).filter(({ id }) => !known.has(id));
        insist(strangers.length === 0, "somebody new may work there");
        insist(taken > 0, "nothing was ever taken: the cases prove nothing");
        for (const tablet of [adding, taking]) tablet.core.stop();
        await at.stop();
      },
    };
  },
};

export const workerSuites: readonly FuzzSuite[] = [workerCodes];
