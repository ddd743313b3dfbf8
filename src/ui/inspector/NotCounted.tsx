/** Which counts the balance still waits for. */
import { Trans } from "@lingui/react/macro";
import type { Difference } from "../../domain/balance.ts";
import type { MissingCount } from "../../domain/balanceLines.ts";
import { MissingWords } from "../text/BookWords.tsx";

/** Every count that some line waits for, each once. */
export function missingOf(differences: readonly Difference[]): MissingCount[] {
  const waited = differences.flatMap(({ state, missing }) => (state === "notCounted" ? missing : []));
  return [...new Map(waited.map((count) => [JSON.stringify(count), count])).values()];
}

export function NotCounted({ missing }: { readonly missing: readonly MissingCount[] }) {
  return (
    <p className="caution oneCaution">
      <b>
        <Trans>Not yet counted by hand:</Trans>
      </b>{" "}
      {missing.map((count, at) => (
        <span key={JSON.stringify(count)}>
          {at === 0 ? "" : ", "}
          <MissingWords missing={count} />
        </span>
      ))}
    </p>
  );
}
