/** Why the endpoint did not do what the office asked, in words. */
import { Trans } from "@lingui/react/macro";
import type { OfficeProblem } from "./officeClient.ts";

export function OfficeProblemText({ problem }: { problem: OfficeProblem }) {
  switch (problem.type) {
    case "notSignedIn":
      return <Trans>You are signed out. Sign in again.</Trans>;
    case "noNetwork":
      return <Trans>The endpoint does not answer. Try again.</Trans>;
    case "tlsNeeded":
      return (
        <Trans>
          No password may cross a network in clear: open this page on the endpoint's own machine, or start the endpoint
          with TLS.
        </Trans>
      );
    case "tooManyTries":
      return <Trans>Too many tries. Wait a minute and try again.</Trans>;
    case "passwordWeak":
      return <Trans>This password is too easy to guess. Take a longer one, such as four words.</Trans>;
    case "codeWrong":
      return <Trans>This code does not fit. Type the one that the app shows now.</Trans>;
    case "accountExists":
      return <Trans>There is an account of this name.</Trans>;
    case "lastAdministrator":
      return <Trans>The last administrator cannot be disabled.</Trans>;
    case "refused": {
      const { title } = problem;
      return <Trans>Refused: {title}</Trans>;
    }
    default:
      return problem satisfies never;
  }
}

/** The room for it where something was asked, also before there is any. */
export function OfficeProblemLine({ problem }: { problem: OfficeProblem | undefined }) {
  return (
    <div className="problem" role="alert">
      {problem === undefined ? null : <OfficeProblemText problem={problem} />}
    </div>
  );
}
