/**
 * Names as a poll worker may type them when they hear, read or type them wrongly: one damage to a voter's name, of a kind.
 * Seeded: the same voter and numbers give the same text. The variants here are from general knowledge of names and know
 * nothing of how the search finds them; only nicknames are taken from the search's own list, which is what is promised.
 */
import type { VoterRecord } from "../../src/domain/voter.ts";
import { LINES } from "../../src/roll/nicknameList.ts";
import { foldText, nameKey, nameParts } from "../../src/roll/normaliseName.ts";

/** Each call gives 0 <= n < 1. */
export type Numbers = () => number;
/** A name as typed; `comma`: only sensible with a comma after the first of the two. */
export type TypedName = { readonly last: string; readonly first: string; readonly comma?: true };
/** Undefined where a name cannot be damaged in this way. */
export type Damage = (voter: VoterRecord, next: Numbers) => TypedName | undefined;

/** Spellings of one name, each of which may be on the roll while another one is typed. */
export const SURNAME_VARIANTS = variants(`
Müller Mueller Muller|Schröder Schroeder Schroder|Köhler Koehler Kohler|Böhm Boehm|Jürgens Juergens|Weiß Weiss
Groß Gross|Schäfer Schaefer Schafer|Jäger Jaeger|Krüger Krueger Kruger|Bäcker Baecker|Löwe Loewe|Grün Gruen
Øverland Overland Oeverland|Sørensen Sorensen Soerensen|Bjørnstad Bjornstad Bjoernstad|Åberg Aaberg Aberg
Nguyễn Nguyen|Phạm Pham|Đặng Dang|Trần Tran|Huỳnh Huynh|Vũ Vu|Lê Le
Schmidt Schmitt Shmidt|Schneider Shneider Snyder|Schultz Schulz Shultz|Schwartz Schwarz Shvartz|Schuster Shuster
Ivanov Ivanoff Iwanow|Petrov Petroff Petrow|Romanov Romanoff|Smirnov Smirnoff|Volkov Volkoff Wolkow|Popov Popoff
Tchaikovsky Chaikovsky Tschaikowsky|Dostoevsky Dostoyevsky Dostoevskiy|Kowalski Kowalsky Kovalsky|Lewandowski Levandovsky
Wiśniewski Wisniewski Vishnevsky|Łukasik Lukasik|Dąbrowski Dabrowski Dombrowski|Horowitz Horovitz Gorowitz
Rabinowitz Rabinovich Rabinovitz|Abramowitz Abramovich|Yusupov Jusupov Iusupov|Yakovlev Jakovlev|Yılmaz Yilmaz
Öztürk Ozturk Oeztuerk|Şahin Sahin Shahin|Çelik Celik Chelik|Žižek Zizek|Horváth Horvat|Nováková Novakova
Hussein Husain Hussain Hossein|Ahmed Ahmad Ahmet|Rahman Rehman|Khan Kahn|Qureshi Kureshi|Siddiqui Siddiqi Sidiki
El-Amin Al-Amin Alamin|Haddad Hadad|Khoury Khouri Koury|Mansour Mansur|Sheikh Shaikh Sheik|Chaudhry Chowdhury Choudhary
Gonzalez Gonzales González|Rodriguez Rodrigues Rodríguez|Hernandez Hernandes|Velasquez Velazquez Velásquez|Jimenez Ximenez
Vasquez Vazquez|Peña Pena|Nuñez Nunez Núñez|Yáñez Yanez|Chavez Chaves
Papadopoulos Papadopulos|Stavropoulos Stavropulos|Georgiou Yeorgiou|Kim Gim|Park Pak|Choi Choe|Jung Chung Jeong
Zhang Chang|Zhou Chou|Wong Huang|Li Lee|Xu Hsu|Cao Tsao|Jiang Chiang|Meyer Meier Mayer Maier|Reyes Reies
Thompson Tompson|Johansson Johanson|Nielsen Nilsen|Petersen Pedersen|Christensen Kristensen|Olsson Olson|Larsson Larson
Catherwood Katherwood|Clarke Clark|Philips Phillips|Stevens Stephens|Reed Reid Read|MacDonald McDonald|O'Neil O'Neill`);

export const GIVEN_VARIANTS = variants(`
Mohammed Muhammad Mohamed Mohammad Muhammed|Ahmed Ahmad|Hussein Hussain Husayn|Hassan Hasan|Yusuf Yousef Jusuf Youssef
Ibrahim Ebrahim|Khalid Khaled Halid|Aisha Ayesha Aysha|Fatima Fatimah Fatma|Omar Umar|Osama Usama|Abdullah Abdallah
Said Saeed Sayed|Rashid Rasheed|Jamal Gamal Djamal|Zaynab Zeinab Zainab|Leila Layla Laila|Maryam Mariam
Dmitri Dmitry Dimitri Dmitriy|Sergei Sergey Serguei|Yuri Yury Jurij|Aleksandr Alexander|Nikolai Nikolay|Andrei Andrey
Yevgeny Evgeny Evgeni|Svetlana Swetlana|Tatiana Tatyana|Natalia Natalya|Yelena Elena Jelena|Vladimir Wladimir
Yulia Julia Iulia|Ekaterina Yekaterina|Mikhail Michail Mihail|Oleksandr Olexandr|Jürgen Juergen Jurgen|Günther Guenther Gunther
Jörg Joerg Jorg|Käthe Kaethe Kathe|Søren Soren Soeren|Bjørn Bjorn Bjoern|Łucja Lucja|Zoë Zoe|Chloë Chloe|Renée Renee
José Jose|Jesús Jesus|Ángel Angel|Sofía Sofia Sophia|Verónica Veronica|Joaquín Joaquin|Íñigo Inigo
Katherine Catherine Katharine|Steven Stephen|Jeffrey Geoffrey|Philip Phillip|Sara Sarah|Teresa Theresa|Nicholas Nicolas
Kristina Christina|Karl Carl|Erik Eric|Marc Mark|Isaac Isaak|Rebecca Rebekah|Rachel Rachael|Thuy Thúy|Hương Huong
Xiaoming Hsiaoming|Yong Yung|Ming Meng|Seung Sung|Jin Chin|Lakshmi Laxmi|Krishna Krisna|Vijay Bijay|Ashok Asok`);

const MAIDEN_NAMES = new Set(SURNAME_VARIANTS.flat());

function variants(text: string): readonly (readonly string[])[] {
  return text
    .trim()
    .split(/[|\n]/)
    .map((line) => line.split(" "));
}

function one<T>(list: readonly T[], next: Numbers): T {
  return list[Math.floor(next() * list.length)] as T;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** One letter more, fewer or other, or two neighbours exchanged. Undefined if nothing changed. */
export function typingError(name: string, next: Numbers): string | undefined {
  const letters = Array.from(name);
  const kind = Math.floor(next() * 4);
  const at = Math.floor(next() * letters.length);
  const letter = one(Array.from(LETTERS), next);
  if (kind === 0) letters.splice(Math.floor(next() * (letters.length + 1)), 0, letter);
  else if (kind === 1) letters.splice(at, 1);
  else if (kind === 2) letters[at] = letter;
  else if (at + 1 < letters.length) letters.splice(at, 2, letters[at + 1] as string, letters[at] as string);
  const typed = letters.join("");
  return nameKey(typed) === nameKey(name) ? undefined : typed;
}

function twice(name: string, next: Numbers): string | undefined {
  const once = typingError(name, next);
  const again = once === undefined ? undefined : typingError(once, next);
  return again === undefined || nameKey(again) === nameKey(name) ? undefined : again;
}

const LAST_GROUPS = groupsOf(SURNAME_VARIANTS.map((spellings) => spellings.map(nameKey)));
const GIVEN_GROUPS = groupsOf(GIVEN_VARIANTS.map((spellings) => spellings.map(nameKey)));

function groupsOf(lines: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of lines) for (const key of line) found.set(key, new Set([...(found.get(key) ?? []), ...line]));
  return found;
}

/** Whether these keys are spellings of one name. */
export function areVariants(name: "last" | "given", a: string, b: string): boolean {
  return (name === "last" ? LAST_GROUPS : GIVEN_GROUPS).get(a)?.has(b) === true;
}

/** Whether the bearer of one of these keys may be called by the other. */
export function areNicknames(a: string, b: string): boolean {
  return NICKNAME_GROUPS.get(a)?.has(b) === true;
}

/** Letters only, so that a slip is one in letters. */
function isPlain(name: string, least: number): boolean {
  return /^\p{L}+$/u.test(name) && nameKey(name).length >= least;
}

function other(groups: readonly (readonly string[])[], name: string, next: Numbers): string | undefined {
  const group = groups.find((spellings) => spellings.includes(name));
  return (
    group &&
    one(
      group.filter((spelling) => spelling !== name),
      next,
    )
  );
}

const NICKNAME_LINES = LINES.trim()
  .split("\n")
  .map((line) => line.split(" "));

const NICKNAME_GROUPS = groupsOf(NICKNAME_LINES);

function nickname(first: string, next: Numbers): string | undefined {
  const key = nameKey(first);
  const lines = NICKNAME_LINES.filter((line) => line.includes(key));
  return lines.length === 0
    ? undefined
    : one(
        one(lines, next).filter((form) => form !== key),
        next,
      );
}

const changed = (to: TypedName, { lastName, firstName }: VoterRecord): TypedName | undefined =>
  to.last === lastName && to.first === firstName ? undefined : to;

/** Every kind of damage by name. */
export const DAMAGES: Readonly<Record<string, Damage>> = {
  "hyphen dropped": (voter, next) => {
    const by = one(["", " "], next);
    return changed({ last: voter.lastName.replaceAll("-", by), first: voter.firstName.replaceAll("-", by) }, voter);
  },
  "apostrophe dropped or another one": (voter, next) => {
    const by = one(["", " ", "’", "`"], next);
    return changed({ last: voter.lastName.replaceAll("'", by), first: voter.firstName.replaceAll("'", by) }, voter);
  },
  "blank dropped": (voter) =>
    changed({ last: voter.lastName.replaceAll(" ", ""), first: voter.firstName.replaceAll(" ", "") }, voter),
  "sign or blank added": ({ lastName, firstName }, next) => {
    const parts = /^(Mac|Mc|Van|De|Del|Le|La|St|Al|El|O|D)(\p{L}{3,})$/u.exec(lastName);
    return parts === null
      ? undefined
      : { last: `${parts[1]}${one([" ", "-", "'"], next)}${parts[2]}`, first: firstName };
  },
  "accents dropped": (voter) =>
    changed(
      { last: foldText(voter.lastName), first: foldText(voter.firstName) },
      {
        ...voter,
        lastName: voter.lastName.toUpperCase(),
        firstName: voter.firstName.toUpperCase(),
      },
    ),
  nickname: ({ lastName, firstName }, next) => {
    const short = nickname(firstName, next);
    return short === undefined ? undefined : { last: lastName, first: short };
  },
  "first and last name swapped": ({ lastName, firstName }) =>
    firstName === "" || lastName === "" ? undefined : { last: firstName, first: lastName, comma: true },
  transliteration: ({ lastName, firstName }, next) => {
    const last = other(SURNAME_VARIANTS, lastName, next);
    const first = other(GIVEN_VARIANTS, firstName, next);
    return last === undefined && first === undefined
      ? undefined
      : { last: last ?? lastName, first: first ?? firstName };
  },
  "one typing error": ({ lastName, firstName }, next) => {
    if (next() < 0.6) {
      const last = isPlain(lastName, 3) ? typingError(lastName, next) : undefined;
      return last === undefined ? undefined : { last, first: firstName };
    }
    const first = isPlain(firstName, 3) ? typingError(firstName, next) : undefined;
    return first === undefined ? undefined : { last: lastName, first };
  },
  "two typing errors in one name": ({ lastName, firstName }, next) => {
    if (next() < 0.6) {
      const last = isPlain(lastName, 6) ? twice(lastName, next) : undefined;
      return last === undefined ? undefined : { last, first: firstName };
    }
    const first = isPlain(firstName, 6) ? twice(firstName, next) : undefined;
    return first === undefined ? undefined : { last: lastName, first };
  },
  "one typing error in each name": ({ lastName, firstName }, next) => {
    if (!isPlain(lastName, 3) || !isPlain(firstName, 3)) return undefined;
    const last = typingError(lastName, next);
    const first = typingError(firstName, next);
    return last === undefined || first === undefined ? undefined : { last, first };
  },
  "half of a compound name": ({ lastName, firstName }, next) => {
    const halves = lastName.split(/[- ]/).filter((half) => nameKey(half).length >= 3);
    return halves.length < 2 ? undefined : { last: one(halves, next), first: firstName };
  },
  "compound name where the roll has half": ({ lastName, firstName }, next) => {
    if (!isPlain(lastName, 4)) return undefined;
    const second = one(["Whitfield", "Santos", "Kowalczyk", "Bergstrom", "Ochoa", "Nakagawa"], next);
    const sign = one(["-", " "], next);
    return { last: next() < 0.5 ? `${lastName}${sign}${second}` : `${second}${sign}${lastName}`, first: firstName };
  },
  "compound name in the other order": ({ lastName, firstName }) => {
    const halves = lastName.split(/[- ]/);
    return halves.length === 2 && halves.every((half) => half.length >= 3)
      ? changed({ last: `${halves[1]}-${halves[0]}`, first: firstName }, { ...voterOf(lastName), firstName })
      : undefined;
  },
  "maiden name, which the roll has as middle name": ({ middleName, firstName }) =>
    MAIDEN_NAMES.has(middleName) && isPlain(middleName, 3) && firstName !== ""
      ? { last: middleName, first: firstName }
      : undefined,
  "middle name as first name": ({ lastName, firstName, middleName }) =>
    isPlain(middleName, 3) && nameKey(middleName) !== nameKey(firstName) && nameParts(lastName).length > 0
      ? { last: lastName, first: middleName }
      : undefined,
};

function voterOf(lastName: string): VoterRecord {
  return { lastName } as VoterRecord;
}

/** What stands in the search box beside the name. */
export type Beside = "birth date" | "birth year" | "house number" | "nothing";

/** The whole text in one of the ways people write names: "last, first", "last first", "first last". */
export function typedText(
  { last, first, comma }: TypedName,
  voter: VoterRecord,
  beside: Beside,
  next: Numbers,
): string {
  const way = comma ? 0 : Math.floor(next() * 3);
  const name = way === 0 ? `${last}, ${first}` : way === 1 ? `${last} ${first}` : `${first} ${last}`;
  const [year, month, day] = voter.birthDate.split("-");
  switch (beside) {
    case "birth date":
      return `${name} ${month}/${day}/${year}`;
    case "birth year":
      return `${name} ${year}`;
    case "house number":
      return `${name} ${voter.houseNumber}`;
    case "nothing":
      return name;
  }
}

/**
 * The same voters, some of whom carry a name of many spellings, a compound or a maiden name: lists of real counties have
 * more of these than the invented ones.
 */
export function* withHardNames(voters: Iterable<VoterRecord>, next: Numbers): Generator<VoterRecord> {
  for (const voter of voters) {
    const kind = next();
    if (kind < 0.04) yield { ...voter, lastName: one(one(SURNAME_VARIANTS, next), next) };
    else if (kind < 0.08) yield { ...voter, firstName: one(one(GIVEN_VARIANTS, next), next) };
    else if (kind < 0.1)
      yield {
        ...voter,
        lastName: one(one(SURNAME_VARIANTS, next), next),
        firstName: one(one(GIVEN_VARIANTS, next), next),
      };
    else if (kind < 0.14) yield { ...voter, middleName: one(one(SURNAME_VARIANTS, next), next) };
    else yield voter;
  }
}
