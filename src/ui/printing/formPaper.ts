/** A form of the rules, filled in with what the roll knows of the voter, to be completed and signed by hand. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Election } from "../../domain/election.ts";
import { filledForm } from "../../domain/filledForm.ts";
import type { Form } from "../../domain/printingRules.ts";
import type { VoterView } from "../../tablet/foundVoters.ts";
import { birthDateText } from "../text/times.ts";
import type { PrintBlock, PrintDocument } from "./printDocument.ts";

export function formPaper(
  i18n: I18n,
  election: Election,
  { voter, precinct }: Pick<VoterView, "voter" | "precinct">,
  form: Form,
): PrintDocument {
  const { county, name } = election;
  const setting = { county, election: name, precinct };
  const filled = filledForm(form, setting, voter, birthDateText(voter.birthDate, i18n.locale));
  const date = i18n._(msg`Date`);
  const sign = { voter: i18n._(msg`Signature of the voter`), official: i18n._(msg`Signature of the official`) };
  return {
    blocks: [
      { block: "heading", text: filled.title },
      { block: "text", text: `${name} · ${county}` },
      { block: "rule" },
      ...filled.paragraphs.map((text): PrintBlock => ({ block: "text", text })),
      ...filled.blanks.map((label): PrintBlock => ({ block: "blank", label })),
      ...filled.signs.map((who): PrintBlock => ({ block: "sign", label: sign[who], date })),
    ],
  };
}
