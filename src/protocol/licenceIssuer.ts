/**
 * Who issues driver licences and identification cards, by the issuer identification number (IIN) in the bar code: the
 * states, territories and provinces, from AAMVA's published list. Mexico's two and the State Department's are in it too.
 */

/** The issuers 636000 to 636062 in order. */
const FROM_636000 =
  "VA NY MA MD NC SC CT LA MT NM FL DE ON NS CA TX NL NB IA GU CO AR KS OH VT PA AZ US BC OR MO WI MI AL ND IL NJ IN MN NH UT ME SD DC SK WA KY HI MB NV ID MS RI TN NE GA CU HL OK AK WY WV VI".split(
    " ",
  );
/** The issuers 604426 to 604434 in order. */
const FROM_604426 = "PE AS QC YT MP PR AB NU NT".split(" ");

/** "636014" is "CA"; undefined for a number that is not in the list. */
export function issuerOf(iin: string): string | undefined {
  const number = Number(iin);
  return FROM_636000[number - 636000] ?? FROM_604426[number - 604426];
}

const known = new Set([...FROM_636000, ...FROM_604426]);

/** Whether two letters name an issuer of the list. */
export function isIssuer(letters: string): boolean {
  return known.has(letters);
}
