/** Similar names: who of them stands here? */
import type { Scenario } from "../scenario.ts";
import { idShown, serve, words } from "./words.ts";

const group = "similarNames" as const;

export const similarNames: readonly Scenario[] = [
  {
    id: "parentAndChild",
    group,
    title: words("Two generations, one name", "Dos generaciones, un nombre"),
    shows: "passport",
    others: ["parent"],
    truth: idShown,
    says: [words("Yes, there are two of us at home.", "Sí, en casa somos dos.")],
    goal: serve,
    hints: [words("Ask for the birth date.", "Pregunte la fecha de nacimiento.")],
    lesson: words(
      "Name and address are the same: only the birth date tells.",
      "Nombre y dirección son iguales: solo distingue la fecha de nacimiento.",
    ),
    good: { good: "serve" },
  },
  {
    id: "namesake",
    group,
    title: words("Agrees to everything", "Dice que sí a todo"),
    shows: "passport",
    others: ["namesake"],
    truth: idShown,
    says: [words("Yes, yes. That is right, whatever it says.", "Sí, sí. Está bien, lo que diga ahí.")],
    goal: serve,
    hints: [
      words("Do not read the address aloud. Ask for it.", "No lea la dirección en voz alta. Pregúntela."),
      words("Two voters have this name: compare the address.", "Hay dos con este nombre: compare la dirección."),
    ],
    lesson: words(
      "Ask the voter to say it. Who is read to agrees to anything.",
      "Pida que lo diga. A quien se le lee, dice que sí a todo.",
    ),
    mistake: "readsAloud",
    good: { good: "serve" },
  },
  {
    id: "twins",
    group,
    title: words("Twins", "Gemelos"),
    shows: "licence",
    others: ["twin"],
    truth: idShown,
    says: [words("My twin comes later.", "Mi hermano gemelo viene más tarde.")],
    goal: serve,
    hints: [words("Compare the first name.", "Compare el nombre de pila.")],
    lesson: words(
      "With twins everything is the same but the first name.",
      "En gemelos todo es igual menos el nombre de pila.",
    ),
    good: { good: "serve" },
  },
  {
    id: "asItSounds",
    group,
    title: words("A name as it sounds", "Un nombre como suena"),
    names: [
      { last: "Kowalczyk", first: "Beata", saysLast: "Kovalchik" },
      { last: "Wiśniewski", first: "Tomek", saysLast: "Vishnevski" },
      { last: "Pfeiffer", first: "Anke", saysLast: "Fifer" },
      { last: "Knightley", first: "Ruth", saysLast: "Nightly" },
    ],
    shows: "passport",
    truth: idShown,
    says: [words("{last}, as it sounds.", "{last}, como suena.")],
    goal: serve,
    hints: [words("Look under “Similar names”.", "Mire en «Nombres parecidos».")],
    lesson: words(
      "The list offers names that sound alike. Look before you give up.",
      "La lista ofrece nombres que suenan igual. Mire antes de rendirse.",
    ),
    good: { good: "serve" },
  },
  {
    id: "nickname",
    group,
    title: words("A nickname", "Un apodo"),
    names: [
      { last: "Lattimore", first: "William", saysFirst: "Bill" },
      { last: "Abernethy", first: "Margaret", saysFirst: "Peggy" },
      { last: "Castellano", first: "Francisco", saysFirst: "Paco" },
      { last: "Dunleavy", first: "Robert", saysFirst: "Bob" },
    ],
    shows: "passport",
    truth: idShown,
    says: [words("Everybody calls me {first}.", "Todos me dicen {first}.")],
    goal: serve,
    hints: [words("Search by last name only.", "Busque solo por apellido.")],
    lesson: words(
      "People say the name that they go by, not the one on the list.",
      "La gente dice el nombre que usa, no el de la lista.",
    ),
    good: { good: "serve" },
  },
];
