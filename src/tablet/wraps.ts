/** The wraps of K that this tablet carries, renewed when the office issues a card anew or moves the tablet. */
import * as z from "zod/mini";
import type { CountyView } from "../protocol/deviceLog.ts";
import { Wrap, wrapsDigest } from "../protocol/enrolment.ts";
import { type CountyConnection, jsonOf } from "./countyConnection.ts";
import type { Identity } from "./tabletStore.ts";

const Wraps = z.array(Wrap);

/** The identity with new wraps and place if the county's view differs from it, else undefined. */
export async function fetchWraps(
  connection: CountyConnection,
  identity: Identity,
  view: CountyView["device"],
): Promise<Identity | undefined> {
  const mine = await wrapsDigest(identity.wraps);
  const moved = view.place !== null && view.place !== identity.place;
  if (!moved && mine === view.wraps) return undefined;
  const answer = await connection.request("GET", "/api/wraps");
  const wraps = answer.ok ? Wraps.safeParse(jsonOf(answer.value.body)) : undefined;
  if (!wraps?.success) return undefined;
  // The county's view may be some seconds older than its wraps.
  if (!moved && (await wrapsDigest(wraps.data)) === mine) return undefined;
  return { ...identity, place: view.place ?? identity.place, wraps: wraps.data };
}
