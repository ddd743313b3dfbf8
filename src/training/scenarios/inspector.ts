/** The inspector's day. Carrying a tablet's records without a network is not among them yet. */
import type { Scenario } from "../scenario.ts";
import { idShown, words } from "./words.ts";

const group = "inspector" as const;

export const inspector: readonly Scenario[] = [
  {
    id: "openPolls",
    group,
    title: words("Open the polls", "Abrir las urnas"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsNotOpen" }],
    says: [
      words(
        "It is opening time. The scanners and the paper list are ready, the clock is right.",
        "Es hora de abrir. Los escáneres y la lista en papel están listos, el reloj está bien.",
      ),
    ],
    goal: words("Open the polls.", "Abra las urnas."),
    hints: [
      words("Sign in as an inspector.", "Entre como inspector."),
      words("Inspector, the book of the place, open the polls.", "Inspector, el libro del lugar, abrir las urnas."),
    ],
    lesson: words(
      "Each check is passed, or passed over with a reason that stays.",
      "Cada revisión se cumple, o se omite con una razón que queda.",
    ),
    good: { good: "openPolls" },
  },
  {
    id: "override",
    group,
    title: words("The county says yes", "El condado dice que sí"),
    registration: "unknown",
    shows: "licence",
    truth: { ...idShown, unknownStatus: ["countySaysYes"] },
    says: [
      words(
        "The clerk said stop. (You called the county: this voter may vote.)",
        "Me dijeron alto. (Usted llamó al condado: esta persona puede votar.)",
      ),
    ],
    goal: words("Decide, and check this voter in.", "Decida y marque la llegada."),
    hints: [
      words("Find the voter: the screen stops.", "Busque a la persona: la pantalla dice alto."),
      words(
        "Note what the county said. It takes an inspector's PIN.",
        "Anote lo que dijo el condado. Pide el PIN del inspector.",
      ),
    ],
    lesson: words(
      "An override stands in the record with your name.",
      "Una excepción queda en el registro con su nombre.",
    ),
    good: { good: "serve" },
  },
  {
    id: "checkedInTwice",
    group,
    title: words("Checked in twice", "Marcada dos veces"),
    shows: "licence",
    truth: idShown,
    stage: [
      { act: "checkedIn", who: "visitor", where: "here" },
      { act: "checkedIn", who: "visitor", where: "here" },
    ],
    says: [
      words(
        "Two of your clerks checked me in, but I got one ballot.",
        "Dos de sus colegas me marcaron, pero recibí una boleta.",
      ),
    ],
    goal: words("Put the record right: one ballot, one check-in.", "Corrija el registro: una boleta, una llegada."),
    hints: [
      words("Find the voter, and look at both check-ins.", "Busque a la persona y mire las dos llegadas."),
      words("Cancel one of them. The reason: recorded twice.", "Cancele una. La razón: marcada dos veces."),
    ],
    lesson: words("Cancel the one without a ballot, never both.", "Cancele la que no tiene boleta, nunca las dos."),
    good: { good: "cancelOne" },
  },
  {
    id: "wrongVoter",
    group,
    title: words("The wrong voter was checked in", "Se marcó a otra persona"),
    names: [{ suffix: "Jr" }],
    shows: "licence",
    others: ["parent"],
    truth: idShown,
    stage: [{ act: "checkedIn", who: "other", where: "here" }],
    says: [
      words(
        "Your clerk checked in my father instead of me. I have the ballot already.",
        "Su colega marcó a mi padre en mi lugar. Ya tengo la boleta.",
      ),
    ],
    goal: words(
      "Put it right: the father has not voted, the child has.",
      "Corrija: el padre no ha votado, quien está aquí sí.",
    ),
    hints: [
      words(
        "Find the father, and cancel that check-in: wrong voter.",
        "Busque al padre y cancele esa llegada: otra persona.",
      ),
      words("Then check in the voter who is here.", "Luego marque a quien está aquí."),
    ],
    lesson: words(
      "Else the father is told this evening that he has voted.",
      "Si no, esta noche le dirán al padre que ya votó.",
    ),
    good: { good: "putRight" },
  },
  {
    id: "leftWithoutCasting",
    group,
    title: words("Left without casting", "Se fue sin votar"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "checkedIn", who: "visitor", where: "here" }],
    says: [
      words(
        "(A clerk:) {name} went away. The marked ballot lies in the booth.",
        "(Una colega:) {name} se fue. La boleta marcada está en la cabina.",
      ),
    ],
    goal: words("Write down what happened with the ballot.", "Anote qué pasó con la boleta."),
    hints: [
      words(
        "Find the voter, and choose what became of the ballot.",
        "Busque a la persona y elija qué pasó con la boleta.",
      ),
      words("The ballot was found.", "La boleta apareció."),
    ],
    lesson: words(
      "It is neither spoiled nor handed back, and the balance needs it.",
      "No está anulada ni devuelta, y el balance la necesita.",
    ),
    good: { good: "left" },
  },
  {
    id: "stockLow",
    group,
    title: words("Ballots run short", "Quedan pocas boletas"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsOpen" }, { act: "stockLow" }],
    says: [
      words(
        "(The county's driver:) Here are {sheets} ballots of style {style}.",
        "(Del condado:) Aquí hay {sheets} boletas del estilo {style}.",
      ),
    ],
    goal: words("Write down what was delivered.", "Anote lo que se entregó."),
    hints: [
      words("Write down a count: ballots received.", "Anote un conteo: boletas recibidas."),
      words("Received, not unused.", "Recibidas, no sin usar."),
    ],
    lesson: words("A delivery adds to what was received before.", "Una entrega se suma a lo recibido antes."),
    good: { good: "stock" },
  },
  {
    id: "twoScanners",
    group,
    title: words("Two scanners, two counters", "Dos escáneres, dos contadores"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsOpen" }],
    says: [
      words(
        "Scanner 2 says {counterTwo}. Scanner 1 says {counterOne}.",
        "El escáner 2 dice {counterTwo}. El escáner 1 dice {counterOne}.",
      ),
    ],
    goal: words("Write down both counters as they are now.", "Anote los dos contadores como están ahora."),
    hints: [words("Take care which scanner is which.", "Cuide cuál escáner es cuál.")],
    lesson: words(
      "What bears a number stays with its number: scanner, tablet, printer.",
      "Lo que lleva número sigue con su número: escáner, tableta, impresora.",
    ),
    mistake: "mixesStations",
    good: { good: "counters" },
  },
  {
    id: "offByOne",
    group,
    title: words("One ballot is missing", "Falta una boleta"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsOpen" }, { act: "oneFewer" }],
    says: [
      words(
        "(A clerk:) One voter walked out with the ballot at noon. I saw it and could not stop it.",
        "(Una colega:) A mediodía alguien salió con la boleta. Lo vi y no pude evitarlo.",
      ),
    ],
    goal: words("The scanner read one ballot fewer. Explain it.", "El escáner leyó una boleta menos. Explíquelo."),
    hints: [
      words("Open the balance: the difference is 1.", "Abra el balance: la diferencia es 1."),
      words("Say what it was, in your words.", "Diga qué fue, con sus palabras."),
    ],
    lesson: words(
      "Every difference is named. None is made to vanish.",
      "Toda diferencia se nombra. Ninguna se hace desaparecer.",
    ),
    good: { good: "explain" },
  },
  {
    id: "suspend",
    group,
    title: words("The evening of an early voting day", "La noche de un día de voto anticipado"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsOpen" }],
    says: [
      words(
        "It is evening. Voting goes on tomorrow morning at this place.",
        "Es de noche. La votación sigue mañana en este lugar.",
      ),
    ],
    goal: words("End the day so that it can go on tomorrow.", "Termine el día para seguir mañana."),
    hints: [words("Suspend for the night. Do not close.", "Suspenda por la noche. No cierre.")],
    lesson: words("Closing is for good. A night is a suspension.", "Cerrar es definitivo. La noche es una suspensión."),
    mistake: "closesForTheNight",
    good: { good: "suspendPolls" },
  },
  {
    id: "close",
    group,
    title: words("Close, with the network gone", "Cerrar, sin red"),
    shows: "nothing",
    truth: {},
    stage: [{ act: "pollsOpen" }, { act: "networkLost" }],
    says: [
      words(
        "The last voter is gone. Somebody pulled the router's plug: ask for it back.",
        "Se fue la última persona. Alguien desconectó el rúter: pida que lo conecten.",
      ),
    ],
    goal: words("Close the polls when all is sent.", "Cierre las urnas cuando todo esté enviado."),
    hints: [
      words("Look at the line below: what is not sent yet?", "Mire la línea de abajo: ¿qué falta enviar?"),
      words("Plug the router in, wait, then close.", "Conecte el rúter, espere y cierre."),
    ],
    lesson: words(
      "Pack nothing before the line says that all is sent.",
      "No empaque nada antes de que la línea diga que todo se envió.",
    ),
    mistake: "packsBeforeSent",
    good: { good: "closePolls" },
  },
];
