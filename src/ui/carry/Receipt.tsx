/** The receipt of a tablet whose records are all at the county: on the screen, as a square code, on paper. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { matchCode } from "../../log/matchCode.ts";
import type { SendingProof } from "../../tablet/carryCalls.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { QrCode } from "../components/QrCode.tsx";
import type { PrintDocument } from "../printing/printDocument.ts";
import { usePrint, usePrintState } from "../printing/usePrints.ts";
import { useNow, useSurroundings, useTabletState } from "../surroundings.ts";
import { dayOf, timeOfDay } from "../text/times.ts";
import { placeName } from "../text/voterText.ts";

type Proved = SendingProof & { readonly receipt: string };
type ReceiptProps = { readonly proof: Proved; readonly onClose: () => void };

export function Receipt({ proof, onClose }: ReceiptProps) {
  const { t, i18n } = useLingui();
  const { newCommandId } = useSurroundings();
  const { election, placeId } = useTabletState();
  const now = useNow(60_000);
  const zone = election?.timeZone ?? "UTC";
  const print = usePrint();
  const [asked, setAsked] = useState<string>();
  const printed = usePrintState(asked);
  const facts = factsOf(i18n, proof, {
    place: election === undefined || placeId === undefined ? "" : placeName(election, placeId),
    at: `${dayOf(now, zone, i18n.locale)}, ${timeOfDay(now, zone, i18n.locale)}`,
  });
  const { number } = proof;
  return (
    <ActDialog title={<Trans>Keep the receipt of tablet {number}</Trans>} onClose={onClose}>
      <div className="receiptShown">
        <dl>
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <QrCode text={proof.receipt} label={t`Receipt of tablet ${number}`} />
      </div>
      <p role="status">
        {printed === "failed" ? <Trans>Nothing was printed. Write the match code down.</Trans> : null}
      </p>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button
          className="primary"
          isDisabled={printed === "waiting" || printed === "printing"}
          onPress={() => {
            const id = newCommandId();
            print(id, async () => [receiptPaper(i18n, proof, facts)]);
            setAsked(id);
          }}
        >
          <Trans>Print the receipt</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

type Facts = readonly (readonly [label: string, value: string])[];

function factsOf(i18n: I18n, proof: Proved, { place, at }: { readonly place: string; readonly at: string }): Facts {
  const { found, events, files = 0, filesHeld, record } = proof;
  return [
    ...(place === "" ? [] : [[i18n._(msg`Polling place`), place] as const]),
    [i18n._(msg`Records at the county`), i18n._(msg`${i18n.number(found)} of ${i18n.number(events)}`)],
    ...(files === 0
      ? []
      : [
          [
            i18n._(msg`Signatures at the county`),
            i18n._(msg`${i18n.number(filesHeld)} of ${i18n.number(files)}`),
          ] as const,
        ]),
    [i18n._(msg`Match code`), record === undefined ? "" : matchCode(record.size, record.root)],
    [i18n._(msg`As of`), at],
  ];
}

/** It names no voter. */
export function receiptPaper(i18n: I18n, proof: Proved, facts: Facts): PrintDocument {
  const { number = "" } = proof;
  const title = i18n._(msg`Receipt of tablet ${number}`);
  return {
    blocks: [
      { block: "heading", text: title },
      { block: "text", text: i18n._(msg`Complete: this tablet found every one itself.`) },
      { block: "facts", facts },
      { block: "qr", text: proof.receipt, label: title },
      { block: "sign", label: i18n._(msg`Signature of the official`), date: i18n._(msg`Date`) },
    ],
  };
}
