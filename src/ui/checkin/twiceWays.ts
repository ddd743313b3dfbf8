/** Where the card of a voter who was checked in twice leads to. */
import type { WrongOne } from "./deskView.ts";

export type TwiceWays = {
  readonly onShow: (voterId: string) => void;
  /** This check-in was a wrong name: the right voter is looked for. */
  readonly onWrong: (wrong: WrongOne) => void;
};
