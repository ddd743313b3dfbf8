/** The text of the QR code with which one tablet of a place tells another of a worker who was added. */
import * as z from "zod/mini";
import type { Addition } from "../domain/addedWorkers.ts";
import { Role } from "../domain/eventFields.ts";
import { utf8 } from "../log/encoding.ts";
import { jsonOf } from "./countyConnection.ts";

const codeMark = "TURNOUT-WORKER:";
const WorkerCode = z.tuple([z.string(), z.string(), z.string(), Role, z.int(), z.string()]);

/** Short, so that one tablet's camera reads it from another's screen. */
export function codeOf({ device, place, added, as, since, sealed }: Addition): string {
  return codeMark + JSON.stringify([device, place, added, as, since, sealed]);
}

/** Undefined for a text that is no worker's code. */
export function readWorkerCode(text: string): Addition | undefined {
  if (!text.startsWith(codeMark)) return undefined;
  const read = WorkerCode.safeParse(jsonOf(utf8(text.slice(codeMark.length))));
  if (!read.success) return undefined;
  const [device, place, added, as, since, sealed] = read.data;
  return { device, place, added, as, since, sealed };
}
