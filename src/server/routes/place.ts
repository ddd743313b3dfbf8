/**
 * What a tablet may know of the other tablets of a place from the county: when each was heard, how much it said that it has, how
 * much of that came. Numbers only; for the same tablets as may read the log.
 */
import { createRoute, z } from "@hono/zod-openapi";
import { PlaceTabletsAnswer, type TabletWord } from "../../protocol/placeTablets.ts";
import type { AppParts, CountyApp } from "../appParts.ts";
import type { Contact } from "../contacts.ts";
import type { DeviceRow } from "../database.ts";
import { described } from "../described.ts";
import { deviceAsks } from "../deviceAccess.ts";
import { problemAnswer, refuse } from "../problems.ts";

/** More than any place has: the answer stays small. */
const listed = 200;

const tabletsRoute = createRoute({
  method: "get",
  path: "/api/places/{place}/tablets",
  summary: "What the county has heard of the tablets of a place (signed request)",
  request: { params: z.object({ place: z.string().max(64) }) },
  responses: {
    200: {
      description: "The tablets of the place, and spares",
      content: { "application/json": { schema: described(PlaceTabletsAnswer) } },
    },
    ...problemAnswer,
  },
});

export function placeRoutes(app: CountyApp, parts: AppParts): void {
  app.openapi(tabletsRoute, async (c) => {
    const asks = await deviceAsks(parts, c, false);
    if (!asks.ok) return refuse(c, asks.error);
    const { trusted_through, waits } = asks.value.device;
    if (trusted_through !== null || waits === 1) return refuse(c, { type: "notAllowed" });
    const { place } = c.req.valid("param");
    const { devices } = await parts.sequencer.state();
    // Those of the place before spares, which may be many and mostly lie in a cupboard.
    const there = [...devices.values()]
      .filter((row) => (row.place === place || row.place === null) && row.waits === 0 && row.trusted_through === null)
      .sort((a, b) => Number(a.place === null) - Number(b.place === null) || a.number - b.number)
      .slice(0, listed);
    const heard = await parts.contacts.all(there.map(({ id }) => id));
    return c.json({ tablets: there.map((row) => wordOf(row, heard.get(row.id))) }, 200);
  });
}

function wordOf({ id, number, place, head_seq }: DeviceRow, contact: Contact | undefined): TabletWord {
  const { report } = contact ?? {};
  return {
    device: id,
    number,
    spare: place === null,
    heard: contact?.heard ?? null,
    newest: Math.max(report?.newest ?? -1, head_seq),
    held: head_seq,
    build: report?.build ?? "",
    clockOff: report?.clockOff ?? null,
  };
}
