/** Whether everything that this tablet recorded is at the county, as the tablet itself found it; and what is still missing. */
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { SendingProof } from "../../tablet/carryCalls.ts";
import { Shape } from "../components/Shape.tsx";
import { useProof } from "./useProof.ts";

/** For dialogs that only tell of it. */
export function SentNow() {
  return <SentLines proof={useProof()} />;
}

export function SentLines({ proof }: { readonly proof: SendingProof | undefined }) {
  const { i18n } = useLingui();
  if (proof === undefined)
    return (
      <p className="sent" role="status">
        <Trans>Looking for this tablet’s records at the county</Trans>
      </p>
    );
  const { events, found, files, filesHeld, complete } = proof;
  const [all, there] = [i18n.number(events), i18n.number(found)];
  return (
    <div className={complete ? "sent complete" : "sent"} role="status">
      <p>
        <Shape shape={complete ? "full" : "half"} />
        <b>
          <Trans>
            {there} of {all} records are at the county
          </Trans>
        </b>
      </p>
      {files === 0 ? null : files === undefined ? (
        <p>
          <Trans>Open this tablet with its card to look for the signatures too.</Trans>
        </p>
      ) : (
        <p>
          <Trans>
            {i18n.number(filesHeld)} of {i18n.number(files)} signatures are at the county
          </Trans>
        </p>
      )}
      <p>
        {complete ? (
          <Trans>Complete: this tablet found every one itself.</Trans>
        ) : events > found ? (
          <Plural
            value={events - found}
            one="# record was not found there. Keep this tablet until it is."
            other="# records were not found there. Keep this tablet until they are."
          />
        ) : (
          <Trans>Not complete yet. Keep this tablet until it is.</Trans>
        )}
      </p>
    </div>
  );
}
