/** The office password. */
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import type { Office, OfficeProblem } from "./officeClient.ts";

type SignInProps = {
  readonly office: Office;
  /** Why the overview could not be shown, before anybody has tried to sign in. */
  readonly start: OfficeProblem | undefined;
  readonly onSignedIn: () => void;
};

export function SignInScreen({ office, start, onSignedIn }: SignInProps) {
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OfficeProblem>();
  const shown = problem ?? start;
  const signIn = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    const result = await office.signIn(password);
    setBusy(false);
    setPassword("");
    if (result.ok) onSignedIn();
    else setProblem(result.error);
  };
  return (
    <main className="oneThing county">
      <form
        className="card codeEntry"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void signIn();
        }}
      >
        <h1>
          <Trans>County office</Trans>
        </h1>
        <label>
          <span>
            <Trans>Office password</Trans>
          </span>
          <input
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            // biome-ignore lint/a11y/noAutofocus: the password is the only thing to do on this screen
            autoFocus
          />
        </label>
        <div className="problem" role="alert">
          {shown === undefined ? null : <SignInProblem problem={shown} />}
        </div>
        <Button className={busy ? "primary busy" : "primary"} type="submit" isDisabled={password === ""}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
    </main>
  );
}

export function SignInProblem({ problem }: { problem: OfficeProblem }) {
  switch (problem.type) {
    case "notSignedIn":
      return <Trans>Wrong password.</Trans>;
    case "noNetwork":
      return <Trans>The endpoint does not answer. Try again.</Trans>;
    case "tooManyTries":
      return <Trans>Too many tries. Wait a minute and try again.</Trans>;
    case "refused": {
      const { title } = problem;
      return <Trans>Refused: {title}</Trans>;
    }
    default:
      return problem satisfies never;
  }
}
