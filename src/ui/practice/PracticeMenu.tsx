/** What to practice: voters one by one, a mock day, or anything. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useState } from "react";
import { Button } from "react-aria-components";
import { scenariosFor } from "../../training/allScenarios.ts";
import { type Group, groups, type Scenario, spoken } from "../../training/scenario.ts";
import { OneCard } from "../components/OneCard.tsx";
import { useTabletState } from "../surroundings.ts";
import { GivePack } from "./GivePack.tsx";
import { JobAid } from "./JobAid.tsx";
import { mockDay, type Session } from "./session.ts";
import { wordsLanguage } from "./VisitorCard.tsx";

type MenuProps = {
  readonly busy: boolean;
  /** The county's practice pack, where it is practiced. */
  readonly pack: Uint8Array<ArrayBuffer> | undefined;
  readonly onBegin: (session: Pick<Session, "mode" | "guided" | "scenarios">) => void;
  readonly onFree: () => void;
  readonly onReadiness: () => void;
};

const lengths = [5, 10, 20, 40] as const;

export function PracticeMenu({ busy, pack, onBegin, onFree, onReadiness }: MenuProps) {
  const { i18n } = useLingui();
  const [which, setWhich] = useState<"oneByOne" | "day">();
  /** Undefined: nobody chose. One at a time is for learning, a line is as on the day. */
  const [guided, setGuided] = useState<boolean>();
  const [group, setGroup] = useState<Group>();
  const [printing, setPrinting] = useState(false);
  const [giving, setGiving] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const { election } = useTabletState();
  const own = wordsLanguage(i18n.locale);
  const name = useGroupName();
  const begin = (scenarios: readonly Scenario[], mode: "oneByOne" | "day"): void =>
    onBegin({ mode, guided: guided ?? mode === "oneByOne", scenarios });
  const day = (many: number): void => {
    if (election !== undefined) begin(mockDay(election, many, Date.now()), "day");
  };
  const possible = election === undefined ? [] : scenariosFor(election);
  if (which === "day")
    return (
      <OneCard>
        <h1>
          <Trans>A mock day</Trans>
        </h1>
        <p>
          <Trans>Voters come in a line, mixed. How many?</Trans>
        </p>
        <Guided is={guided ?? false} onChange={setGuided} />
        <div className="row">
          {lengths.map((many) => (
            <Button key={many} className="second" isDisabled={busy} onPress={() => day(many)}>
              <Plural value={many} one="# voter" other="# voters" />
            </Button>
          ))}
        </div>
        <Button className="plain" onPress={() => setWhich(undefined)}>
          <Trans>Back</Trans>
        </Button>
      </OneCard>
    );
  if (which === "oneByOne" && group !== undefined)
    return (
      <OneCard>
        <h1>{name(group)}</h1>
        <div className="choices scenarios">
          {possible
            .filter((one) => one.group === group)
            .map((one, at, all) => (
              <Button
                key={one.id}
                className="choice"
                isDisabled={busy}
                onPress={() => begin([...all.slice(at), ...all.slice(0, at)], "oneByOne")}
              >
                <span>{spoken(one.title, own, {})}</span>
              </Button>
            ))}
        </div>
        <Button className="plain" onPress={() => setGroup(undefined)}>
          <Trans>Back</Trans>
        </Button>
      </OneCard>
    );
  if (which === "oneByOne")
    return (
      <OneCard>
        <h1>
          <Trans>One voter at a time</Trans>
        </h1>
        <Guided is={guided ?? true} onChange={setGuided} />
        <div className="choices">
          {groups
            .filter((one) => possible.some(({ group: of }) => of === one))
            .map((one) => (
              <Button key={one} className="choice" onPress={() => setGroup(one)}>
                <span>{name(one)}</span>
              </Button>
            ))}
        </div>
        <Button className="plain" onPress={() => setWhich(undefined)}>
          <Trans>Back</Trans>
        </Button>
      </OneCard>
    );
  return (
    <OneCard>
      <h1>
        <Trans>What do you want to practice?</Trans>
      </h1>
      <div className="choices">
        <Button className="choice" onPress={() => setWhich("oneByOne")}>
          <span>
            <Trans>One voter at a time</Trans>
            <small>
              <Trans>Choose a case. You are told how it went.</Trans>
            </small>
          </span>
        </Button>
        <Button className="choice" onPress={() => setWhich("day")}>
          <span>
            <Trans>A mock day</Trans>
            <small>
              <Trans>A line of voters, as on the day.</Trans>
            </small>
          </span>
        </Button>
        <Button className="choice" onPress={onFree}>
          <span>
            <Trans>Try freely</Trans>
            <small>
              <Trans>All screens, and names to look for.</Trans>
            </small>
          </span>
        </Button>
        <Button className="choice" onPress={onReadiness}>
          <span>
            <Trans>Who is ready</Trans>
            <small>
              <Trans>What was tried on this tablet, and a certificate.</Trans>
            </small>
          </span>
        </Button>
        <Button className="choice" isDisabled={printing || election === undefined} onPress={() => setPrinting(true)}>
          <span>
            <Trans>Print a page to keep</Trans>
            <small>
              <Trans>What the screen says, and what to do.</Trans>
            </small>
          </span>
        </Button>
        {pack === undefined ? null : (
          <Button className="choice" onPress={() => setGiving(true)}>
            <span>
              <Trans>Give this practice to other tablets</Trans>
              <small>
                <Trans>Your county's rules and places, by codes or as a file.</Trans>
              </small>
            </span>
          </Button>
        )}
      </div>
      {giving && pack !== undefined ? <GivePack pack={pack} onClose={() => setGiving(false)} /> : null}
      {printing && election !== undefined ? <JobAid election={election} onDone={printed} /> : null}
    </OneCard>
  );
}

function Guided({ is, onChange }: { readonly is: boolean; readonly onChange: (guided: boolean) => void }) {
  return (
    <label className="tick">
      <input type="checkbox" checked={is} onChange={(event) => onChange(event.target.checked)} />
      <span>
        <Trans>Guide me: point at what comes next</Trans>
      </span>
    </label>
  );
}

function useGroupName(): (group: Group) => string {
  const { t } = useLingui();
  const names: Record<Group, string> = {
    scannable: t`Cards that scan`,
    lookUp: t`Looking up by hand`,
    similarNames: t`Similar names`,
    statusFlags: t`Marks on the list`,
    recordUpdates: t`Moved, or a new name`,
    wrongPlace: t`Wrong place`,
    notInBook: t`Not in the book`,
    inspector: t`The inspector's day`,
  };
  return (group) => names[group];
}
