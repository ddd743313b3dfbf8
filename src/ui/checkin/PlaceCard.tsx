/** A polling place in words: what it is called, where it is, how to get there. */
import type { ReactNode } from "react";
import type { PollingPlace } from "../../domain/election.ts";

export function PlaceCard({ place, children }: { readonly place: PollingPlace; readonly children: ReactNode }) {
  return (
    <li>
      <b>
        <bdi>{place.name}</bdi>
      </b>
      <bdi>{place.address}</bdi>
      <bdi className="directions">{place.directions}</bdi>
      {children}
    </li>
  );
}
