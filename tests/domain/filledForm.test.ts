/** Forms of the rules, filled in. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { blankLine, filledForm } from "../../src/domain/filledForm.ts";
import { Form, formFacts } from "../../src/domain/printingRules.ts";
import { voter } from "../helpers/inventedVoters.ts";

const setting = { county: "Marlow", election: "General Election", precinct: "Cedar Falls" };
const form = (text: string): Form => Form.parse({ form: "F", title: "A form", text });

test("what the roll knows stands in the text, what it does not know is a line to write on", () => {
  const someone = voter("V1", {
    firstName: "Ana",
    lastName: "García",
    houseNumber: "4",
    street: "Elm St",
    city: "Alton",
  });
  const filled = filledForm(form("I am {name}.\n\nI live at {address}, born {birthDate}."), setting, someone, "");
  expect(filled.paragraphs[0]).toMatch(/^I am Ana .*García\.$/);
  expect(filled.paragraphs[1]).toMatch(/^I live at 4 Elm St, .*Alton/);
  expect(filled.paragraphs[1]).toContain(`born ${blankLine}.`);
  expect(filled.toConfirm).toBe(true);
});

test("neither name nor birth date nor address of a confidential voter is printed", () => {
  const hidden = voter("V1", { lastName: "Unsaid", street: "Hidden Way", city: "Nowhere", flags: ["confidential"] });
  const text = formFacts.map((fact) => `{${fact}}`).join(" ");
  const printed = filledForm(form(text), setting, hidden, "July 19, 1978").paragraphs.join();
  expect(printed).not.toMatch(/Unsaid|Hidden|Nowhere|1978/);
  expect(printed).toContain(blankLine);
});

test("a voter's own data is never read as a fact to fill in", () => {
  fc.assert(
    fc.property(fc.constantFrom(...formFacts), (fact) => {
      const odd = voter("V1", { firstName: `{${fact}}`, middleName: "", lastName: "X", suffix: "" });
      expect(filledForm(form("{name}"), setting, odd, "").paragraphs).toEqual([`{${fact}} X`]);
    }),
  );
});

test("a text that names an unknown fact is refused", () => {
  expect(Form.safeParse({ form: "F", title: "T", text: "I am {socialSecurityNumber}." }).success).toBe(false);
});
