/**
 * Tells the keystrokes of a hand-held scanner from typing. A scanner types what it read: fast, often with a mark of the
 * kind of bar code in front ("]L2"), licences with a header that nobody types ("@", "ANSI 636…"), control characters as
 * Enter, Tab or Ctrl+J, as blanks or not at all.
 *
 * Guarantees: every key is answered at once. A key is kept from the page only after what was typed before it can only come
 * from a scanner; the characters of the same scan that the page has got by then are taken back. Whatever a person types,
 * at any pace that a hand has, goes through. Pure: times come in with the keys.
 */

export type KeyPress = {
  /** As `KeyboardEvent.key` says it. */
  readonly key: string;
  readonly ctrl: boolean;
  /** The key is being held down. */
  readonly repeat: boolean;
  /** Milliseconds. */
  readonly at: number;
};

/**
 * Milliseconds between two keys: no hand is so fast for many keys in a row; after so long nothing belongs together; but a
 * licence that stopped within a line may go on, as after a halt of the scanner's radio: no hand leaves the card so soon.
 */
export type Pace = { readonly fast: number; readonly gap: number; readonly halt: number };
export const usualPace: Pace = { fast: 35, gap: 120, halt: 400 };

/** Keys that follow one another closely. */
export type Burst = {
  readonly text: string;
  /** When the last key was heard, and the last character. */
  readonly last: number;
  readonly lastCharacter: number;
  /** All of them without a hand's pauses. */
  readonly fast: boolean;
  readonly state: "typing" | "licence" | "card" | "over";
  /** How much of the text was given as a scan already. */
  readonly given: number;
};

export type Heard = {
  readonly burst: Burst | undefined;
  /** "takeBack": keep it from the page, and put the search text back to what it was before the burst. */
  readonly act: "type" | "swallow" | "takeBack";
  /** This key is the first of the burst: what is in the search box now is what was there before. */
  readonly begins: boolean;
  /** A scan that is complete with this key or was before it. */
  readonly scan: Scanned | undefined;
};

/** `again`: the same card was given before its last keys had come. */
export type Scanned = { readonly text: string; readonly again: boolean };

const SEPARATOR = "\n";
const LONGEST = 6000;
const FEWEST_FAST = 6;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Fn"]);
/** Ctrl with these types a control character: J line feed, M return, 6 or ^ record separator, ] group separator. */
const CONTROL_KEYS = new Set(["j", "J", "m", "M", "6", "^", "]", "_", "\\", "i", "I"]);
const SYMBOL = /^\][A-Za-z]\d[^@]/;
/** The beginning of a licence, of which the page must not get even the control characters. */
const MAY_BE_LICENCE = /^(\][A-Za-z]\d)?@\W{0,9}$/;
const IS_LICENCE = /^(\][A-Za-z]\d)?(@\W{0,9}\d?\W{0,4}(ANSI|A{1,2}MVA)|\W{0,4}\d?\W{0,4}(ANSI|AA?MVAA?)\W?\d{6})/i;
/** What a voter card holds: no blanks, and a number in it. */
const IS_CARD = /^(?=.*\d)[*A-Za-z0-9][A-Za-z0-9.-]*\*?$/;

const nothing = { begins: false, scan: undefined } as const;

/** What becomes of a key. `burst`: as the key before left it. */
export function hear(burst: Burst | undefined, press: KeyPress, pace: Pace): Heard {
  const halted = burst?.state === "licence" && !burst.text.endsWith(SEPARATOR) && !/^[\]@]$/.test(press.key);
  const together = halted ? pace.halt : pace.gap;
  const apart = burst !== undefined && (press.at - burst.last > together || press.at < burst.last);
  if (MODIFIERS.has(press.key)) {
    const goesOn = burst === undefined || apart ? burst : { ...burst, last: press.at };
    return { burst: goesOn, act: "type", ...nothing };
  }
  const character = press.repeat ? undefined : characterOf(press);
  if (burst !== undefined && (apart || character === undefined))
    return { ...hear(undefined, press, pace), scan: toGive(burst) };
  if (character === undefined || (burst === undefined && character === SEPARATOR))
    return { burst: undefined, act: "type", ...nothing };
  if (burst === undefined || (burst.state === "typing" && startsAnew(burst, character)))
    return { burst: begun(character, press.at), act: "type", begins: true, scan: undefined };
  const fast = burst.fast && press.at - burst.lastCharacter <= pace.fast;
  const next: Burst = {
    ...burst,
    text: (burst.text + character).slice(0, LONGEST),
    last: press.at,
    lastCharacter: press.at,
    fast,
  };
  switch (burst.state) {
    case "licence":
      return { burst: next, act: "swallow", ...nothing };
    case "card":
      return character === SEPARATOR ? over(next, burst.text, "swallow") : { burst: next, act: "swallow", ...nothing };
    case "over":
      // The line feed after the return; what comes then is a hand's.
      if (character === SEPARATOR) return { burst: undefined, act: "swallow", ...nothing };
      return { burst: begun(character, press.at), act: "type", begins: true, scan: undefined };
    case "typing":
      return heardTyping(burst, next, character);
    default:
      return burst.state satisfies never;
  }
}

function heardTyping(burst: Burst, next: Burst, character: string): Heard {
  if (character !== SEPARATOR) {
    if (IS_LICENCE.test(next.text)) return { burst: { ...next, state: "licence" }, act: "takeBack", ...nothing };
    // ]L is PDF417: of several lines, so that no Enter ends it.
    if (next.fast && next.text.length >= FEWEST_FAST && SYMBOL.test(next.text))
      return {
        burst: { ...next, state: next.text.startsWith("]L") ? "licence" : "card" },
        act: "takeBack",
        ...nothing,
      };
    return { burst: next, act: "type", ...nothing };
  }
  if (MAY_BE_LICENCE.test(burst.text)) return { burst: next, act: "swallow", ...nothing };
  if (burst.fast && burst.text.length >= FEWEST_FAST && IS_CARD.test(burst.text))
    return over(next, burst.text, "takeBack");
  return { burst: undefined, act: "type", ...nothing };
}

/** What is complete when no key was heard until `at`; the burst goes on if keys of the same scan come after all. */
export function hearNothing(burst: Burst | undefined, at: number, pace: Pace): Pick<Heard, "burst" | "scan"> {
  if (burst === undefined || at - burst.last < pace.gap) return { burst, scan: undefined };
  return { burst: { ...burst, given: burst.text.length }, scan: toGive(burst) };
}

function toGive({ state, text, given }: Burst): Scanned | undefined {
  return (state === "licence" || state === "card") && text.length > given ? { text, again: given > 0 } : undefined;
}

function over(burst: Burst, text: string, act: "swallow" | "takeBack"): Heard {
  const scan = { text, again: burst.given > 0 };
  return { burst: { ...burst, state: "over" }, act, begins: false, scan };
}

function begun(text: string, at: number): Burst {
  return { text, last: at, lastCharacter: at, fast: true, state: "typing", given: 0 };
}

/** A scan that begins while somebody types: the mark or the header, but for a header after the mark. */
function startsAnew({ text }: Burst, character: string): boolean {
  return character === "]" || (character === "@" && !/^\][A-Za-z]\d$/.test(text));
}

/** Undefined for a key that no scanner presses. */
function characterOf({ key, ctrl }: KeyPress): string | undefined {
  if (key === "Enter" || key === "Tab" || (ctrl && CONTROL_KEYS.has(key))) return SEPARATOR;
  if (ctrl || [...key].length !== 1) return undefined;
  return key < " " ? SEPARATOR : key;
}
