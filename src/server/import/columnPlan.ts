/**
 * Which column of this very file means which field. Columns with driver-licence or social-security numbers get no field,
 * whatever a layout or mapping says: nothing ever reads them.
 */
import { columnKey, FIELD_NAMES, type FieldName, type Layout } from "./layout.ts";
import { isSecretColumn } from "./secretColumn.ts";

export type ColumnPlan = {
  /** Column by field, from 0; -1 where the file has none. */
  readonly at: Readonly<Record<FieldName, number>>;
  /** The columns' own names. */
  readonly names: readonly string[];
  /** Number of columns. */
  readonly width: number;
  /** The last column that a field needs. */
  readonly lastUsed: number;
  readonly secret: readonly string[];
  readonly notUsed: readonly string[];
  readonly repeated: readonly string[];
  readonly missing: readonly FieldName[];
  /** Of the missing fields those for which the layout names a column that is never read. */
  readonly missingAsSecret: readonly FieldName[];
};

/** `names`: the header of the file, or the layout's names by position. */
export function planColumns(names: readonly string[], layout: Layout): ColumnPlan {
  const byKey = new Map<string, number>();
  const repeated: string[] = [];
  const secretAt = new Set<number>();
  const leaveOut = new Set((layout.leaveOut ?? []).map((one) => (typeof one === "number" ? one - 1 : columnKey(one))));
  names.forEach((name, at) => {
    const key = columnKey(name);
    if (isSecretColumn(name) || leaveOut.has(key) || leaveOut.has(at)) secretAt.add(at);
    else if (key !== "" && byKey.has(key)) repeated.push(name);
    else byKey.set(key, at);
  });
  const at = {} as Record<FieldName, number>;
  const used = new Set<number>();
  const missing: FieldName[] = [];
  const missingAsSecret: FieldName[] = [];
  const secretKeys = new Set([...secretAt].map((column) => columnKey(names[column] as string)));
  for (const field of FIELD_NAMES) {
    at[field] = -1;
    for (const alias of layout.columns[field] ?? []) {
      const column = typeof alias === "number" ? alias - 1 : byKey.get(columnKey(alias));
      if (column === undefined || column >= names.length || secretAt.has(column)) continue;
      at[field] = column;
      used.add(column);
      break;
    }
    if (at[field] !== -1 || !layout.required.includes(field)) continue;
    missing.push(field);
    const named = layout.columns[field] ?? [];
    if (named.some((one) => (typeof one === "number" ? secretAt.has(one - 1) : secretKeys.has(columnKey(one)))))
      missingAsSecret.push(field);
  }
  return {
    at,
    names,
    width: names.length,
    lastUsed: Math.max(-1, ...used),
    secret: names.filter((_, column) => secretAt.has(column)),
    notUsed: names.filter((_, column) => !used.has(column) && !secretAt.has(column)),
    repeated,
    missing,
    missingAsSecret,
  };
}
