/** Back to the tablet's first screen; the practice stays as it is. */
import { markPractice } from "../practiceMark.ts";

export function leavePractice(): void {
  markPractice(undefined);
  location.assign("/");
}
