/** placeholder until widened */
export type CodeCount = {
  readonly county: string;
  readonly precinct: string;
  readonly party: string;
  readonly status: string;
  readonly count: number;
};
