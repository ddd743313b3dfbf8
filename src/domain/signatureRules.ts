/**
 * Which voters sign on the tablet before they are given a regular ballot, by state: data of a pack. A provisional ballot
 * has papers of its own, and the voter signs those. The strokes lie in a sealed file; an event names it by its hash.
 */
import * as z from "zod/mini";

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));

export const SignatureRules = z
  .strictObject({
    who: z
      .enum(["never", "everyone", "withForm"])
      .check(z.describe("withForm: only voters who complete a form, such as a statement of residence.")),
    unable: z
      .enum(["mark", "another", "noted"])
      .check(
        z.describe(
          "Who cannot sign: makes a mark that the official attests, has another person sign, or the official notes why.",
        ),
      ),
    reference: z
      .optional(z.boolean())
      .check(
        z.describe(
          "The poll worker sees the signature on file beside the new one; what is done where they differ stands under situations.signatureDiffers. Left out: it is not shown, and tablets do not carry it.",
        ),
      ),
    paper: text(80).check(z.describe("What the signature stands on by law, as it is called in the state.")),
    affirmation: z
      .record(z.string().check(z.minLength(2), z.maxLength(35)), text(1000).check(z.describe("In that language.")))
      .check(z.refine((texts) => "en" in texts, "the text in English (en) is missing"))
      .check(
        z.describe("What the voter reads above the line, by BCP 47 language tag; English where theirs is missing."),
      ),
    source: text(300).check(z.describe("Statute, rule or handbook that says so.")),
    confidence: z
      .enum(["statute", "secondary", "practice"])
      .check(z.describe("statute: read in the law or an official page. Everything else: confirm with your attorney.")),
  })
  .check(z.describe("Which voters sign on the tablet, and what they affirm."));
export type SignatureRules = z.infer<typeof SignatureRules>;

/**
 * What stands for a voter's signature: their own, a mark, or another person's, in the sealed file of this hash; or why the
 * voter cannot sign, as the official noted it. A mark and another person's signature the worker saw being made.
 */
export type Signed =
  | { readonly how: "own" | "mark" | "another"; readonly file: string }
  | { readonly how: "noted"; readonly reason: string };

/** Whether this stands for a signature by these rules: the voter's own always, and the way of those who cannot sign. */
export const maySign = (rules: SignatureRules | undefined, signed: Signed | undefined): boolean =>
  signed?.how === "own" || (signed !== undefined && signed.how === rules?.unable);

type DoneStep = { readonly step: string; readonly outcome: string };

const stepNames = { own: "signature", mark: "witnessedMark", another: "signedByAnother", noted: "cannotSign" } as const;

export const signedStep = (signed: Signed): DoneStep => ({
  step: stepNames[signed.how],
  outcome: signed.how === "noted" ? signed.reason : signed.file,
});

type Given = { readonly type: string; readonly steps?: readonly DoneStep[] };

/** The signature file that a ballot's event names, and whose hand it shows. */
export function signatureOf({ type, steps = [] }: Given): Exclude<Signed, { how: "noted" }> | undefined {
  if (type !== "VoterCheckedIn" && type !== "ProvisionalIssued") return undefined;
  for (const how of ["own", "mark", "another"] as const) {
    const found = steps.find(({ step }) => step === stepNames[how]);
    if (found !== undefined) return { how, file: found.outcome };
  }
  return undefined;
}
