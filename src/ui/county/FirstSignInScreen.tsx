/** The first sign-in: a password of one's own, and an authenticator app that is shown to work. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { leastPassword, type SignedIn } from "../../protocol/office.ts";
import { LanguageChoice } from "../components/LanguageChoice.tsx";
import { QrCode } from "../components/QrCode.tsx";
import { OfficeProblemText } from "./OfficeProblemText.tsx";
import type { Office, OfficeProblem } from "./officeClient.ts";
import { AppCodeField, PasswordField } from "./SignInField.tsx";

type FirstSignInProps = {
  readonly office: Office;
  readonly signedIn: Extract<SignedIn, { state: "setUp" }>;
  readonly onSignedIn: (signedIn: SignedIn) => void;
  readonly onOver: () => void;
};

export function FirstSignInScreen({ office, signedIn, onSignedIn, onOver }: FirstSignInProps) {
  const { t } = useLingui();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<OfficeProblem | { readonly type: "notTheSame" }>();
  const { account, totp } = signedIn;
  const { name } = account;
  const complete = async (): Promise<void> => {
    if (password !== again) return setProblem({ type: "notTheSame" });
    setBusy(true);
    const result = await office.setUp(password, code);
    setBusy(false);
    setCode("");
    if (result.ok) onSignedIn(result.value);
    else if (result.error.type === "notSignedIn") onOver();
    else setProblem(result.error);
  };
  const incomplete = [...password].length < leastPassword || again === "" || code === "";
  return (
    <main className="oneThing county firstSignIn">
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && !incomplete) void complete();
        }}
      >
        <h1>
          <Trans>Welcome, {name}</Trans>
        </h1>
        <div className="toScan">
          <p>
            <Trans>1. Scan this with an authenticator app on your phone. It then shows a code for each sign-in.</Trans>
          </p>
          <QrCode text={totp.uri} label={t`Secret for the authenticator app, to scan`} />
          <p className="quiet">
            <Trans>If you cannot scan it, type this into the app:</Trans>
          </p>
          <p className="secret" dir="ltr">
            {(totp.secret.match(/.{1,4}/g) ?? []).join(" ")}
          </p>
        </div>
        <div className="codeEntry">
          <p>
            <Trans>2. Choose a password of at least {leastPassword} characters. Four words are a good one.</Trans>
          </p>
          <input type="hidden" name="username" autoComplete="username" value={name} />
          <PasswordField
            label={<Trans>New password</Trans>}
            autoComplete="new-password"
            value={password}
            onValue={setPassword}
          />
          <PasswordField
            label={<Trans>The same once more</Trans>}
            autoComplete="new-password"
            value={again}
            onValue={setAgain}
          />
          <AppCodeField label={<Trans>Code that the app shows now</Trans>} value={code} onValue={setCode} />
          <div className="problem" role="alert">
            {problem === undefined ? null : problem.type === "notTheSame" ? (
              <Trans>The two passwords are not the same.</Trans>
            ) : (
              <OfficeProblemText problem={problem} />
            )}
          </div>
          <Button className={busy ? "primary busy" : "primary"} type="submit" isDisabled={incomplete}>
            <Trans>Save and go on</Trans>
          </Button>
        </div>
      </form>
      <LanguageChoice look="onPaper" />
    </main>
  );
}
