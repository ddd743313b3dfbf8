/**
 * Moments in milliseconds since 1970, as events tell them. Only those that every calendar in every time zone shows with a
 * year of four digits (1019 to 9892): a number beyond them is no time of a clock, and dates are made of none. Without a
 * schema: screens ask too, and load none (`eventFields.ts` has it).
 */
export const [earliest, latest] = [-3e13, 2.5e14] as const;
export const isInstant = (at: number): boolean => at >= earliest && at <= latest;
