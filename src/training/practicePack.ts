/**
 * A county's practice pack: its election definition, compressed, for tablets that practice under its own rules with its own
 * precincts, places and ballots. The voters are invented where it is read. It holds nothing that a tablet does not show.
 */
import * as z from "zod/mini";
import { Election } from "../domain/election.ts";
import { err, ok, type Result } from "../domain/result.ts";

const Pack = z.strictObject({ format: z.literal("turnout-practice-pack/1"), election: Election });

/** Bytes, unpacked: many times a large county's definition. */
const mostBytes = 32 * 1024 * 1024;

/** What the file and the square codes hold: gzipped JSON. */
export function practicePackOf(election: Election): Promise<Uint8Array<ArrayBuffer>> {
  const text = JSON.stringify({ format: "turnout-practice-pack/1", election } satisfies z.input<typeof Pack>);
  return through(new CompressionStream("gzip"), new TextEncoder().encode(text));
}

/** Whatever somebody chose: believed only as far as it is a whole election definition. */
export async function readPracticePack(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<Election, { readonly type: "noPracticePack" }>> {
  try {
    const text = await through(new DecompressionStream("gzip"), bytes);
    const pack = Pack.safeParse(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text)));
    if (pack.success) return ok(pack.data.election);
  } catch (error) {
    // Not compressed, cut short, too long, not text, not JSON.
    if (!(error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError)) throw error;
  }
  return err({ type: "noPracticePack" });
}

/** Where a tablet that practices stands: where only some of the county's voters vote, if there is such a place. */
export const practicePlace = <P extends { readonly serves: unknown }>({
  places,
}: {
  readonly places: readonly P[];
}): P => places.find(({ serves }) => serves !== "all") ?? (places[0] as P);

async function through(stream: CompressionStream | DecompressionStream, bytes: Uint8Array<ArrayBuffer>) {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of new Blob([bytes]).stream().pipeThrough(stream)) {
    parts.push(part);
    length += part.length;
    if (length > mostBytes) throw new RangeError("too long");
  }
  return new Uint8Array(await new Blob(parts as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}
