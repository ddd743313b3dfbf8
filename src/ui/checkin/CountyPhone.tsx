/** The number at which the county answers, or where it stands. */
import { Trans } from "@lingui/react/macro";
import { useTabletState } from "../surroundings.ts";

export function CountyPhone() {
  const phone = useTabletState().election?.phone;
  return phone === undefined ? (
    <p className="say">
      <Trans>The number is on the opening card.</Trans>
    </p>
  ) : (
    <p className="phone">
      <bdi>{phone}</bdi>
    </p>
  );
}
