/** An act of the office's record in words. One that this version does not know is shown by its name. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Role } from "../../domain/eventFields.ts";
import type { Overview, ShownAct } from "../../protocol/office.ts";
import { roleName } from "../text/roleName.ts";

type ActSentenceProps = {
  readonly act: ShownAct;
  readonly places: Overview["places"];
  /** A moment (ms) in words. */
  readonly when: (at: number) => string;
};

export function ActSentence({ act: { act, about }, places, when }: ActSentenceProps) {
  const { i18n } = useLingui();
  const text = (field: string): string => String(about[field] ?? "");
  const whole = (field: string): number => Number(about[field] ?? 0);
  const place = places.find(({ id }) => id === about["place"])?.name ?? (about["place"] === null ? "–" : text("place"));
  const number = text("number");
  const name = text("name");
  const version = text("version");
  switch (act) {
    case "signedIn":
      return <Trans>signed in</Trans>;
    case "signInFailed":
      return <Trans>could not sign in: wrong name, password or code</Trans>;
    case "lockedOut": {
      const seconds = text("seconds");
      if (about["waits"] === "code") return <Trans>a set-up code waits {seconds} seconds after failures</Trans>;
      return about["waits"] === "account" ? (
        <Trans>the account waits {seconds} seconds after failures</Trans>
      ) : (
        <Trans>the address waits {seconds} seconds after failures</Trans>
      );
    }
    case "refusedWhileWaiting":
      return (
        <Plural
          value={whole("times")}
          one="tried again while it had to wait after failures, and was refused (# time)"
          other="tried again while it had to wait after failures, and was refused (# times)"
        />
      );
    case "otherSiteRefused":
      return (
        <Plural
          value={whole("times")}
          one="another site's page asked the county page to do something, and was refused: # time in an hour"
          other="another site's page asked the county page to do something, and was refused: # times in an hour"
        />
      );
    case "signedOut":
      return <Trans>signed out</Trans>;
    case "roleRefused": {
      const asked = text("asked");
      return <Trans>asked for what the role may not do ({asked})</Trans>;
    }
    case "accountAdded":
      return about["role"] === "administrator" ? (
        <Trans>added the administrator {name}</Trans>
      ) : (
        <Trans>added the auditor {name}</Trans>
      );
    case "accountSetUp":
      return <Trans>signed in for the first time, chose a password and set up the app</Trans>;
    case "accountReset":
      return <Trans>gave {name} a new first sign-in</Trans>;
    case "accountDisabled":
      return <Trans>disabled the account {name}</Trans>;
    case "codeMade":
      return about["kind"] === "session" ? (
        <Trans>made a set-up code for many tablets ({place})</Trans>
      ) : (
        <Trans>made a set-up code for one tablet ({place})</Trans>
      );
    case "codeEnded":
      return <Trans>ended a set-up code ({place})</Trans>;
    case "codeUsedAgain":
      return <Trans>a set-up code for one tablet was used again, and refused ({place})</Trans>;
    case "alarmsSeen":
      return <Trans>looked at the alarms</Trans>;
    case "setUpRefused":
      return <Trans>a tablet was refused: unknown, used or expired code</Trans>;
    case "tabletSetUp":
      return about["waits"] === true ? (
        <Trans>tablet {number} was set up and waits to be accepted</Trans>
      ) : (
        <Trans>
          tablet {number} was set up ({place})
        </Trans>
      );
    case "tabletAccepted":
      return (
        <Trans>
          accepted tablet {number} ({place})
        </Trans>
      );
    case "tabletRevoked":
      return <Trans>set tablet {number} aside</Trans>;
    case "tabletReinstated":
      return <Trans>took tablet {number} back</Trans>;
    case "roleOverridden": {
      const known = Role.safeParse(about["role"]);
      const role = known.success ? i18n._(roleName[known.data]) : text("role");
      const time = when(whole("wall"));
      return (
        <Trans>
          tablet {number} recorded something at {time} in a role that may not do it ({role})
        </Trans>
      );
    }
    case "workerHeld": {
      const time = when(whole("wall"));
      const wait = text("seconds");
      return (
        <Plural
          value={whole("wrong")}
          one={`# wrong PIN on tablet ${number} at ${time}: that worker waits ${wait} seconds`}
          other={`# wrong PINs on tablet ${number}, the last at ${time}: that worker waits ${wait} seconds`}
        />
      );
    }
    case "tabletOpened": {
      const time = when(whole("wall"));
      const wrong = whole("wrongCodes");
      return wrong === 0 ? (
        <Trans>
          tablet {number} was opened with a card at {time}
        </Trans>
      ) : (
        <Plural
          value={wrong}
          one={`tablet ${number} was opened with a card at ${time}, after # wrong opening code`}
          other={`tablet ${number} was opened with a card at ${time}, after # wrong opening codes`}
        />
      );
    }
    case "tabletClosed": {
      const time = when(whole("wall"));
      return (
        <Trans>
          tablet {number} was closed at {time}
        </Trans>
      );
    }
    case "programApproved": {
      const time = when(whole("wall"));
      return (
        <Trans>
          a new program was agreed to on tablet {number} at {time}
        </Trans>
      );
    }
    case "paperListPrinted": {
      const time = when(whole("wall"));
      const lines = whole("lines");
      return about["kind"] === "posted" ? (
        <Plural
          value={lines}
          one={`a posted list of # voter left tablet ${number} at ${time}`}
          other={`a posted list of # voters left tablet ${number} at ${time}`}
        />
      ) : (
        <Plural
          value={lines}
          one={`a paper book of # voter left tablet ${number} at ${time}`}
          other={`a paper book of # voters left tablet ${number} at ${time}`}
        />
      );
    }
    case "recordsExported": {
      const time = when(whole("wall"));
      return about["what"] === "report" ? (
        <Trans>
          the report of the place was printed or saved on tablet {number} at {time}
        </Trans>
      ) : (
        <Trans>
          the records of tablet {number} were saved to a file at {time}
        </Trans>
      );
    }
    case "checkInFlood": {
      const time = when(whole("wall"));
      return (
        <Plural
          value={whole("acts")}
          one={`tablet ${number} recorded # check-in or cancel faster than any desk can, until ${time}`}
          other={`tablet ${number} recorded # check-ins or cancels faster than any desk can, until ${time}`}
        />
      );
    }
    case "tabletActsLeftOut":
      return <Trans>there are more of these than this list holds; the county's record has them all</Trans>;
    case "electionMade":
      return <Trans>made the election</Trans>;
    case "rollStaged":
      return <Trans>imported a list as version {version}</Trans>;
    case "rollPublished":
      return <Trans>published version {version} of the list</Trans>;
    case "signaturesFiled": {
      const forgotten = whole("forgotten");
      return (
        <>
          <Plural value={whole("taken")} one="took # signature on file" other="took # signatures on file" />
          {forgotten === 0 ? null : <Plural value={forgotten} one=", forgot # other" other=", forgot # others" />}
        </>
      );
    }
    case "rollAmended":
      return <Plural value={whole("changes")} one="changed # voter of the list" other="changed # voters of the list" />;
    case "workerChanged":
      return about["added"] === true ? <Trans>added a worker</Trans> : <Trans>changed a worker</Trans>;
    case "workerRemoved":
      return <Trans>removed a worker</Trans>;
    case "openingCodeShown":
      return <Trans>printed the opening code of {place}</Trans>;
    case "openingCardReissued":
      return <Trans>issued a new opening card of {place}</Trans>;
    case "rollChecked":
      return whole("wrong") === 0 ? (
        <Trans>checked the list, the opening cards and the rules: ready</Trans>
      ) : (
        <Trans>checked the list, the opening cards and the rules: not ready</Trans>
      );
    case "workersListed":
      return <Trans>listed the workers</Trans>;
    case "exportFailed":
      return <Trans>what was to be exported before did not leave, or not whole</Trans>;
    case "logExported":
      return <Trans>exported the county's record</Trans>;
    case "participationExported":
      return <Trans>exported who was checked in</Trans>;
    case "signaturesOpened":
      return <Trans>opened the voters' signatures</Trans>;
    case "provisionalsExported":
      return <Trans>exported the provisional ballots</Trans>;
    case "paperListsExported":
      return about["kind"] === "posted" ? <Trans>printed posted lists</Trans> : <Trans>printed paper books</Trans>;
    case "actsExported":
      return <Trans>exported this list of acts</Trans>;
    case "tabletActsExported":
      return <Trans>exported who did what at the tablets</Trans>;
    case "logRecovered":
      return <Trans>brought missing records back</Trans>;
    case "epochOpened":
      return <Trans>gave missing records up and went on</Trans>;
    default:
      return act;
  }
}
