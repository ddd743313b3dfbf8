/** Signing in: name, password and the code of the authenticator app. What is wrong is not said: all three or one of them. */
import { Trans } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { About, SignedIn } from "../../protocol/office.ts";
import { LanguageChoice } from "../components/LanguageChoice.tsx";
import { OfficeProblemText } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { AppCodeField, PasswordField, SignInField } from "./SignInField.tsx";

type SignInProps = {
  readonly office: Office;
  /** Why the overview could not be shown, before anybody has tried to sign in. */
  readonly start: OfficeProblem | undefined;
  readonly onSignedIn: (signedIn: SignedIn) => void;
};

export function SignInScreen({ office, start, onSignedIn }: SignInProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OfficeProblem>();
  const [about, setAbout] = useState<About>();
  useEffect(() => {
    void office.about().then((answer) => setAbout((before) => (answer.ok ? answer.value : before)));
  }, [office]);
  const shown = problem ?? start;
  const demonstration = about?.demonstration ?? null;
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const result = await office.signIn({ name, password, code });
    setBusy(false);
    setPassword("");
    setCode("");
    if (result.ok) onSignedIn(result.value);
    else setProblem(result.error);
  };
  return (
    <main className="oneThing county">
      <form
        className="card codeEntry signIn"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void signIn();
        }}
      >
        <h1>
          <Trans>County office</Trans>
        </h1>
        <p className="quiet">{about === undefined ? "\u00a0" : `${about.county}, ${about.election}`}</p>
        {demonstration === null ? null : <Demonstration account={demonstration} />}
        <SignInField
          label={<Trans>Name</Trans>}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          value={name}
          onValue={setName}
          autoFocus
        />
        <PasswordField
          label={<Trans>Password</Trans>}
          autoComplete="current-password"
          value={password}
          onValue={setPassword}
        />
        {demonstration === null ? (
          <AppCodeField
            label={<Trans>Code of the authenticator app</Trans>}
            hint={<Trans>none at the first sign-in</Trans>}
            value={code}
            onValue={setCode}
          />
        ) : null}
        <div className="problem" role="alert">
          {shown === undefined ? null : shown.type === "notSignedIn" ? (
            <Trans>The name, the password or the code is wrong.</Trans>
          ) : (
            <OfficeProblemText problem={shown} />
          )}
        </div>
        <Button className={busy ? "primary busy" : "primary"} type="submit" isDisabled={name === "" || password === ""}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      <LanguageChoice look="onPaper" />
    </main>
  );
}

function Demonstration({ account: { name, password } }: { account: NonNullable<About["demonstration"]> }) {
  return (
    <div className="caution oneCaution">
      <Trans>
        This is a demonstration with invented voters. Sign in as <b>{name}</b> with the password <b>{password}</b>.
      </Trans>
    </div>
  );
}
