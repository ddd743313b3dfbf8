/**
 * Other ways to write a name that came from another alphabet or language: Mueller for Müller, Ivanoff for Ivanov, Yusuf
 * for Jusuf. Pairs of spellings, each way round, at most two of them in one name; what comes out is looked up, so that a
 * spelling that nobody bears costs nothing but a look.
 */

/** Spellings that stand for each other wherever they stand. From general knowledge of romanisations. */
const PAIRS: readonly (readonly [string, string])[] = (
  "AE A|OE O|UE U|AA A|SS Z|SCH SH|SCH S|TSCH CH|TCH CH|CZ CH|TZ Z|TS Z|TS C|HS X|X J|ZH CH|J CH|Z CH|Q CH|Q K|K C" +
  "|K G|P B|KH H|KH K|CH K|CH H|CH C|CHR KR|PH F|TH T|DH D|V W|V B|V F|W U|Y I|Y J|I J|J G|DJ J|II I|IY Y|IY I|IJ I|IJ Y|EI AI" +
  "|EI AY|EY AY|EI I|IE I|IE E|EE I|EE EA|OO U|OU U|O U|OU OO|OU AU|OW AU|E A|E I|U Y|YE E|IU YU|JU YU|YO JO|IA YA|IA JA|EO U" +
  "|ONG UNG|UNG EONG|EN ON|S Z|S SH|C S|C SH|KS X|H |E "
)
  .split("|")
  .map((pair) => pair.split(" ") as [string, string]);

/** The same at the end of a name only. */
const ENDS: readonly (readonly [string, string])[] =
  "OFF OV|OFF OW|OV OW|EFF EV|EV EW|SKY SKI|SKIY SKY|SKIJ SKI|TZ CH|VITZ VICH|WITZ VICH|IS OS|ES EZ"
    .split("|")
    .map((pair) => pair.split(" ") as [string, string]);

/** Names whose spellings follow no rule. */
const WHOLE: readonly (readonly string[])[] = (
  "LI LEE LE LY YI RHEE|HUANG WONG HWANG HOANG|ZHANG CHANG CHEUNG JANG|WU NG|CHEN CHAN TRAN|LIN LAM LIM|XU HSU HUI|CAI TSAI CHOI CHOE" +
  "|ZHENG CHENG JUNG CHUNG JEONG|YE YIP|ZHOU CHOU CHOW|GUO KUO KWOK|XIE HSIEH TSE|YANG YEUNG YOUNG|WANG WONG ONG|LIU LAU LOW" +
  "|KIM GIM|PARK PAK BAK|LEUNG LIANG|MOHAMMED MUHAMMAD MOHAMED MEHMET MAHOMED|YOSEF JOSEPH YUSUF|HASSAN HASAN|XIMENEZ JIMENEZ GIMENEZ" +
  "|HOROWITZ GOROWITZ HOROVITZ|SNYDER SCHNEIDER|SHEIKH SHAIKH SHEIK CHEIKH"
)
  .split("|")
  .map((line) => line.split(" "));

const MOST = 250;
/** Longer names are compounds, whose spellings are told apart elsewhere. */
const LONG = 16;

/** Other spellings of a name key, without itself. Not more than a few hundred. */
export function respellingsOf(key: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (key.length > LONG) return found;
  for (const group of WHOLE) if (group.includes(key)) for (const name of group) found.add(name);
  respellOnce(key, found);
  for (const once of [...found]) {
    if (found.size >= MOST) break;
    respellOnce(once, found);
  }
  found.delete(key);
  return found;
}

function respellOnce(key: string, found: Set<string>): void {
  const plain = key.replace(/(.)\1+/gu, "$1");
  found.add(plain);
  for (const [a, b] of PAIRS) {
    replaceEach(key, a, b, found);
    if (b !== "") replaceEach(key, b, a, found);
  }
  for (const [a, b] of ENDS) {
    if (key.endsWith(a)) found.add(`${key.slice(0, -a.length)}${b}`);
    if (key.endsWith(b)) found.add(`${key.slice(0, -b.length)}${a}`);
  }
}

function replaceEach(key: string, from: string, to: string, found: Set<string>): void {
  for (let at = key.indexOf(from); at >= 0; at = key.indexOf(from, at + 1)) {
    const name = `${key.slice(0, at)}${to}${key.slice(at + from.length)}`;
    if (name !== "") found.add(name);
  }
  if (key.indexOf(from) !== key.lastIndexOf(from)) found.add(key.replaceAll(from, to));
}
