/**
 * Which build of the program this is, as people compare it: the first seven characters of the hash of its sources. It helps
 * against mix-ups, a tablet that was left behind. It proves nothing: whoever changes the program can have it say anything.
 */
declare const BUILD: string;

/** The build of this page. */
export const build: string = BUILD;

/** "3f9a2c1" */
export const shortBuild = (name: string): string => name.slice(0, 7);
