/**
 * When records that exist on one tablet alone should be copied to another one, before that tablet dies: from 20 records on,
 * or once the oldest of them is 20 minutes old. An offer only: nobody's check-in waits for it.
 */
const most = 20;
const longest = 20 * 60_000;

/** `alone`: records that stand nowhere else; `since` and `now` in ms, the former of the oldest of them. */
export function copyDue(alone: number, since: number, now: number): boolean {
  return alone >= most || (alone > 0 && now - since >= longest);
}
