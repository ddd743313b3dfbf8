/**
 * What was typed beside a name (birth date, address, suffix, voter id) and whether a voter has it. A number can mean
 * several things, so there are several readings of it; the one that fits best counts.
 */
import { type BirthPattern, fitsBirthDate } from "./birthDateText.ts";
import { suffixKey } from "./normaliseName.ts";
import { isHouse } from "./normaliseStreet.ts";
import { streetSet } from "./readingPlan.ts";
import type { Reading } from "./readSearchText.ts";
import type { RollIndex } from "./rollIndex.ts";
import { fitsId, keyBytes } from "./voterIdKey.ts";

/** A number that is quite another: more than two slips in the name. */
const OFF = 5;

export type BesideName = Pick<Reading, "suffix" | "birth" | "id" | "house" | "street">;

/** Points for what was typed beside the name and does not agree; 0 if all of it does. */
export function besidePoints(index: RollIndex, readings: readonly BesideName[]): (row: number) => number {
  const each = readings.map((reading) => pointsOf(index, reading));
  const [only] = each;
  if (each.length === 1 && only !== undefined) return only;
  return (row) => {
    let least = each.length === 0 ? 0 : Number.POSITIVE_INFINITY;
    for (const points of each) least = Math.min(least, points(row));
    return least;
  };
}

function pointsOf(index: RollIndex, { suffix, birth, id, house, street }: BesideName): (row: number) => number {
  const { columns, idKeys } = index.roll;
  const typedId = id === undefined ? undefined : keyBytes(id);
  const streets = street === undefined ? undefined : new Set(streetSet(index, street).others);
  return (row) => {
    let points = 0;
    if (birth !== undefined) {
      const date = columns.birthDate.values[columns.birthDate.codes[row] as number] as string;
      if (!fitsBirthDate(birth, date)) points += pointsOfDate(birth, date);
    }
    if (house !== undefined && !isHouse(index.house.keys[columns.houseNumber.codes[row] as number] as string, house))
      points += OFF;
    if (streets !== undefined && !streets.has(columns.street.codes[row] as number)) points += 2;
    if (
      suffix !== undefined &&
      suffixKey(columns.suffix.values[columns.suffix.codes[row] as number] as string) !== suffix
    )
      points += 1;
    if (typedId !== undefined && !fitsId(idKeys, row, typedId)) points += OFF;
    return points;
  };
}

/** A date that is not known says little; one that is wrong in one place may be a slip. */
function pointsOfDate(birth: BirthPattern, date: string): number {
  if (date === "" || (date.length === 4 && (birth.year === undefined || birth.year === date))) return 1;
  const { year, month, day } = birth;
  if (year === undefined || month === undefined || day === undefined) return OFF;
  const wrong = [{ year }, { month }, { day }].filter((one) => !fitsBirthDate(one, date)).length;
  return wrong === 1 ? 3 : OFF;
}
