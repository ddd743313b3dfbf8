/** Every refusal of the endpoint: a type that programs switch on and a sentence for people. No names of voters. */
import * as z from "zod/mini";

export const ProblemType = z.enum([
  "badRequest",
  "tooLarge",
  "notFound",
  "notSignedIn",
  "notAllowed",
  "tlsNeeded",
  "unknownDevice",
  "badSignature",
  "clockOff",
  "counterReused",
  "codeUnknown",
  "codeUsed",
  "accountExists",
  "passwordWeak",
  "codeWrong",
  "lastAdministrator",
  "tooManyTries",
  "tooManyRequests",
  "gap",
  "fork",
  "badEvent",
  "countyBehind",
  "notPublished",
  "internal",
]);
export type ProblemType = z.infer<typeof ProblemType>;

export const Problem = z
  .strictObject({
    type: ProblemType,
    title: z.string(),
    /** `gap`: the sequence number that the county expects next. `counterReused`: the next counter that it takes. */
    expects: z.optional(z.int()),
    /** `clockOff`: the county's time. */
    time: z.optional(z.int()),
    issues: z.optional(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  })
  .check(z.meta({ id: "Problem" }));
export type Problem = z.infer<typeof Problem>;
