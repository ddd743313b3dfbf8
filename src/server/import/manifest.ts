/**
 * The completeness manifest: how many voters the source says it sent, by precinct, party and status. A roll is accepted
 * only if its own counts equal these: a list that silently lacks the voters of a party or of a precinct is the most
 * expensive mistake an election office can import (promise P2). Codes are compared as the source writes them.
 */
import { z } from "zod";
import { err, ok, type Result } from "../../domain/result.ts";
import { firstRows, sniffDelimiter, sniffQuoting } from "./fileShape.ts";

/** Rows with these codes, as the source writes them; "" where the file has no such column or a blank. */
export type CodeCount = {
  readonly county: string;
  readonly precinct: string;
  readonly party: string;
  readonly status: string;
  readonly count: number;
};

const code = z.string().trim().max(200);

export const ManifestGroup = z
  .strictObject({
    county: code.optional().meta({ description: "Only where a file holds several counties." }),
    precinct: code.optional(),
    party: code.optional().meta({ description: 'The source\'s party code; "" for voters without one.' }),
    status: code.optional(),
    count: z.int().min(0),
  })
  .meta({ description: "A group of voters by the source's own codes. All groups name the same things." });

export const Manifest = z
  .strictObject({
    format: z.literal("turnout-manifest/1"),
    source: z.string().max(200).optional().meta({ description: "Who counted, and when." }),
    total: z.int().min(0).optional().meta({ description: "All voters; must equal the sum of the groups." }),
    groups: z.array(ManifestGroup).min(1),
  })
  .superRefine((manifest, context) => {
    const seen = new Set<string>();
    const shape = dimensionsOf(manifest).join();
    let sum = 0;
    manifest.groups.forEach((group, at) => {
      const problem = (message: string): void => context.addIssue({ code: "custom", path: ["groups", at], message });
      if (DIMENSIONS.filter((name) => group[name] !== undefined).join() !== shape)
        problem("all groups must name the same things (precinct, party, status) as the first");
      const key = DIMENSIONS.map((name) => group[name] ?? "").join("\t");
      if (seen.has(key)) problem("this group occurs twice");
      seen.add(key);
      sum += group.count;
    });
    if (manifest.total !== undefined && manifest.total !== sum)
      context.addIssue({ code: "custom", path: ["total"], message: `the groups sum to ${sum}, not ${manifest.total}` });
  })
  .meta({ id: "Manifest", title: "Turnout completeness manifest" });
export type Manifest = z.infer<typeof Manifest>;

const DIMENSIONS = ["county", "precinct", "party", "status"] as const;

function dimensionsOf(manifest: {
  readonly groups: readonly z.infer<typeof ManifestGroup>[];
}): (typeof DIMENSIONS)[number][] {
  const first = manifest.groups[0];
  return DIMENSIONS.filter((name) => first?.[name] !== undefined);
}

export type ManifestDifference = {
  /** Such as {"precinct": "12", "party": "LIB", "status": "A"}. */
  readonly group: Readonly<Partial<Record<(typeof DIMENSIONS)[number], string>>>;
  readonly expected: number;
  readonly found: number;
};

/** Every group whose number differs; empty means that the roll is complete. Any difference must block publication. */
export function compareWithManifest(counts: readonly CodeCount[], manifest: Manifest): ManifestDifference[] {
  const dimensions = dimensionsOf(manifest);
  const key = (group: Partial<Record<(typeof DIMENSIONS)[number], string | undefined>>): string =>
    JSON.stringify(dimensions.map((name) => (group[name] ?? "").trim()));
  const found = new Map<string, number>();
  for (const count of counts) found.set(key(count), (found.get(key(count)) ?? 0) + count.count);
  const expected = new Map(manifest.groups.map((group) => [key(group), group.count]));
  const differences: ManifestDifference[] = [];
  for (const one of [...new Set([...expected.keys(), ...found.keys()])].sort()) {
    const numbers = { expected: expected.get(one) ?? 0, found: found.get(one) ?? 0 };
    if (numbers.expected === numbers.found) continue;
    const codes: string[] = JSON.parse(one);
    differences.push({ group: Object.fromEntries(dimensions.map((name, at) => [name, codes[at] ?? ""])), ...numbers });
  }
  return differences;
}

export type ManifestRefusal = { readonly type: "manifestInvalid"; readonly reason: string; readonly remedy: string };

/** Reads a manifest: JSON, or a delimited text with a header of county, precinct, party, status (as known) and count. */
export function readManifest(text: string): Result<Manifest, ManifestRefusal> {
  const refuse = (reason: string): Result<Manifest, ManifestRefusal> =>
    err({ type: "manifestInvalid", reason, remedy: "Correct the manifest, or ask the source for it again." });
  const content = text.replace(/^\uFEFF/, "");
  let value: unknown;
  if (/^\s*\{/.test(content)) {
    try {
      value = JSON.parse(content);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return refuse("The manifest is not valid JSON.");
    }
  } else {
    const delimiter = sniffDelimiter(content) ?? ",";
    const rows = firstRows(content, delimiter, sniffQuoting(content, delimiter), Number.MAX_SAFE_INTEGER);
    const names = (rows[0] ?? []).map((name) => name.toLowerCase());
    const strange = names.find((name) => name !== "count" && !DIMENSIONS.some((one) => one === name));
    if (strange !== undefined || !names.includes("count"))
      return refuse("The first line must name the columns: precinct, party, status (as known) and count.");
    const groups: Record<string, string | number>[] = [];
    for (const [at, row] of rows.slice(1).entries()) {
      const count = row[names.indexOf("count")] ?? "";
      if (row.length !== names.length || !/^\d{1,15}$/.test(count))
        return refuse(
          `Row ${at + 1} after the header does not have ${names.length} fields with a whole number as count.`,
        );
      groups.push(
        Object.fromEntries(names.map((name, n) => [name, name === "count" ? Number(count) : (row[n] ?? "")])),
      );
    }
    value = { format: "turnout-manifest/1", groups };
  }
  const manifest = Manifest.safeParse(value);
  return manifest.success ? ok(manifest.data) : refuse(z.prettifyError(manifest.error));
}
