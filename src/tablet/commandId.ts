/** Ids of commands: what the same tap, sent twice, is known by. 120 random bits in 20 characters, as short as is safe. */
import { base64 } from "../log/encoding.ts";

export const commandId = (random: (bytes: number) => Uint8Array): string => base64(random(15));
