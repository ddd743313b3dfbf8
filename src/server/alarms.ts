/**
 * What stays before the county's eyes until an administrator has looked at it, and rises again with something new: second uses
 * of set-up codes, and tablets that record more than any desk can. Read from the office's own record.
 */
import type { AlarmKind, Overview, ShownAct } from "../protocol/office.ts";
import type { OfficeRecord } from "./officeRecord.ts";

export async function alarmsOf(record: OfficeRecord): Promise<Pick<Overview, "alarms" | "floods">> {
  const acts = await record.since(["codeUsedAgain", "checkInFlood", "alarmsSeen"], 0);
  const unseen = (act: string, of: AlarmKind): ShownAct[] => {
    const seen = acts.reduce((most, one) => Math.max(most, seenBy(one, of)), 0);
    return acts.filter((one) => one.act === act && one.id > seen);
  };
  return {
    alarms: unseen("codeUsedAgain", "codes").map(({ id, at, address, about }) => ({
      act: id,
      at,
      address,
      first: typeof about["first"] === "number" ? about["first"] : null,
      place: typeof about["place"] === "string" ? about["place"] : null,
    })),
    floods: byTablet(unseen("checkInFlood", "floods")),
  };
}

/** Up to which act somebody looked at alarms of this kind. Before there were floods, all were of codes. */
function seenBy({ act, id, about }: ShownAct, of: AlarmKind): number {
  if (act !== "alarmsSeen" || (about["of"] ?? "codes") !== of) return 0;
  return Math.min(Number(about["through"]), id); // nobody has seen what came after, whatever number the act holds
}

/** One alarm for each tablet: the newest that is told of it, from before the first on. */
function byTablet(floods: readonly ShownAct[]): Overview["floods"] {
  const told = new Map<number, Overview["floods"][number]>();
  for (const { id, about } of floods) {
    const [number, at, acts, before] = ["number", "wall", "acts", "before"].map((field) => Number(about[field]));
    const alarm = { act: id, number: number ?? 0, at: at ?? 0, acts: acts ?? 0, before: before ?? -1 };
    const known = told.get(alarm.number);
    told.set(alarm.number, { ...alarm, before: Math.min(alarm.before, known?.before ?? alarm.before) });
  }
  return [...told.values()];
}
