/** What the county page shows of the election, the pressing first. */
import { Plural } from "@lingui/react/macro";
import { AlikePanel } from "./AlikePanel.tsx";
import { CodeAlarms } from "./CodeAlarms.tsx";
import { EntriesPanel } from "./EntriesPanel.tsx";
import { FloodAlarms } from "./FloodAlarms.tsx";
import { PlacesPanel } from "./PlacesPanel.tsx";
import type { PanelProps } from "./panelProps.ts";
import { RecordPanel } from "./RecordPanel.tsx";
import { TabletsPanel } from "./TabletsPanel.tsx";
import { TabletsThatWait } from "./TabletsThatWait.tsx";
import { TwicePanel } from "./TwicePanel.tsx";

export function OverviewPanels({ office, overview, onDone }: PanelProps) {
  return (
    <>
      {overview.floods.length > 0 ? <FloodAlarms office={office} overview={overview} onDone={onDone} /> : null}
      {overview.alarms.length > 0 ? <CodeAlarms office={office} overview={overview} onDone={onDone} /> : null}
      {overview.tablets.some(({ state }) => state === "waits") ? (
        <TabletsThatWait office={office} overview={overview} onDone={onDone} />
      ) : null}
      {overview.twice.length + overview.settledTwice.length > 0 ? <TwicePanel overview={overview} /> : null}
      {overview.quarantine.length > 0 ? (
        <EntriesPanel entries={overview.quarantine} total={overview.totals.quarantine} overview={overview}>
          <Plural
            value={overview.totals.quarantine}
            one="# record could not be read and is not counted"
            other="# records could not be read and are not counted"
          />
        </EntriesPanel>
      ) : null}
      {overview.flagged.length > 0 ? (
        <EntriesPanel entries={overview.flagged} total={overview.totals.flagged} overview={overview}>
          <Plural
            value={overview.totals.flagged}
            one="# record counts but breaks a rule: look at it"
            other="# records count but break a rule: look at them"
          />
        </EntriesPanel>
      ) : null}
      {overview.alike.length > 0 ? <AlikePanel overview={overview} /> : null}
      <PlacesPanel overview={overview} />
      <RecordPanel overview={overview} />
      <TabletsPanel office={office} overview={overview} onDone={onDone} />
    </>
  );
}
