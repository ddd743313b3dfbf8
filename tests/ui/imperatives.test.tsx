/**
 * What the screen tells the poll worker to do, for every situation of every pack and whatever was answered: a verb first, and
 * at most fifteen words, in the state's own words of the trade and in Spanish.
 */
import { setupI18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { type Answers, type Disposition, type DispositionInput, disposition } from "../../src/domain/disposition.ts";
import type { Pack } from "../../src/domain/packs/pack.ts";
import { packs } from "../../src/domain/packs/packs.ts";
import { noted, situations } from "../../src/domain/situation.ts";
import { BannerSentence, isForVoter, OfferSentence } from "../../src/ui/text/DispositionSentence.tsx";
import { activate, lateWords, messagesIn, tabletWords } from "../../src/ui/text/languages.ts";
import { Say } from "../../src/ui/text/SaySentence.tsx";
import { inTradeWords } from "../../src/ui/text/tradeWords.ts";
import { questionOf } from "../domain/packTable.ts";
import { mostWords, nothingLeft, sentencesOf, verbs, wordsIn } from "../helpers/imperatives.ts";

vi.setConfig({ testTimeout: 60_000 }); // a busy machine is no failure
afterEach(cleanup);

/** Whatever can be answered to this question, one answer after the other. */
function* reached(question: DispositionInput, answers: Answers): Generator<Disposition> {
  const now = disposition(question, answers);
  yield now;
  const open = now.kind === "ask" ? now.question : now.kind === "none" ? now.instead : undefined;
  if (open === undefined || open.answer !== undefined) return;
  for (const { way } of open.ways) yield* reached(question, { ...answers, [open.situation]: way });
}

function allOf(pack: Pack): Disposition[] {
  return situations.flatMap((situation) => {
    const question = questionOf(pack, situation);
    const said: Answers = noted.some((one) => one === situation) ? { [situation]: null } : {};
    // Identification alone, and out of the way of everything else.
    const shown: Answers = situation === "identification" ? {} : { identification: "idShown" };
    const otherLine = { ...question, authority: { holder: "otherLine" as const, line: undefined } };
    const nowhere = { ...question, voter: { ...question.voter, split: "gone" } };
    return [...reached(question, { ...shown, ...said }), disposition(otherLine), disposition(nowhere)];
  });
}

/** The banner through every step, and what is offered where there is no ballot. */
function toldOf(of: Disposition): ReactNode[] {
  if (of.kind === "none")
    return [<BannerSentence key="" disposition={of} open={undefined} />, <OfferSentence key="" offer={of.offer} />];
  const steps = "steps" in of ? of.steps : [];
  return [undefined, ...steps.filter(({ step }) => step !== "confirmIdentity")].flatMap((open) =>
    [false, open !== undefined && isForVoter(open)].map((back) => (
      <BannerSentence key="" disposition={of} open={open} back={back} />
    )),
  );
}

test.each([...packs.values()].flatMap((pack) => ["en", "es"].map((language) => ({ pack, name: pack.name, language }))))(
  "$name, $language",
  async ({ pack, language }) => {
    const messages = await messagesIn(language, [...tabletWords, lateWords]);
    const i18n = setupI18n();
    activate(i18n, language, inTradeWords(messages, pack.rules.words ?? {}, language));
    const { primary, say } = pack.rules;
    const nodes = [
      ...allOf(pack).flatMap(toldOf),
      <Say key="" lookalike={false} then={say} party={primary.choice === "saidAloud"} />,
      <Say key="" lookalike={true} then={say} party={false} />,
    ];
    // Each once: rendering thousands of the same sentence finds nothing more.
    const { container } = render(
      <I18nProvider i18n={i18n}>
        {nodes.map((node, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once
          <p key={at}>{node}</p>
        ))}
      </I18nProvider>,
    );
    const texts = new Set(
      [...container.querySelectorAll("p p, p small, p:not(:has(p, small))")].map((one) => {
        const own = one.cloneNode(true) as Element;
        for (const inner of own.querySelectorAll("small")) inner.remove();
        return own.textContent?.trim() ?? "";
      }),
    );
    texts.delete("");
    const sentences = [...texts].flatMap(sentencesOf);
    expect(sentences.length).toBeGreaterThan(15);
    const wrong = sentences.filter(
      (one) => one !== nothingLeft[language] && (!(verbs[language] as RegExp).test(one) || wordsIn(one) > mostWords),
    );
    expect(wrong).toEqual([]);
  },
);
