/** Record updates: what the voter says differs from the list. */
import type { Scenario } from "../scenario.ts";
import { idShown, serve, words } from "./words.ts";

const group = "recordUpdates" as const;

export const recordUpdates: readonly Scenario[] = [
  {
    id: "movedWithin",
    group,
    title: words("Moved within the precinct", "Se mudó dentro del precinto"),
    shows: "licence",
    truth: { ...idShown, moved: ["movedWithin"] },
    says: [
      words(
        "I moved to {newAddress}, around the corner. It is the same precinct.",
        "Me mudé a {newAddress}, a la vuelta. Es el mismo precinto.",
      ),
    ],
    goal: serve,
    hints: [
      words("Say that the address has changed.", "Indique que la dirección cambió."),
      words("Same precinct: choose that way.", "Mismo precinto: elija esa opción."),
    ],
    lesson: words(
      "Not every move means a provisional ballot. Ask where to, and when.",
      "No toda mudanza significa boleta provisional. Pregunte adónde y cuándo.",
    ),
    mistake: "everyMoveProvisional",
    good: { good: "serve" },
  },
  {
    id: "movedLastWeek",
    group,
    title: words("Moved last week", "Se mudó la semana pasada"),
    shows: "licence",
    movedDaysAgo: 8,
    truth: { ...idShown, moved: ["movedRecently", "movedInCounty"] },
    says: [
      words("I moved to another part of the county on {movedOn}.", "Me mudé a otra parte del condado el {movedOn}."),
    ],
    goal: serve,
    hints: [words("Ask for the day of the move.", "Pregunte el día de la mudanza.")],
    lesson: words(
      "How long ago the move was may decide which ballot is right.",
      "Hace cuánto fue la mudanza puede decidir qué boleta corresponde.",
    ),
    good: { good: "serve" },
  },
  {
    id: "movedLongAgo",
    group,
    title: words("Moved in spring", "Se mudó en primavera"),
    shows: "licence",
    movedDaysAgo: 200,
    truth: { ...idShown, moved: ["movedInCounty"] },
    says: [
      words(
        "We moved to another precinct of this county on {movedOn}. I never told the county.",
        "Nos mudamos a otro precinto de este condado el {movedOn}. Nunca avisé al condado.",
      ),
    ],
    goal: serve,
    hints: [words("Say that the address has changed.", "Indique que la dirección cambió.")],
    lesson: words(
      "What a move within the county leads to differs by state.",
      "A qué lleva una mudanza en el condado cambia según el estado.",
    ),
    good: { good: "serve" },
  },
  {
    id: "newName",
    group,
    title: words("A new last name", "Un apellido nuevo"),
    shows: "passport",
    truth: { ...idShown, nameChanged: ["nameFormSigned", "documentsShown"] },
    says: [
      words(
        "I married. My name is {newLast} now, and here is the certificate. I registered as {last}.",
        "Me casé. Ahora me llamo {newLast}, y aquí está el acta. Me inscribí como {last}.",
      ),
    ],
    goal: serve,
    hints: [
      words("Search by the old name.", "Busque por el nombre anterior."),
      words("Say that the name has changed.", "Indique que el nombre cambió."),
    ],
    lesson: words(
      "Find the voter by the old name, and note the new one.",
      "Encuentre a la persona por el nombre anterior y anote el nuevo.",
    ),
    good: { good: "serve" },
  },
  {
    id: "inactiveAndMoved",
    group,
    title: words("Inactive, and moved", "Inactiva, y se mudó"),
    registration: "inactive",
    shows: "licence",
    truth: { ...idShown, inactive: ["hasMoved"], moved: ["movedWithin"] },
    says: [
      words(
        "I live at {newAddress} now, in the same building complex and precinct.",
        "Ahora vivo en {newAddress}, en el mismo conjunto y precinto.",
      ),
    ],
    goal: serve,
    hints: [words("Ask where the voter lives now.", "Pregunte dónde vive ahora.")],
    lesson: words(
      "Inactive is no stop: it asks where the voter lives now.",
      "Inactivo no es un alto: pregunta dónde vive ahora la persona.",
    ),
    good: { good: "serve" },
  },
  {
    id: "bringsHelp",
    group,
    title: words("Brings somebody to help", "Trae a alguien que ayuda"),
    shows: "licence",
    truth: { ...idShown, assistance: ["personChosen"] },
    says: [
      words(
        "My eyes are bad. {helper} will help me to mark the ballot.",
        "Veo mal. {helper} me ayudará a marcar la boleta.",
      ),
    ],
    goal: serve,
    hints: [
      words("Note that somebody helps.", "Anote que alguien ayuda."),
      words("Write down the name of the helper.", "Escriba el nombre de quien ayuda."),
    ],
    lesson: words(
      "A voter may choose who helps. The record holds the name.",
      "La persona puede elegir quién ayuda. El registro guarda el nombre.",
    ),
    good: { good: "serve" },
  },
];
