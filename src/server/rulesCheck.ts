/**
 * The rules of an election held against where they come from: which are not confirmed by law, and which the county has
 * changed since it copied a pack. Nothing here says that a rule is right; it says who must look at it.
 */
import { isDeepStrictEqual } from "node:util";
import { type Act, acts, permitFor } from "../domain/authority.ts";
import { ruleOf } from "../domain/disposition.ts";
import type { Election, Rules } from "../domain/election.ts";
import { type Pack, type PlainRule, plainRules } from "../domain/packs/pack.ts";
import { packNamed } from "../domain/packs/packs.ts";
import { type Situation, situations } from "../domain/situation.ts";

/** The wording of one form. */
export type FormRule = `forms: ${string}`;
/** Rules that are left out where the county has nothing to say. */
const ownRules = ["primary", "ballots", "signature", "identificationKinds", "confidential"] as const;
/** Where it stands in the election's rules. */
export type RuleName = `situations.${Situation}` | PlainRule | (typeof ownRules)[number] | "forms" | FormRule;

export type RuleToConfirm = {
  readonly rule: RuleName;
  readonly source: string;
  readonly confidence: "secondary" | "practice";
};

export type RulesFindings = {
  /** The name that stands in the rules; "" for none. */
  readonly pack: string;
  /** The program has that pack, so that changes can be told. */
  readonly packKnown: boolean;
  /** The pack is another state's. */
  readonly otherState: boolean;
  /** Confirm with your attorney. */
  readonly toConfirm: readonly RuleToConfirm[];
  /** Not as in the pack any more. */
  readonly changed: readonly RuleName[];
};

export function checkRules({ rules, state }: Pick<Election, "rules" | "state">): RulesFindings {
  const pack = packNamed(rules.pack);
  const changed = pack === undefined ? [] : changedFrom(pack, rules);
  return {
    pack: rules.pack,
    packKnown: pack !== undefined,
    otherState: pack !== undefined && pack.state !== state,
    toConfirm: [
      ...situationsToConfirm(rules),
      ...plainToConfirm(pack, changed),
      ...ownToConfirm(rules),
      ...formsToConfirm(rules),
    ],
    changed,
  };
}

const notGiven = "Not given: the program's own cautious rule";

function situationsToConfirm(rules: Rules): RuleToConfirm[] {
  return situations.flatMap((situation) => {
    const { source, confidence } = ruleOf({ rules }, situation);
    if (confidence === "statute") return [];
    const given = rules.situations[situation] !== undefined;
    return [{ rule: `situations.${situation}` as const, source: given ? source : notGiven, confidence }];
  });
}

function plainToConfirm(pack: Pack | undefined, changed: readonly RuleName[]): RuleToConfirm[] {
  return plainRules.flatMap((rule) => {
    if (pack === undefined)
      return [{ rule, source: "No pack of the program says where it comes from", confidence: "practice" as const }];
    const { source, confidence } = pack.basis[rule];
    if (changed.includes(rule))
      return [{ rule, source: `Changed by the county; in the pack: ${source}`, confidence: "practice" as const }];
    return confidence === "statute" ? [] : [{ rule, source, confidence }];
  });
}

function ownToConfirm(rules: Rules): RuleToConfirm[] {
  return ownRules.flatMap((rule) => {
    const { source, confidence } = rules[rule] ?? { confidence: "statute" };
    return source === undefined || confidence === "statute" ? [] : [{ rule, source, confidence }];
  });
}

/** Their wording: each that is not the state's own. */
function formsToConfirm({ forms = [] }: Rules): RuleToConfirm[] {
  return forms.flatMap(({ form, source, confidence }) =>
    confidence === "statute" ? [] : [{ rule: `forms: ${form}` as const, source, confidence }],
  );
}

function changedFrom(pack: Pack, rules: Rules): RuleName[] {
  return [
    ...situations
      .filter((one) => !isDeepStrictEqual(ruleOf({ rules }, one), pack.rules.situations[one]))
      .map((one) => `situations.${one}` as const),
    ...plainRules.filter((one) =>
      one === "permits" ? !samePermits(pack.rules, rules) : !isDeepStrictEqual(rules[one], pack.rules[one]),
    ),
    ...([...ownRules, "forms"] as const).filter((one) => !isDeepStrictEqual(rules[one], pack.rules[one])),
  ];
}

/** What is left out of the table is what stands in it by default. */
function samePermits(a: Pick<Rules, "permits">, b: Pick<Rules, "permits">): boolean {
  const all = ({ permits }: Pick<Rules, "permits">): unknown[] => acts.map((act: Act) => permitFor(permits, act));
  return isDeepStrictEqual(all(a), all(b));
}
