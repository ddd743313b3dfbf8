/**
 * The person whom a scanned card names: all that check-in takes from a licence. No number of the document, no address, and
 * never the scan itself.
 */

/** One way to read the name on a card, in the card's own spelling. Suffix apart; what is not there is "". */
export type NameRead = {
  readonly last: string;
  readonly first: string;
  readonly middle: string;
  readonly suffix: string;
  /** Parts of which the card (or a scan that ended early) may hold only the beginning. */
  readonly cut: { readonly last: boolean; readonly first: boolean; readonly middle: boolean };
};

export type ScannedPerson = {
  /** The likeliest reading first. Several where the card does not say which word is which. */
  readonly names: readonly [NameRead, ...NameRead[]];
  /** "YYYY-MM-DD", a day that exists. */
  readonly birthDate: string;
  /** Who issued the card, as the two letters of state or province; undefined for an issuer that is not in the table. */
  readonly jurisdiction: string | undefined;
  /** Last day on which the card is valid, "YYYY-MM-DD"; undefined if it says none or says that it never expires. */
  readonly expires: string | undefined;
};
