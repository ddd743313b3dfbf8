/**
 * What is printed at the polling place, as data of the election: which papers come by themselves after a check-in, on what
 * paper, and the texts of the forms that the ways of the rules name. Printing is never a step: no check-in waits for it.
 */
import * as z from "zod/mini";

/** Papers that can be printed of a ballot that was given. */
export const ballotPapers = ["ballotSlip", "receipt"] as const;
export type BallotPaper = (typeof ballotPapers)[number];

/** Rolls of 80 mm for receipt printers, or letter sheets. */
export const papers = ["thermal80", "letter"] as const;
export type Paper = (typeof papers)[number];

export const PrintingRules = z
  .strictObject({
    byItself: z
      ._default(z.array(z.enum(ballotPapers)).check(z.maxLength(ballotPapers.length)), [])
      .check(z.describe("What a tablet prints after each ballot without being asked, in this order. Empty: nothing.")),
    paper: z
      ._default(z.enum(papers), "thermal80")
      .check(z.describe("The paper that a tablet begins with; it can be changed on each tablet, which remembers it.")),
    nameOnSlip: z
      ._default(z.boolean(), false)
      .check(z.describe("The ballot slip carries the voter's name. Ask your attorney before you say yes.")),
  })
  .check(z.describe("What is printed at the place. Left out: the tablets offer no printing."));
export type PrintingRules = z.infer<typeof PrintingRules>;

/** Printing is offered, and nothing comes by itself. */
export const printingOnRequest: PrintingRules = { byItself: [], paper: "thermal80", nameOnSlip: false };

/** What `{…}` in the text of a form is replaced by. */
export const formFacts = ["name", "address", "birthDate", "voterId", "precinct", "county", "election"] as const;
export type FormFact = (typeof formFacts)[number];

const line = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));

export const Form = z
  .strictObject({
    form: line(80).check(z.describe("Its name, as the ways and provisionalForms write it.")),
    title: line(120).check(z.describe("What stands on top of the paper.")),
    text: line(3000).check(
      z.refine((text) => unknownFacts(text).length === 0, `{…} takes only ${formFacts.join(", ")}`),
      z.describe(
        `What the voter declares; an empty line begins a paragraph. Filled in: ${formFacts.map((one) => `{${one}}`).join(", ")}.`,
      ),
    ),
    blanks: z
      ._default(z.array(line(120)).check(z.maxLength(12)), [])
      .check(z.describe("What is written on it by hand: a line for each.")),
    signs: z
      ._default(z.array(z.enum(["voter", "official"])).check(z.maxLength(2)), ["voter"])
      .check(z.describe("Who signs.")),
    source: z._default(z.string().check(z.maxLength(300)), "").check(z.describe("Where the wording comes from.")),
    confidence: z
      ._default(z.enum(["statute", "practice"]), "practice")
      .check(z.describe("statute: the state's own wording. Everything else: confirm with your attorney.")),
  })
  .check(z.describe("A paper that the voter completes, printed with what the roll knows of the voter."));
export type Form = z.infer<typeof Form>;

/** What stands in braces and is no fact. */
function unknownFacts(text: string): string[] {
  const known: ReadonlySet<string> = new Set(formFacts);
  return [...text.matchAll(/\{([^}]*)\}/g)].map(([, fact = ""]) => fact).filter((fact) => !known.has(fact));
}
