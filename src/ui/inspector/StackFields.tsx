/** The stack of one ballot style: sealed packs at the number printed on them, of one or two sizes, and what was opened as counted. */
import { Trans, useLingui } from "@lingui/react/macro";
import { sheetsOf } from "../../domain/placeDay.ts";
import type { Stack } from "../../domain/placeEvents.ts";
import { NumberField, numberIn } from "./NumberField.tsx";

/** What was typed, by style and field. */
type Typed = Readonly<Record<string, string>>;

type StackFieldsProps = {
  readonly style: string;
  readonly typed: Typed;
  readonly onType: (key: string, digits: string) => void;
};

/** Packs of a second size are asked for once there are some of a first. */
const sizes = [1, 2] as const;
const packsKey = (style: string, size: number): string => `${style} packs ${size}`;
const sheetsKey = (style: string, size: number): string => `${style} sheets ${size}`;

export function StackFields({ style, typed, onType }: StackFieldsProps) {
  const { t, i18n } = useLingui();
  const stack = stackIn(style, typed);
  const shown = sizes.filter((size) => size === 1 || numberIn(typed[packsKey(style, 1)] ?? "") !== undefined);
  return (
    <fieldset className="stack">
      <legend>
        <Trans>Ballots {style}</Trans>
        {stack === undefined ? null : (
          <b>
            <Trans>{i18n.number(sheetsOf(stack))} in all</Trans>
          </b>
        )}
      </legend>
      {shown.map((size) => (
        <div key={size} className="packs">
          <NumberField
            label={size === 1 ? t`Sealed packs` : t`Packs of another size`}
            value={typed[packsKey(style, size)] ?? ""}
            onType={(digits) => onType(packsKey(style, size), digits)}
          />
          <NumberField
            label={size === 1 ? t`Ballots in each` : t`Ballots in each of those`}
            value={typed[sheetsKey(style, size)] ?? ""}
            onType={(digits) => onType(sheetsKey(style, size), digits)}
          />
        </div>
      ))}
      <NumberField
        label={t`Counted out of opened packs`}
        value={typed[style] ?? ""}
        onType={(digits) => onType(style, digits)}
      />
    </fieldset>
  );
}

/** What these fields say; undefined where nothing was counted, or packs are missing the number of their ballots. */
export function stackIn(style: string, typed: Typed): Stack | undefined {
  const opened = numberIn(typed[style] ?? "");
  const sealed = sizes.flatMap((size) => {
    const packs = numberIn(typed[packsKey(style, size)] ?? "");
    const sheets = numberIn(typed[sheetsKey(style, size)] ?? "");
    return packs === undefined || packs === 0 ? [] : { packs, sheets: sheets ?? 0 };
  });
  if (sealed.some(({ sheets }) => sheets === 0)) return undefined;
  return opened === undefined && sealed.length === 0 ? undefined : { style, sealed, opened: opened ?? 0 };
}
