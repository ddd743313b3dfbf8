/** One line of a benchmark. `ratio` is `value` divided by what was measured for `against` in the same unit. */
export type BenchResult = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly ratio: number;
};

/** Rounds a value and gives its ratio to the baseline. */
export function result(name: string, value: number, unit: string, against: string, baseline: number): BenchResult {
  const short = (n: number): number => Number(n.toPrecision(4));
  return {
    name,
    value: short(value),
    unit,
    against: `${against} (${short(baseline)} ${unit})`,
    ratio: short(value / baseline),
  };
}

/** The value below which `share` (0 to 1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
