/**
 * Gives the county its own log back. An endpoint whose database was restored from an older copy serves nothing but says
 * which entries it misses; every tablet that verified more of the log sends them. The county checks them against its own
 * last signature, so it does not matter who brings them.
 */
import { encodeBundle } from "../log/tiles.ts";
import { pushBytes } from "../protocol/deviceLog.ts";
import { RecoveryProgress, recoveryPath } from "../protocol/recovery.ts";
import { type CountyConnection, jsonOf } from "./countyConnection.ts";
import type { CountyLogCopy } from "./countyLogCopy.ts";
import type { Session } from "./session.ts";
import type { SyncOutcome } from "./sync.ts";

/** True when the county has its whole log again. */
export async function giveBack(connection: CountyConnection, countyLog: CountyLogCopy): Promise<boolean> {
  let progress = await progressIn(connection.request("GET", recoveryPath));
  while (progress !== undefined && progress.next < progress.to) {
    const leaves = fitting(await countyLog.entries(progress.next));
    const bundle = encodeBundle(leaves);
    if (leaves.length === 0 || !bundle.ok) return false; // this tablet knows no more than the county
    progress = await progressIn(connection.request("POST", `${recoveryPath}?from=${progress.next}`, bundle.value));
  }
  return progress !== undefined;
}

/** A round in which nothing else is done; as after one without a network, the next comes later and later. */
export async function giveBackStep({ connection, countyLog }: Session): Promise<SyncOutcome> {
  await giveBack(connection, countyLog);
  return { outcome: "noNetwork" };
}

async function progressIn(asked: ReturnType<CountyConnection["request"]>): Promise<RecoveryProgress | undefined> {
  const answer = await asked;
  if (!answer.ok) return undefined;
  const progress = RecoveryProgress.safeParse(jsonOf(answer.value.body));
  return progress.success ? progress.data : undefined;
}

/** As many leaves as one request may hold. */
function fitting(leaves: readonly Uint8Array[]): Uint8Array[] {
  let bytes = 0;
  return leaves.filter((leaf) => {
    bytes += leaf.length + 2;
    return bytes <= pushBytes;
  });
}
