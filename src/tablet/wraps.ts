/** The wraps of K that this tablet carries, renewed when the office issues a card anew or moves the tablet. */
import { z } from "zod";
import type { CountyView } from "../protocol/deviceLog.ts";
import { Wrap } from "../protocol/enrolment.ts";
import { type CountyConnection, jsonOf } from "./countyConnection.ts";
import type { Identity } from "./tabletStore.ts";

const Wraps = z.array(Wrap);

/** The identity with new wraps and place if the county's view differs from it, else undefined. */
export async function fetchWraps(
  connection: CountyConnection,
  identity: Identity,
  { place, wrapIssue }: CountyView["device"],
): Promise<Identity | undefined> {
  const mine = identity.wraps.find((wrap) => wrap.place === identity.place);
  const moved = place !== null && place !== identity.place;
  if (!moved && (wrapIssue === null || mine?.issue === wrapIssue)) return undefined;
  const answer = await connection.request("GET", "/api/wraps");
  const wraps = answer.ok ? Wraps.safeParse(jsonOf(answer.value.body)) : undefined;
  return wraps?.success ? { ...identity, place: place ?? identity.place, wraps: wraps.data } : undefined;
}
