/**
 * What a scenario is: data, so that a county can write its own. Somebody stands at the desk, says and shows something; the
 * worker does what is right with the real screens; the record tells whether it was (`scoring.ts`). Which ballot is right is
 * never written here: it follows from what is true of the voter (`truth`) under the rules of the election (`rightWay.ts`),
 * so a scenario can be played under every state's pack.
 */
import type { Situation } from "../domain/situation.ts";
import type { WayId } from "../domain/situationRules.ts";
import type { Absentee, Registration, VoterFlag } from "../domain/voter.ts";

/** In every language of the app. May hold facts of the cast in braces: "I moved to {newAddress}." */
export type Words = { readonly en: string; readonly es: string };
export type WordsLanguage = keyof Words;

/** The first seven are those of a usability test of poll books. */
export const groups = [
  "scannable",
  "lookUp",
  "similarNames",
  "statusFlags",
  "recordUpdates",
  "wrongPlace",
  "notInBook",
  "inspector",
] as const;
export type Group = (typeof groups)[number];

/** Mistakes that trained workers make, as a poll worker trainer counted them. Each has a scenario that provokes it. */
export const mistakes = [
  "checksInTwiceForPrint",
  "mixesReprintAndSpoil",
  "notFoundTooEarly",
  "readsAloud",
  "everyMoveProvisional",
  "asksEveryoneForId",
  "badSignatureAsNone",
  "doesNotSignOut",
  "closesForTheNight",
  "packsBeforeSent",
  "mixesStations",
] as const;
export type Mistake = (typeof mistakes)[number];

export type NameParts = {
  readonly last?: string;
  readonly first?: string;
  readonly suffix?: string;
  /** As the voter says it, or writes it down, where the list has it otherwise. */
  readonly saysLast?: string;
  readonly saysFirst?: string;
  /** As the licence has it. */
  readonly cardLast?: string;
  readonly cardFirst?: string;
};

/** Somebody else on the list with whom the voter may be mixed up. */
export type Kin =
  /** The same name, one generation older, at the same address. */
  | "parent"
  /** The same name, elsewhere. */
  | "namesake"
  /** The same birth date and address, another first name. */
  | "twin"
  /** Nothing in common but the address. */
  | "housemate";

export type Shows = "licence" | "voterCard" | "passport" | "nothing";

/** What is true of the voter, by situation: ways that are so, the best first. Behind the first, what is lawful too. */
export type Truth = Readonly<Partial<Record<Situation, readonly WayId[]>>>;

/** What others did before: real entries of the practice's record, by another tablet of the place, or at this one. */
export type StageAct =
  /** `who`: the voter, or the first of the others. `where`: by another tablet of this place, or at another one. */
  | { readonly act: "checkedIn"; readonly who: "visitor" | "other"; readonly where: "here" | "elsewhere" }
  | { readonly act: "pollsOpen" }
  | { readonly act: "pollsNotOpen" }
  /** Somebody else is signed in at this tablet. */
  | { readonly act: "colleagueSignedIn" }
  | { readonly act: "networkLost" }
  /** Everything is counted, and the scanner read one ballot fewer than it should have. */
  | { readonly act: "oneFewer" }
  /** Fewer than a fifth of the ballots are left. */
  | { readonly act: "stockLow" };

/** What the record must hold in the end. */
export type Good =
  /** The ballot that is due, given as what is true says; nothing where none is. */
  | { readonly good: "serve"; readonly ownName?: true }
  | { readonly good: "reprint" }
  | { readonly good: "replace" }
  | { readonly good: "left" }
  | { readonly good: "cancelOne" }
  | { readonly good: "putRight" }
  | { readonly good: "openPolls" }
  | { readonly good: "suspendPolls" }
  | { readonly good: "closePolls" }
  | { readonly good: "stock" }
  | { readonly good: "counters" }
  | { readonly good: "explain" };

export type Scenario = {
  readonly id: string;
  readonly group: Group;
  readonly title: Words;
  /** Of whoever stands at the desk; what is left out is invented. */
  readonly names?: readonly NameParts[];
  readonly registration?: Registration;
  readonly absentee?: Absentee;
  readonly flags?: readonly VoterFlag[];
  /** Not served at this place. */
  readonly otherPlace?: true;
  /** On no list. */
  readonly unlisted?: true;
  readonly speaks?: WordsLanguage;
  readonly shows: Shows;
  readonly others?: readonly Kin[];
  readonly truth: Truth;
  readonly movedDaysAgo?: number;
  /** What is said beside name and address. */
  readonly says: readonly Words[];
  readonly goal: Words;
  readonly hints: readonly Words[];
  /** What to keep in mind. */
  readonly lesson: Words;
  readonly mistake?: Mistake;
  readonly stage?: readonly StageAct[];
  readonly good: Good;
};

/** Of the words, those of a language, with the facts filled in. Days are written as that language does. */
export function spoken(words: Words, language: WordsLanguage, facts: Readonly<Record<string, string>>): string {
  return words[language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (fact === undefined) throw new Error(`no fact ${name}`);
    return /^\d{4}-\d\d-\d\d$/.test(fact) ? longDay(fact, language) : fact;
  });
}

export const longDay = (day: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(day));
