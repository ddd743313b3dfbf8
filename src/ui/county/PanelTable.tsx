/** The table of a panel. A very wide or long one scrolls by itself, by keyboard too, so that the page never does. */
import { Trans } from "@lingui/react/macro";
import { Children, type ReactNode } from "react";

/** Numbers stand to the right. */
export type Column = { readonly key: string; readonly title: ReactNode; readonly number?: boolean };

/** What can be done with each row: a title for those who hear the page. */
export const actsColumn: Column = {
  key: "acts",
  title: (
    <span className="unseen">
      <Trans>Acts</Trans>
    </span>
  ),
};

type PanelTableProps = {
  readonly columns: readonly Column[];
  readonly className?: string;
  /** The rows. */
  readonly children: ReactNode;
};

/** More rows than this scroll in their own box. */
const longFrom = 25;

export function PanelTable({ columns, className, children }: PanelTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard's focus
    <div className={Children.count(children) > longFrom ? "scroll long" : "scroll"} tabIndex={0}>
      <table className={className}>
        <thead>
          <tr>
            {columns.map(({ key, title, number }) => (
              <th key={key} className={number === true ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
