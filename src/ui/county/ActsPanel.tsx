/** The office's own record: who did what at the county, when and from where. Newest first, fifty at a time. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import { type Overview, officeRoutes, type ShownAct } from "../../protocol/office.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import { ActSentence } from "./ActSentence.tsx";
import { OfficeProblemText } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { PanelTable } from "./PanelTable.tsx";

const refreshEvery = 5000;

export function ActsPanel({ office, overview }: { readonly office: Office; readonly overview: Overview }) {
  const { i18n } = useLingui();
  const [newest, setNewest] = useState<readonly ShownAct[]>([]);
  const [older, setOlder] = useState<readonly ShownAct[]>([]);
  const [more, setMore] = useState<number | null>(null);
  const [problem, setProblem] = useState<OfficeProblem>();
  useEffect(() => {
    const refresh = async (): Promise<void> => {
      const answer = await office.acts();
      if (!answer.ok) return;
      setNewest(answer.value.acts);
      setMore((before) => before ?? answer.value.older);
    };
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [office]);
  const showOlder = async (): Promise<void> => {
    if (more === null) return;
    const answer = await office.acts(more);
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setOlder([...older, ...answer.value.acts]);
    setMore(answer.value.older ?? 0);
  };
  const first = newest.at(-1)?.id ?? 0;
  const shown = [...newest, ...older.filter(({ id }) => id < first)];
  const { timeZone } = overview.election;
  const today = dayOf(overview.time, timeZone, i18n.locale);
  const when = (at: number): string => {
    const [day, time] = [dayOf(at, timeZone, i18n.locale), timeOfDay(at, timeZone, i18n.locale)];
    return day === today ? time : `${day}, ${time}`;
  };
  const columns = [
    { key: "number", title: <Trans>No.</Trans>, number: true },
    { key: "when", title: <Trans>When</Trans> },
    { key: "who", title: <Trans>Who</Trans> },
    { key: "what", title: <Trans>What</Trans> },
    { key: "from", title: <Trans>From</Trans> },
  ];
  return (
    <section className="panel">
      <h2>
        <Trans>What was done here</Trans>
      </h2>
      <p className="quiet">
        <Trans>
          Every sign-in, failure and act, here and at the command line. Nothing can be changed or removed on this page.
        </Trans>{" "}
        <a href={officeRoutes.log.path} download="county-log.bin">
          <Trans>Download the county's record to verify it</Trans>
        </a>
      </p>
      <PanelTable columns={columns} className="actsDone">
        {shown.map((act) => (
          <tr key={act.id}>
            <td className="number">{act.id}</td>
            <td>{when(act.at)}</td>
            <td>
              <Who act={act} />
            </td>
            <td>
              <ActSentence act={act} places={overview.places} when={when} />
            </td>
            <td>{act.address ?? "–"}</td>
          </tr>
        ))}
      </PanelTable>
      {more !== null && more > 0 ? (
        <Button className="plain" onPress={() => void showOlder()}>
          <Trans>Show older ones</Trans>
        </Button>
      ) : null}
      {problem === undefined ? null : (
        <div className="problem" role="alert">
          <OfficeProblemText problem={problem} />
        </div>
      )}
    </section>
  );
}

function Who({ act: { who, about } }: { act: ShownAct }) {
  // What an entry of a tablet's log says: the record of the office names no worker.
  if (who === null && about["entry"] !== undefined) return <Trans>at a tablet</Trans>;
  if (who === null) return <Trans>nobody signed in</Trans>;
  return who === "command line" ? <Trans>command line</Trans> : who;
}
