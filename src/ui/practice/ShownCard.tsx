/** What the voter lays on the desk: an invented license with its bar code, the county's card, a passport. */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { Button } from "react-aria-components";
import type { Cast } from "../../training/cast.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { longDate } from "../text/times.ts";
import { licencePicture } from "./licencePicture.ts";

export default function ShownCard({ cast, onClose }: { readonly cast: Cast; readonly onClose: () => void }) {
  const { t, i18n } = useLingui();
  const { scenario, card, visitor, facts } = cast;
  const picture = usePicture(scenario.shows === "licence" ? cast.scan : undefined);
  const titles = {
    licence: <Trans>Driver's license (invented)</Trans>,
    voterCard: <Trans>Voter card of the county (invented)</Trans>,
    passport: <Trans>Passport (invented)</Trans>,
    nothing: <Trans>Nothing</Trans>,
  };
  return (
    <ActDialog title={titles[scenario.shows]} onClose={onClose}>
      <dl className="shownCard">
        <dt>
          <Trans>Last name</Trans>
        </dt>
        <dd>
          <bdi>
            {card.last}
            {visitor.suffix === "" ? "" : ` ${visitor.suffix}`}
          </bdi>
        </dd>
        <dt>
          <Trans>First name</Trans>
        </dt>
        <dd>
          <bdi>{card.first}</bdi>
        </dd>
        {scenario.shows === "voterCard" ? (
          <>
            <dt>
              <Trans>Voter number</Trans>
            </dt>
            <dd>{visitor.id}</dd>
          </>
        ) : (
          <>
            <dt>
              <Trans>Birth date</Trans>
            </dt>
            <dd>{longDate(visitor.birthDate, i18n.locale)}</dd>
          </>
        )}
        {scenario.shows === "licence" ? (
          <>
            <dt>
              <Trans>Address</Trans>
            </dt>
            <dd>
              <bdi>{facts["address"]}</bdi>
            </dd>
          </>
        ) : null}
      </dl>
      {picture === undefined ? null : <img className="shownCode" src={picture} alt={t`Bar code of the license`} />}
      <div className="row">
        <Button className="primary" onPress={onClose} autoFocus>
          <Trans>Back</Trans>
        </Button>
      </div>
    </ActDialog>
  );
}

/** Where the writer cannot be had, the card is shown without its bar code; “Scan it” works all the same. */
function usePicture(text: string | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let over = false;
    if (text !== undefined)
      void licencePicture(text).then(
        (image) => {
          if (over) return;
          made = URL.createObjectURL(image);
          setUrl(made);
        },
        () => undefined,
      );
    return () => {
      over = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [text]);
  return url;
}
