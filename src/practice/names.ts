/**
 * What of a practice is told apart from an election by its name, in one place. Nothing here is a beginning or an end of a
 * name that a live tablet uses, and no file of this room names anything else.
 */
export const practiceNames = {
  /** The tablet's database. */
  database: "turnout-practice",
  /** The folder of its files in the origin's private file system: of the tablet, and of the county in its worker. */
  folder: "turnout-practice",
  /** Held by the one tab that practices. */
  lock: "turnout-practice/tab",
  /** How its events are hashed, and so signed. */
  domain: "practice",
} as const;

/** The page that practices. A practice begins and ends with this page: nothing of it runs on the live one. */
export const practicePage = "/practice.html";

/**
 * So many events and the practice is full. Usually some 20 MB with their signatures; were every event and every signature as
 * large as one may be, 250 MB, the two copies of the events included.
 */
export const mostEvents = 5_000;

/** Everybody's, and shown on the screen. */
export const practicePin = "730164";
