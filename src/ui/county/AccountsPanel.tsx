/** Who may sign in to the county page. Administrators add, reset and disable accounts; auditors see them. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useState } from "react";
import { Button } from "react-aria-components";
import {
  mayAsk,
  type OfficeAccount,
  type OfficeRole,
  type Overview,
  type PasswordOnce,
} from "../../protocol/office.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { dayOf, timeOfDay } from "../text/times.ts";
import { AskFirst } from "./AskFirst.tsx";
import { OfficeProblemLine, OfficeProblemText } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { actsColumn, PanelTable } from "./PanelTable.tsx";

const refreshEvery = 15_000;

type AccountsProps = { readonly office: Office; readonly overview: Overview };

export function AccountsPanel({ office, overview }: AccountsProps) {
  const { i18n } = useLingui();
  const { me, election } = overview;
  const [accounts, setAccounts] = useState<readonly OfficeAccount[]>([]);
  const [once, setOnce] = useState<PasswordOnce>();
  const [asked, setAsked] = useState<{ readonly what: "reset" | "disable"; readonly name: string }>();
  const [problem, setProblem] = useState<OfficeProblem>();
  const acts = mayAsk(me.role, "addAccount");
  const refresh = useCallback(async () => {
    const answer = await office.accounts();
    if (answer.ok) setAccounts(answer.value);
  }, [office]);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void refresh();
    }, refreshEvery);
    return () => clearInterval(timer);
  }, [refresh]);
  const day = (at: number): string =>
    `${dayOf(at, election.timeZone, i18n.locale)}, ${timeOfDay(at, election.timeZone, i18n.locale)}`;
  const done = async (): Promise<void> => {
    if (asked === undefined) return;
    setAsked(undefined);
    const { name } = asked;
    const answer = asked.what === "reset" ? await office.resetAccount(name) : await office.disableAccount(name);
    setProblem(answer.ok ? undefined : answer.error);
    if (answer.ok && answer.value !== undefined) setOnce(answer.value);
    await refresh();
  };
  const columns = [
    { key: "name", title: <Trans>Name</Trans> },
    { key: "role", title: <Trans>Role</Trans> },
    { key: "lastSignIn", title: <Trans>Last sign-in</Trans> },
    { key: "state", title: <Trans>State</Trans> },
    ...(acts ? [actsColumn] : []),
  ];
  return (
    <section className="panel">
      <h2>
        <Trans>Accounts of this page</Trans>
      </h2>
      <PanelTable columns={columns}>
        {accounts.map((one) => (
          <tr key={one.name}>
            <td>{one.name}</td>
            <td>
              <RoleName role={one.role} />
            </td>
            <td>{one.lastSignIn === null ? <Trans>never</Trans> : day(one.lastSignIn)}</td>
            <td>
              <AccountState state={one.state} />
            </td>
            {acts ? (
              <td className="acts">
                {one.state === "demonstration" ? null : (
                  <Button className="plain" onPress={() => setAsked({ what: "reset", name: one.name })}>
                    <Trans>New first sign-in</Trans>
                  </Button>
                )}
                {one.state === "disabled" || one.state === "demonstration" || one.name === me.name ? null : (
                  <Button className="plain" onPress={() => setAsked({ what: "disable", name: one.name })}>
                    <Trans>Disable</Trans>
                  </Button>
                )}
              </td>
            ) : null}
          </tr>
        ))}
      </PanelTable>
      <OfficeProblemLine problem={problem} />
      {acts ? (
        <AddAccount
          office={office}
          onAdded={(added) => {
            setOnce(added);
            void refresh();
          }}
        />
      ) : null}
      {asked === undefined ? null : (
        <AskAbout asked={asked} onNo={() => setAsked(undefined)} onYes={() => void done()} />
      )}
      {once === undefined ? null : <Once once={once} until={day(once.until)} onClose={() => setOnce(undefined)} />}
    </section>
  );
}

function AddAccount({ office, onAdded }: { office: Office; onAdded: (added: PasswordOnce) => void }) {
  const { t } = useLingui();
  const [name, setName] = useState("");
  const [role, setRole] = useState<OfficeRole>("auditor");
  const [problem, setProblem] = useState<OfficeProblem | { readonly type: "malformed" }>();
  const add = async (): Promise<void> => {
    if (!/^[a-z0-9][a-z0-9.-]{1,39}$/.test(name)) return setProblem({ type: "malformed" });
    const answer = await office.addAccount({ name, role });
    setProblem(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setName("");
    onAdded(answer.value);
  };
  return (
    <form
      className="addAccount"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label>
        <span>
          <Trans>New account: name</Trans>
        </span>
        <input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value.toLowerCase())}
        />
      </label>
      <label>
        <span>
          <Trans>Role</Trans>
        </span>
        <select value={role} onChange={(event) => setRole(event.target.value as OfficeRole)}>
          <option value="auditor">{t`Auditor: reads and verifies`}</option>
          <option value="administrator">{t`Administrator`}</option>
        </select>
      </label>
      <Button className="second" type="submit" isDisabled={name === ""}>
        <Trans>Add</Trans>
      </Button>
      <div className="problem wholeRow" role="alert">
        {problem === undefined ? null : problem.type === "malformed" ? (
          <Trans>Small letters, digits, full stops and hyphens, such as rosa.martin.</Trans>
        ) : (
          <OfficeProblemText problem={problem} />
        )}
      </div>
    </form>
  );
}

type AskAboutProps = {
  readonly asked: { readonly what: "reset" | "disable"; readonly name: string };
  readonly onNo: () => void;
  readonly onYes: () => void;
};

function AskAbout({ asked: { what, name }, onNo, onYes }: AskAboutProps) {
  return what === "reset" ? (
    <AskFirst
      title={<Trans>New first sign-in for {name}?</Trans>}
      act={<Trans>New first sign-in</Trans>}
      onNo={onNo}
      onYes={onYes}
    >
      <p>
        <Trans>
          The password and the app of now end at once. {name} gets a password for one first sign-in and sets both up
          anew.
        </Trans>
      </p>
    </AskFirst>
  ) : (
    <AskFirst title={<Trans>Disable {name}?</Trans>} act={<Trans>Disable</Trans>} onNo={onNo} onYes={onYes}>
      <p>
        <Trans>{name} is signed out at once and cannot sign in any more. The record keeps the name.</Trans>
      </p>
    </AskFirst>
  );
}

function Once({ once, until, onClose }: { once: PasswordOnce; until: string; onClose: () => void }) {
  const { name, password } = once;
  return (
    <ActDialog title={<Trans>Password for the first sign-in of {name}</Trans>} onClose={onClose}>
      <p className="once" dir="ltr">
        {password}
      </p>
      <p>
        <Trans>It is shown only now and good until {until}. Hand it over in person or by telephone.</Trans>
      </p>
      <Button className="primary" onPress={onClose}>
        <Trans>It is handed over</Trans>
      </Button>
    </ActDialog>
  );
}

export function RoleName({ role }: { role: OfficeRole }) {
  return role === "administrator" ? <Trans>Administrator</Trans> : <Trans>Auditor</Trans>;
}

function AccountState({ state }: { state: OfficeAccount["state"] }) {
  switch (state) {
    case "good":
      return <Trans>Good</Trans>;
    case "firstSignIn":
      return <Trans>Before the first sign-in</Trans>;
    case "disabled":
      return <Trans>Disabled</Trans>;
    case "demonstration":
      return <Trans>Demonstration</Trans>;
    default:
      return state satisfies never;
  }
}
