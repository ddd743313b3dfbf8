/** Scannable identification: what a scan finds is looked at like what a search finds. */
import type { Scenario } from "../scenario.ts";
import { idShown, serve, words } from "./words.ts";

const group = "scannable" as const;

export const scannable: readonly Scenario[] = [
  {
    id: "licence",
    group,
    title: words("A license that scans", "Una licencia que se escanea"),
    shows: "licence",
    truth: idShown,
    says: [words("Here is my license.", "Aquí está mi licencia.")],
    goal: serve,
    hints: [
      words("Scan the license.", "Escanee la licencia."),
      words("Ask for name and address, then check in.", "Pregunte el nombre y la dirección, y marque la llegada."),
    ],
    lesson: words(
      "A scan finds the voter. The voter still says name and address.",
      "El escaneo encuentra a la persona. Ella igual dice su nombre y dirección.",
    ),
    good: { good: "serve" },
  },
  {
    id: "licenceWithoutHyphen",
    group,
    title: words("A license without the hyphen", "Una licencia sin el guion"),
    names: [
      { last: "Bell-Ortiz", first: "Carmen", cardLast: "Bell Ortiz" },
      { last: "Reyes-Whitcomb", first: "Dana", cardLast: "Reyes Whitcomb" },
      { last: "O'Farrelly", first: "Maeve", cardLast: "Ofarrelly" },
      { last: "Saint-Cloud", first: "Remy", cardLast: "Saint Cloud" },
    ],
    shows: "licence",
    truth: idShown,
    says: [words("They never get my name right.", "Nunca escriben bien mi nombre.")],
    goal: serve,
    hints: [
      words("Scan the license.", "Escanee la licencia."),
      words("A hyphen or apostrophe makes no difference.", "Un guion o apóstrofo no cambia nada."),
    ],
    lesson: words(
      "Hyphens, blanks and accents may differ between license and list.",
      "Guiones, espacios y acentos pueden ser distintos en la licencia y en la lista.",
    ),
    good: { good: "serve" },
  },
  {
    id: "voterCard",
    group,
    title: words("The county's voter card", "La tarjeta de votante del condado"),
    shows: "voterCard",
    truth: { identification: ["idShown", "idNone"] },
    says: [
      words(
        "Here is my voter card. My passport is in my bag if you need it.",
        "Aquí está mi tarjeta de votante. Mi pasaporte está en el bolso si lo necesita.",
      ),
    ],
    goal: serve,
    hints: [words("Scan the card: it holds the voter number.", "Escanee la tarjeta: tiene el número de votante.")],
    lesson: words(
      "The card finds the voter. What counts as identification, your state's rules say.",
      "La tarjeta encuentra a la persona. Qué sirve de identificación lo dicen las reglas de su estado.",
    ),
    good: { good: "serve" },
  },
  {
    id: "licenceOfTheSon",
    group,
    title: words("A son with his father's name", "Un hijo con el nombre de su padre"),
    names: [{ suffix: "Jr" }],
    shows: "licence",
    others: ["parent"],
    truth: idShown,
    says: [
      words("My father was here this morning. I am the young one.", "Mi padre vino en la mañana. Yo soy el hijo."),
    ],
    goal: serve,
    hints: [words("Compare the birth date, not the name.", "Compare la fecha de nacimiento, no el nombre.")],
    lesson: words(
      "With two of one name, the birth date tells them apart.",
      "Con dos personas del mismo nombre, las distingue la fecha de nacimiento.",
    ),
    good: { good: "serve" },
  },
  {
    id: "licenceSpelledOtherwise",
    group,
    title: words("A license with the full first name", "Una licencia con el nombre completo"),
    names: [
      { first: "Zach", cardFirst: "Zachary" },
      { first: "Beth", cardFirst: "Elizabeth" },
      { first: "Mike", cardFirst: "Michael" },
      { first: "Kate", cardFirst: "Katherine" },
    ],
    shows: "licence",
    truth: idShown,
    says: [words("On the list I may stand with my short name.", "En la lista puedo estar con mi nombre corto.")],
    goal: serve,
    hints: [
      words("Look at the names that are offered.", "Mire los nombres que se ofrecen."),
      words(
        "Check birth date and address before you choose.",
        "Revise fecha de nacimiento y dirección antes de elegir.",
      ),
    ],
    lesson: words(
      "Look at similar names before you say that somebody is not listed.",
      "Mire los nombres parecidos antes de decir que alguien no está en la lista.",
    ),
    good: { good: "serve" },
  },
];
