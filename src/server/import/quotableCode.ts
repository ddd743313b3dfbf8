/**
 * Which codes a report may quote. In a damaged row anything may stand where a code should be, so that what looks like a
 * name, an address, a date or a number of a person is described instead.
 */
import { field, type Row } from "./fieldSplitter.ts";
import type { FieldName } from "./layout.ts";

const PRIVATE: readonly FieldName[] = [
  "id",
  "lastName",
  "firstName",
  "middleName",
  "birthDate",
  "birthYear",
  "houseNumber",
  "street",
  "address",
  "addressLine2",
  "unit",
  "city",
  "zip",
  "mail1",
  "mail2",
  "mailStreet",
  "mailCity",
];

/** The code in quotation marks, or its length if it could be something personal. `at`: the columns of the fields. */
export function quotedCode(code: string, row: Row, at: Readonly<Record<FieldName, number>>): string {
  const safe =
    /^[\p{L}\p{N}][\p{L}\p{N} ._/#+-]{0,11}$/u.test(code) &&
    code.replace(/\D/g, "").length < 7 &&
    !/\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(code) &&
    !PRIVATE.some((name) => at[name] !== -1 && field(row, at[name]) === code);
  return safe ? `"${code}"` : `of ${code.length} characters (not shown)`;
}
