/**
 * Which columns hold driver-licence or social-security numbers, by their names alone. Such columns are never read, whatever
 * a layout or a mapping says; so in doubt a column is left out. The name is cut into words (at separators, capitals and
 * digits, and where a word is made of nothing but the words of such names: "SOCSECNO"), and the words decide. What a column
 * holds under a name that says nothing of it cannot be seen here.
 */

/** Words of which one is enough. */
const ENOUGH = new Set(
  "ssn ssns ssan dl dln cdl oosdl dlic oln olno olnum olnumber dmv bmv lic lics license licence licenses licences driver drivers".split(
    " ",
  ),
);

/** Words that stand beside others in such names. Those of ENOUGH and these may be written without a gap between them. */
const BESIDE = new Set([
  ..."driving driv drv drvr dr operator operators operating oper soc social sec security scty ss".split(" "),
  ..."no nr num nbr number numbers id ids last first four digit digits full permit card state st issue issued issuing".split(
    " ",
  ),
  ..."exp expires expiration date dt type class flag ind yn chk chkbx check hash has have of or and the non out".split(
    " ",
  ),
  ..."voter voters reg registrant registration county prev previous old new change changed match verified status".split(
    " ",
  ),
]);

const NUMBER = /^(no|nr|num|nbr|numbers?)$/;
const DRIVING = /^(driving|driv|drv|drvr|operators?|oper|ol)$/;
const SOCIAL = /^(soc|social)$/;
const SECURITY = /^(sec|security|scty)$/;
/** Long enough to be meant wherever they stand in a word. "licensed" and "licensee" say nothing of a number. */
const WITHIN = /licen[cs]e(?![de])|driverslic|driverlic|drv?s?lic|drivers?(?:no|num|id)|socials?ec|socsec|^ssn|ssn$/;

/** Letters of a word that is cut further; a header may be anything. */
const LONGEST = 40;

/** Whether a column by its name holds (or tells about) a driver-licence or social-security number. */
export function isSecretColumn(name: string): boolean {
  const plain = name
    .normalize("NFKC")
    .replace(/['’‘ʼ`]/g, "")
    .replace(/#/g, " number ");
  const cut = plain.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2");
  // Both ways: "dlNo" is cut at its capitals, "SSNlast" is not.
  return [plain, cut].some((text) => speakOfSecrets(wordsOf(text)));
}

function speakOfSecrets(words: readonly string[]): boolean {
  if (words.some((word) => ENOUGH.has(word) || WITHIN.test(word))) return true;
  const has = (kind: RegExp): boolean => words.some((word) => kind.test(word));
  const lastFour = words.some((word, at) => word === "last" && /^(4|four)$/.test(words[at + 1] ?? ""));
  if (has(SOCIAL)) return has(SECURITY) || has(NUMBER) || lastFour || (words.length === 1 && words[0] === "social");
  if (has(DRIVING)) return has(NUMBER) || words.includes("permit");
  if (words.includes("ss")) return has(NUMBER) || lastFour || words.includes("4");
  // "Last 4" alone is the end of a social-security number.
  return lastFour && words.every((word) => /^(last|4|four|of|digits?)$/.test(word));
}

/** Lower-case words and numbers; letters that stand alone, as in "S.S.N.", are one word. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let letters = "";
  for (const word of text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []) {
    if (/^\p{L}$/u.test(word)) {
      letters += word;
      continue;
    }
    if (letters !== "") words.push(letters);
    letters = "";
    words.push(...(piecesOf(word) ?? [word]));
  }
  if (letters !== "") words.push(...(piecesOf(letters) ?? [letters]));
  return words;
}

/**
 * The words that a word without gaps is made of, if it is made of nothing else; one that is enough is preferred.
 * "classnumber" and "handle" are not: no words of such names make up "cla" or "han".
 */
function piecesOf(word: string): string[] | undefined {
  if (word.length > LONGEST) return undefined;
  if (ENOUGH.has(word) || BESIDE.has(word)) return [word];
  let found: string[] | undefined;
  for (let end = word.length - 1; end > 1; end--) {
    const first = word.slice(0, end);
    if (!ENOUGH.has(first) && !BESIDE.has(first)) continue;
    const rest = piecesOf(word.slice(end));
    if (rest === undefined) continue;
    const pieces = [first, ...rest];
    if (speakOfSecrets(pieces)) return pieces;
    found ??= pieces;
  }
  return found;
}
