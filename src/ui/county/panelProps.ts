/** What every panel of the county page that can do something is given. */
import type { Overview } from "../../protocol/office.ts";
import type { Office } from "./officeClient.ts";

export type PanelProps = {
  readonly office: Office;
  readonly overview: Overview;
  /** Something was done: what is shown is to be asked again. */
  readonly onDone: () => void;
};
