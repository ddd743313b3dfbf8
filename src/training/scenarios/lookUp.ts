/** Manual look-up: by name, birth date, address, number. */
import type { Scenario } from "../scenario.ts";
import { idShown, serve, words } from "./words.ts";

const group = "lookUp" as const;

export const lookUp: readonly Scenario[] = [
  {
    id: "byName",
    group,
    title: words("By name", "Por nombre"),
    shows: "passport",
    truth: idShown,
    says: [words("I only have my passport with me.", "Solo traigo mi pasaporte.")],
    goal: serve,
    hints: [words("Type the first letters of the last name.", "Escriba las primeras letras del apellido.")],
    lesson: words("A few letters of both names are enough.", "Bastan unas letras de los dos nombres."),
    good: { good: "serve" },
  },
  {
    id: "byBirthDate",
    group,
    title: words("A name that is hard to hear", "Un nombre difícil de oír"),
    names: [
      { last: "Szczepaniak", first: "Jadwiga", saysLast: "Shchepaniak" },
      { last: "Mukhopadhyay", first: "Anindita", saysLast: "Mukopadiay" },
      { last: "Tsiolkovsky", first: "Pyotr", saysLast: "Zolkovski" },
      { last: "Nguyễn-Dũng", first: "Thúy", saysLast: "Winzoong" },
    ],
    shows: "passport",
    truth: idShown,
    says: [words("Nobody can spell it. I was born on {born}.", "Nadie lo sabe escribir. Nací el {born}.")],
    goal: serve,
    hints: [words("Search by birth date.", "Busque por fecha de nacimiento.")],
    lesson: words(
      "Where the name does not help, the birth date does.",
      "Donde no ayuda el nombre, ayuda la fecha de nacimiento.",
    ),
    good: { good: "serve" },
  },
  {
    id: "byAddress",
    group,
    title: words("By address", "Por dirección"),
    names: [
      { last: "Featherstonehaugh", first: "Nigel", saysLast: "Fanshaw" },
      { last: "Cholmondeley", first: "Piers", saysLast: "Chumley" },
      { last: "Marjoribanks", first: "Una", saysLast: "Marchbanks" },
    ],
    shows: "passport",
    truth: idShown,
    says: [words("I have lived there all my life.", "He vivido ahí toda la vida.")],
    goal: serve,
    hints: [words("Search by house number and street.", "Busque por número de casa y calle.")],
    lesson: words(
      "House number and street find a voter as well as a name.",
      "Número y calle encuentran a una persona tan bien como el nombre.",
    ),
    good: { good: "serve" },
  },
  {
    id: "byNumber",
    group,
    title: words("By voter number", "Por número de votante"),
    shows: "passport",
    truth: idShown,
    says: [
      words("The county's letter says voter number {number}.", "La carta del condado dice número de votante {number}."),
    ],
    goal: serve,
    hints: [words("Type the number as it is written.", "Escriba el número tal como está.")],
    lesson: words("A voter number finds exactly one voter.", "Un número de votante encuentra a una sola persona."),
    good: { good: "serve" },
  },
  {
    id: "speaksSpanish",
    group,
    title: words("A voter who speaks Spanish", "Una persona que habla español"),
    names: [
      { last: "Núñez de la Peña", first: "Inés" },
      { last: "Ibáñez Quiroga", first: "Raúl" },
      { last: "Zúñiga-Armijo", first: "Belén" },
    ],
    speaks: "es",
    shows: "passport",
    truth: idShown,
    says: [words("Good morning. Do you speak Spanish?", "Buenos días. ¿Habla español? Aquí está mi pasaporte.")],
    goal: serve,
    hints: [words("Type the name without its accents.", "Escriba el nombre sin acentos.")],
    lesson: words(
      "Accents need not be typed. The voter may sign in Spanish.",
      "No hace falta escribir acentos. La persona puede firmar en español.",
    ),
    good: { good: "serve" },
  },
];
