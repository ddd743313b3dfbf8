/** The checks of a morning in words: what has to be so, and what to do where it is not. */
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { OpeningCheck } from "../../domain/openingChecks.ts";
import type { ReadyCheck } from "../../domain/readyChecks.ts";

export type AnyCheck = ReadyCheck | OpeningCheck;

/** What has to be so. */
export const checkName: Readonly<Record<AnyCheck, MessageDescriptor>> = {
  day: msg`Today is a day of voting`,
  polls: msg`The polls are not open yet, and not closed for good`,
  thisTablet: msg`This tablet is ready`,
  tablets: msg`All tablets of the place are ready and show the same code`,
  records: msg`Nobody was checked in before the opening or since the last report`,
  time: msg`The tablet shows the right time and date`,
  storage: msg`There is room for the records`,
  storageKept: msg`The browser promises to keep the records`,
  list: msg`All changes to the voter list are here`,
  news: msg`The news of the county are recent`,
  stock: msg`Ballots received are counted`,
  counters: msg`The scanner counters are read`,
  seals: msg`The seals are written down`,
  paperList: msg`A paper list lies on table 1`,
  absenteeList: msg`No newer paper list of absentee voters has come`,
  camera: msg`The camera gives a picture`,
  printer: msg`The test page came out whole`,
  battery: msg`The battery is above 80 %, or power is plugged in`,
};

/** What a person is asked who has to look. */
export const checkQuestion: Readonly<Partial<Record<AnyCheck, MessageDescriptor>>> = {
  paperList: msg`Does a paper list lie on table 1?`,
  printer: msg`Did the test page come out whole?`,
  battery: msg`Is the battery above 80 %, or power plugged in?`,
};

/** What to do where it is not so. */
export const checkHelp: Readonly<Record<AnyCheck, MessageDescriptor>> = {
  day: msg`If today is a day of voting, set the tablet’s date and start it again.`,
  polls: msg`If they were closed by mistake, take that back under “Written”.`,
  thisTablet: msg`Make this tablet ready first.`,
  tablets: msg`Do on each tablet what is said beside it.`,
  records: msg`Call the county. Find out under “Written” and “Report” who was checked in.`,
  time: msg`Set the tablet’s clock and start it again.`,
  storage: msg`Remove other data from the tablet, or use another tablet.`,
  storageKept: msg`Add the app to the home screen and start it from there.`,
  list: msg`Connect the tablet and wait until they have come.`,
  news: msg`Connect the tablet, or ask the county by phone what has changed.`,
  stock: msg`Count the ballots received, by style.`,
  counters: msg`Read the counter of each scanner.`,
  seals: msg`Write down the number of each seal.`,
  paperList: msg`Take it out of the box, or call the county.`,
  absenteeList: msg`Read its voters to the county by phone: it marks them on all tablets.`,
  camera: msg`Take what covers the camera away, allow it beside the address, or type instead.`,
  printer: msg`Look at paper and cable, then print the test page again.`,
  battery: msg`Plug in the power.`,
};

const names: Readonly<Record<string, MessageDescriptor>> = checkName;

/** Also of an event that a later version wrote. */
export const checkNameOf = (check: string): MessageDescriptor | undefined => names[check];
