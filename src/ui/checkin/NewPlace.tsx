/**
 * Where a voter votes who has moved: by the neighbors of the new address on the list, or by the precinct. The address that is
 * typed stays on this screen and is told nobody.
 */
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef, useState } from "react";
import { type Precinct, serves, splitOf } from "../../domain/election.ts";
import { PlaceToGo } from "../printing/latePrinting.tsx";
import { useTabletState } from "../surroundings.ts";
import { useAddress } from "./asking.ts";
import { Field } from "./Field.tsx";
import { PlaceCard } from "./PlaceCard.tsx";

export function NewPlace() {
  const { t } = useLingui();
  const { election, placeId } = useTabletState();
  const [houseNumber, setHouseNumber] = useState("");
  const [street, setStreet] = useState("");
  const [chosen, setChosen] = useState("");
  const found = useAddress(houseNumber, street);
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The answer that led here may have stood far below.
    fields.current?.scrollIntoView?.({ block: "start" });
    fields.current?.querySelector("input")?.focus({ preventScroll: true });
  }, []);
  if (election === undefined) return null;
  const near = new Set(found?.splits.flatMap((split) => splitOf(election, split)?.precinct ?? []));
  const named = election.precincts.find(({ id }) => id === chosen);
  const precincts: readonly Precinct[] = named === undefined ? [...near] : [named];
  const places = election.places.filter((place) => precincts.some(({ id }) => serves(place, id)));
  const here = places.some(({ id }) => id === placeId);
  const unknown = houseNumber.trim() !== "" && street.trim() !== "" && found !== undefined && near.size === 0;
  return (
    <div className="newPlace">
      <div className="fields address" ref={fields}>
        <Field label={t`New house number`} value={houseNumber} onType={setHouseNumber} />
        <Field label={t`New street`} value={street} onType={setStreet} />
      </div>
      {unknown && named === undefined ? (
        <p role="status">
          <Trans>No neighbor is on the list. Choose the precinct, or ask the county.</Trans>
        </p>
      ) : null}
      <label className="note">
        <span>
          <Trans>Or choose the precinct</Trans>
        </span>
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">{t`By the address`}</option>
          {election.precincts.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {here ? (
        <p role="status">
          <Trans>This place serves that address. Choose below that the voter votes here.</Trans>
        </p>
      ) : (
        <ul className="places" aria-live="polite">
          {places.slice(0, 3).map((place) => (
            <PlaceCard key={place.id} place={place}>
              <PlaceToGo
                place={place}
                precinct={precincts
                  .filter(({ id }) => serves(place, id))
                  .map(({ name }) => name)
                  .join(", ")}
              />
            </PlaceCard>
          ))}
        </ul>
      )}
    </div>
  );
}
