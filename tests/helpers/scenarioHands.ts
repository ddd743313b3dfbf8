/**
 * How a trained worker solves the scenarios on a practicing tablet, and how an untrained one does not: through the tablet's own
 * commands, as the screens call them.
 */

import { openingChecks } from "../../src/domain/openingChecks.ts";
import type { Situation } from "../../src/domain/situation.ts";
import type { WayId } from "../../src/domain/situationRules.ts";
import type { VoterRecord } from "../../src/domain/voter.ts";
import { practicePin } from "../../src/practice/names.ts";
import type { Played, Playing } from "../../src/practice/rehearsal.ts";
import { firstInspector } from "../../src/practice/stage.ts";
import { rightWay, unlistedOf } from "../../src/training/rightWay.ts";
import type { Told } from "../../src/training/scoring.ts";
import { allWritten } from "../domain/packElection.ts";
import type { Practicing } from "./practicing.ts";
import { makeReady } from "./readyTablet.ts";
import { drawn } from "./signing.ts";

const second = { worker: firstInspector, pin: practicePin };
const cmd = (): string => crypto.randomUUID();
type Answers = Partial<Record<Situation, WayId>>;

export class ScenarioHands {
  readonly #practicing: Practicing;
  playing!: Playing;
  told: Told | undefined;

  constructor(practicing: Practicing) {
    this.#practicing = practicing;
  }

  get core() {
    return this.#practicing.tablet.core;
  }

  async begin(scenario: string): Promise<this> {
    this.#practicing.now += 60_000;
    const playing = await this.#practicing.tablet.play(scenario);
    if (playing === undefined) throw new Error("everybody was here");
    this.playing = playing;
    this.#practicing.now += 60_000;
    this.told = undefined;
    return this;
  }

  async verdict(steps = 0): Promise<Played> {
    const played = await this.#practicing.tablet.rehearsal().judge({ told: this.told, steps, seconds: 1 });
    if (played === undefined) throw new Error("nobody was at the desk");
    return played;
  }

  get scene() {
    const rehearsal = this.#practicing.tablet.rehearsal();
    const { election, place } = rehearsal;
    return { election, place, cast: this.playing.cast, now: this.playing.began, staged: [] };
  }

  get visitor(): VoterRecord {
    return this.playing.cast.visitor;
  }

  /** What is right, as the rules say. */
  async serve(): Promise<void> {
    const due = rightWay(this.scene);
    if (due.kind === "none") {
      const [place] = due.places;
      this.told =
        place !== undefined
          ? { told: "place", place }
          : { told: due.instead === "callCounty" ? "callCounty" : "noBallot" };
      return;
    }
    const { cast } = this.playing;
    if (cast.listed) return this.give(cast.visitor.id, due.answers);
    if (!due.registers) return this.give("", due.answers, true);
    const view = await this.core.voter("", { notOnList: "registersToday" }, unlistedOf({ cast }));
    if (view?.disposition.kind !== "register") throw new Error(`${view?.disposition.kind} in place of registering`);
    const { steps } = view.disposition;
    const forms = steps.flatMap((step) => (step.step === "form" ? step.form : step.step === "proof" ? step.proof : []));
    const answers = { notOnList: "registersToday" as const };
    const done = await this.core.registerVoter({
      ...{ cmd: cmd(), unlisted: unlistedOf({ cast }), answers, forms, second, details: allWritten(steps) },
    });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
    const { notOnList: _, ...rest } = due.answers;
    await this.give(done.value.voterId, rest);
  }

  /** Gives the ballot that these answers lead to. */
  async give(voterId: string, answers: Answers, unlisted = false): Promise<void> {
    const { cast } = this.playing;
    const who = unlisted ? unlistedOf({ cast }) : undefined;
    const view = await this.core.voter(voterId, answers, who);
    const now = view?.disposition;
    if (now?.kind !== "regular" && now?.kind !== "provisional")
      throw new Error(`${JSON.stringify(answers)} leads to ${JSON.stringify(now)}`);
    const has = (step: string): boolean => now.steps.some((one) => one.step === step);
    const done = await this.core.checkIn({
      ...{ cmd: cmd(), voterId: view?.voter.id ?? voterId, style: now.choices[0].id, found: "search" },
      ...{ ballot: now.kind, answers },
      forms: now.steps.flatMap((step) => (step.step === "form" ? step.form : [])),
      details: {
        ...allWritten(now.steps),
        assistantName: cast.facts["helper"] ?? "",
        issuingState: "VT",
        dateOfMove: cast.facts["movedOn"] ?? "",
      },
      ...(has("sign") ? { signature: drawn } : {}),
      ...(who === undefined ? {} : { unlisted: who }),
      ...(now.approval.length > 0 ? { second } : {}),
    });
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  }

  /** Answers as good as any for this voter, whoever it is. */
  async giveSomehow(voterId: string, prefer: readonly WayId[] = []): Promise<void> {
    const answers: Answers = {};
    for (let tries = 0; tries < 12; tries++) {
      const now = (await this.core.voter(voterId, answers))?.disposition;
      const open = now?.kind === "ask" ? now.question : now?.kind === "none" ? now.instead : undefined;
      if (open === undefined) break;
      const way = open.ways.find((one) => prefer.includes(one.way)) ?? open.ways[0];
      answers[open.situation] = way?.way as WayId;
    }
    await this.give(voterId, answers);
  }

  /** Gives a ballot to somebody who is not at the desk. */
  async giveToStranger(): Promise<void> {
    for (const query of ["mar", "jo", "wil", "ka"])
      for (const { voter, mark } of (await this.core.search(query))?.rows ?? [])
        if (mark.mark === "ready" && voter.id.startsWith("1")) return this.giveSomehow(voter.id);
    throw new Error("no stranger is ready");
  }

  async standing(voterId = this.visitor.id) {
    const view = await this.core.voter(voterId);
    if (view === undefined) throw new Error("no such voter");
    return view.standing;
  }

  async reprint(): Promise<void> {
    const [given] = (await this.standing()).checkIns;
    const of = given?.event as NonNullable<typeof given>["event"];
    const done = await this.core.reprintSlip({ cmd: cmd(), voterId: this.visitor.id, of, what: "receipt" });
    if (!done.ok) throw new Error(done.error.type);
  }

  async onBallot(deed: "replace" | "spoil" | "handBack" | "leftFound" | "leftTaken"): Promise<void> {
    const [given] = (await this.standing()).checkIns;
    const ballot = given?.event as NonNullable<typeof given>["event"];
    const call = { cmd: cmd(), voterId: this.visitor.id, ballot, deed, note: undefined };
    const done = await this.core.actOnBallot({ ...call, second });
    if (!done.ok) throw new Error(done.error.type);
  }

  async cancel(voterId: string, many: number, reason: "recordedTwice" | "wrongVoter" | "other"): Promise<void> {
    const undoes = (await this.standing(voterId)).checkIns.slice(0, many).map(({ event }) => event);
    const done = await this.core.cancelCheckIn({ cmd: cmd(), voterId, undoes, reason, note: undefined, second });
    if (!done.ok) throw new Error(done.error.type);
  }

  async write(call: Record<string, unknown>): Promise<void> {
    const act = { cmd: cmd(), ...call } as Parameters<typeof this.core.writeInBook>[0];
    const done = await this.core.writeInBook(act);
    if (!done.ok) throw new Error(JSON.stringify(done.error));
  }

  async openPolls(): Promise<void> {
    await makeReady(this.core);
    await this.write({
      ...{ what: "openPolls", members: ["Practice"], paperListOf: "" },
      overrides: openingChecks.map((check) => ({ check, reason: "Practice" })),
      seen: { sameCode: true, paperList: true, absenteeList: true },
    });
  }

  async as(worker: string): Promise<void> {
    await this.core.lock();
    const done = await this.core.signIn(worker, practicePin);
    if (!done.ok) throw new Error(done.error.type);
  }

  fact(name: string): number {
    return Number(this.playing.cast.facts[name]);
  }

  /** The network is back, and everything is sent. */
  async online(): Promise<void> {
    this.#practicing.tablet.network(true);
    await this.core.syncNow();
  }
}
