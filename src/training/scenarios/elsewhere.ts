/** Wrong place, and not in the book. */
import type { Scenario } from "../scenario.ts";
import { idShown, serve, words } from "./words.ts";

const [wrongPlace, notInBook] = ["wrongPlace", "notInBook"] as const;

export const elsewhere: readonly Scenario[] = [
  {
    id: "goesToTheOtherPlace",
    group: wrongPlace,
    title: words("Votes at another place", "Vota en otro lugar"),
    otherPlace: true,
    shows: "licence",
    truth: idShown,
    says: [words("If it is somewhere else, I will go there.", "Si es en otro lado, voy para allá.")],
    goal: serve,
    hints: [
      words("Send the voter to the place that the screen names.", "Envíe a la persona al lugar que dice la pantalla."),
    ],
    lesson: words(
      "Only at the right place does the voter get the whole ballot.",
      "Solo en el lugar correcto la persona recibe la boleta completa.",
    ),
    good: { good: "serve" },
  },
  {
    id: "staysHere",
    group: wrongPlace,
    title: words("Wants to vote here", "Quiere votar aquí"),
    otherPlace: true,
    shows: "licence",
    truth: { ...idShown, otherPlace: ["insistsHere"] },
    says: [words("I have no car and no time. I want to vote here.", "No tengo coche ni tiempo. Quiero votar aquí.")],
    goal: serve,
    hints: [
      words("Say first where the voter is registered.", "Diga primero dónde está inscrita la persona."),
      words("If the voter stays: “Voter wants to vote here”.", "Si se queda: «El votante quiere votar aquí»."),
    ],
    lesson: words(
      "Say what is lost before the voter decides to stay.",
      "Diga qué se pierde antes de que la persona decida quedarse.",
    ),
    good: { good: "serve" },
  },
  {
    id: "onTheOtherList",
    group: wrongPlace,
    title: words("Always voted here", "Siempre votó aquí"),
    otherPlace: true,
    shows: "passport",
    truth: idShown,
    says: [
      words(
        "I always voted here. Did they change it? Then tell me where to go.",
        "Siempre voté aquí. ¿Lo cambiaron? Entonces dígame adónde voy.",
      ),
    ],
    goal: serve,
    hints: [words("Tell the voter which place it is now.", "Diga a la persona cuál es el lugar ahora.")],
    lesson: words(
      "Give name and address of the place, and its hours.",
      "Dé el nombre y la dirección del lugar, y su horario.",
    ),
    good: { good: "serve" },
  },
  {
    id: "misheard",
    group: notInBook,
    title: words("Not found at once", "No aparece enseguida"),
    names: [
      { last: "Chmielewska", first: "Ola", saysLast: "Melevska" },
      { last: "Xochihua", first: "Citlali", saysLast: "Sochiwa" },
      { last: "Hjelmqvist", first: "Liv", saysLast: "Yelmkwist" },
    ],
    shows: "nothing",
    truth: { identification: ["idNone", "idException"] },
    says: [
      words(
        "I have been registered there for years. I left my cards at home.",
        "Llevo años inscrita ahí. Dejé mis papeles en casa.",
      ),
    ],
    goal: serve,
    hints: [
      words("Do not stop at the name: go up the ladder.", "No se quede en el nombre: siga la escalera."),
      words("Search at the address.", "Busque en la dirección."),
    ],
    lesson: words(
      "“Not on the list” comes last: after similar names, address, and the county.",
      "«No está en la lista» va al final: tras nombres parecidos, dirección y condado.",
    ),
    mistake: "notFoundTooEarly",
    good: { good: "serve" },
  },
  {
    id: "saysRegistered",
    group: notInBook,
    title: words("On no list, and says registered", "En ninguna lista, y dice que se inscribió"),
    unlisted: true,
    shows: "licence",
    truth: { ...idShown, notOnList: ["claimsRegistration", "registersToday"] },
    says: [
      words(
        "I registered at the motor vehicle office in summer.",
        "Me inscribí en la oficina de vehículos en el verano.",
      ),
    ],
    goal: serve,
    hints: [
      words("Choose “None of these” and follow the ladder.", "Elija «Ninguno de estos» y siga la escalera."),
      words("Write down who it is, then ask the inspector.", "Escriba quién es y consulte al inspector."),
    ],
    lesson: words(
      "Nobody who says they are registered is sent away without an offer.",
      "A quien dice que está inscrito no se le despide sin una opción.",
    ),
    good: { good: "serve" },
  },
  {
    id: "wantsToRegister",
    group: notInBook,
    title: words("Wants to register today", "Quiere inscribirse hoy"),
    unlisted: true,
    shows: "licence",
    truth: { ...idShown, notOnList: ["registersToday", "claimsRegistration"] },
    says: [
      words(
        "I am not sure that I ever registered. May I do it here? I have proof of where I live.",
        "No sé si me inscribí. ¿Puedo hacerlo aquí? Traigo prueba de dónde vivo.",
      ),
    ],
    goal: serve,
    hints: [words("Follow the ladder to the end.", "Siga la escalera hasta el final.")],
    lesson: words(
      "Whether people register at the table, your state's rules say.",
      "Si la gente se inscribe en la mesa lo dicen las reglas de su estado.",
    ),
    good: { good: "serve" },
  },
];
