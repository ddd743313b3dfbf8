/** Fields of CSV files (RFC 4180). */

/** A field of a machine's CSV: quoted only where RFC 4180 asks for it, never changed. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A field of a CSV that people open in a spreadsheet: one that would be run as a formula gets an apostrophe in front
 * (OWASP, CSV injection). No name, number or date in use begins so.
 */
export const sheetCell = (text: string): string => csvCell(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
