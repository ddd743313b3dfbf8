/**
 * A word and a number that people compare across a room, "OAK-47": tablets that show the same one almost surely hold the same. It
 * finds mistakes (one in 5,760 stays unseen), and keeps no liar out: for that there is the match code of the log.
 */
import { sha256, utf8 } from "../log/encoding.ts";

/** Short, and not like each other in the ear. */
const words =
  "ACE ANT APE ARM ART BED BEE BOX BUS CAR COW CUP DOG DUST EAR EGG ELK EYE FARM FISH FOX FROG GATE GOAT GUM HAT HEN HILL ICE INK JAM JET KEY KITE LAKE LAMP LEAF LION MAP MILK MOON MUG NEST NUT OAK OWL PEN PIG PLUM RAIN ROPE SALT SHIP SOAP STAR SUN TENT TREE TUB VAN WOLF WOOD YARN ZOO".split(
    " ",
  );

export async function wordCode(text: string): Promise<string> {
  const [one = 0, two = 0, three = 0] = await sha256(utf8(text));
  return `${words[one % words.length]}-${10 + ((two * 256 + three) % 90)}`;
}
