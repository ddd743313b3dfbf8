/** A tablet on which commands are tried by role, and what a command is that is tried so (`tabletCommands.ts`). */
import type { Act } from "../../src/domain/authority.ts";
import type { EventType } from "../../src/domain/events.ts";
import type { Result } from "../../src/domain/result.ts";
import type { PlaceBookView } from "../../src/tablet/bookCalls.ts";
import type { TabletCommand } from "../../src/tablet/tabletCalls.ts";
import type { Approval } from "../../src/tablet/voterCalls.ts";
import type { CoreTablet } from "./coreTablet.ts";

/** A tablet of the place with voters of whom nothing is known yet. */
export type Desk = {
  readonly tablet: CoreTablet;
  /** Somebody who may do this has the tablet from now on. */
  readonly as: (act: Act) => Promise<void>;
  /** A voter of whom nothing is special, and one whose registration is pending; never the same twice. */
  readonly plain: () => string;
  readonly pending: () => string;
  /** One who is challenged. */
  readonly challenged: () => string;
  /** Somebody with this PIN gives the command. */
  readonly giver: () => Approval;
  /** Who says that an exception holds where the giver may not; left out where the giver may. */
  readonly approver?: () => Approval | undefined;
  /** Who agrees to what must have happened before, where the rules want two persons. */
  readonly agreed?: Approval;
};

type Answer = Result<unknown, { readonly type: string }>;
/** `second`: another person who agrees. */
type Deed = (second?: Approval) => Promise<Answer>;

export type Commanded = {
  readonly command: TabletCommand;
  /** What the table is asked; after it, that another one may say that it is so. */
  readonly act: Act;
  /** What it records; nothing where it only shows something. */
  readonly writes: readonly EventType[];
  readonly ready: (desk: Desk) => Promise<Deed>;
};

/** A command of its own. */
export const cmd = (): string => crypto.randomUUID();

/** What had to be possible, or the test is wrong. */
export function done<T>(answer: Result<T, { readonly type: string }>): T {
  if (!answer.ok) throw new Error(`not prepared: ${JSON.stringify(answer.error)}`);
  return answer.value;
}

/** The book of the place as somebody sees it who has the tablet. */
export const bookOf = async ({ tablet }: Desk): Promise<PlaceBookView> => {
  const book = await tablet.core.placeBook();
  if (book === undefined) throw new Error("not open");
  return book;
};
