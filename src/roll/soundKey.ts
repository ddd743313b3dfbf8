/**
 * How a name sounds, roughly: names with one key are offered as "sounds like". Made for names spelled in English and
 * Spanish ways: consonants in classes, vowels only at the beginning, doubled sounds once. Takes a name key (capitals);
 * letters beyond A to Z are kept as they are.
 */

const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^(KN|GN|PN)/, "N"],
  [/^WR/, "R"],
  [/^(PS|TS)/, "S"],
  [/^RH/, "R"],
  [/^MC/, "MAK"],
  [/^WH/, "W"],
  [/^X/, "J"],
];

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/SCH/g, "X"],
  [/TSCH|TCH/g, "X"],
  [/SH|CH/g, "X"],
  [/(CI|TI|SI)(?=[OA]N)/g, "X"],
  [/PH/g, "F"],
  [/TH/g, "T"],
  [/GH(?=[^AEIOUY]|$)/g, ""],
  [/GH/g, "K"],
  [/DG(?=[EIY])/g, "J"],
  [/G(?=[EIY])/g, "J"],
  [/GU(?=[EI])/g, "K"],
  [/QU(?=[EI])/g, "K"],
  [/C(?=[EIY])/g, "S"],
  [/CK|C|Q|G/g, "K"],
  [/X(?=$)/g, "X"],
  [/Z/g, "S"],
  [/V/g, "F"],
  [/B/g, "P"],
  [/D/g, "T"],
];

/** The sound of a name key. "" only for "". */
export function soundKey(key: string): string {
  let sound = key;
  for (const [expression, by] of BEGINNINGS) sound = sound.replace(expression, by);
  for (const [expression, by] of SOUNDS) sound = sound.replace(expression, by);
  const head = /^[AEIOUYW]/.test(sound) ? vowelOrW(sound) : "";
  const rest = sound.replace(/[AEIOUYWH]/g, "").replace(/(.)\1+/gu, "$1");
  const first = sound.startsWith("H") ? "H" : head;
  return first + rest || key;
}

function vowelOrW(sound: string): string {
  if (sound.startsWith("W")) return "W";
  return sound.startsWith("Y") ? "Y" : "A";
}
