/**
 * One-line residence addresses into house number, street and unit. It only ever divides: joined by blanks, the parts
 * give the line again (runs of blanks count as one). Where it is not sure, everything stays in the street.
 */

export type Residence = { readonly houseNumber: string; readonly street: string; readonly unit: string };

/** "412", "7B", "46-10", "N6W2300", "12 1/2"; never "5TH". */
const NUMBER = /^(\d+(?:-\d+)?[A-Za-z]?(?: (?:\d\/\d|[½¼¾]))?|\d+[½¼¾]) (?=\S)/;
const UNIT =
  / ((?:(?:apt|apartment|unit|ste|suite|lot|trlr|trailer|rm|room|spc|space|bldg|building|no)\.? #?(?=\d|[a-z]\d|[a-z]-?\d|[a-z]\b)|# ?(?=\S))\S+(?: .*)?)$/i;

export function collapseBlanks(text: string): string {
  return text.includes("  ") ? text.replace(/ {2,}/g, " ") : text;
}

/** Divides "224  DURANT    #304" into 224, DURANT and #304. */
export function divideAddress(line: string): Residence {
  const text = collapseBlanks(line);
  const number = NUMBER.exec(text);
  const houseNumber = number?.[1] ?? "";
  let street = number === null ? text : text.slice(houseNumber.length + 1);
  let unit = "";
  const found = UNIT.exec(street);
  if (found !== null && found.index > 0) {
    unit = found[1] as string;
    street = street.slice(0, found.index);
  }
  return { houseNumber, street, unit };
}
