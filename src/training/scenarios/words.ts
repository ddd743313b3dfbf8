/** Words that many scenarios share. */
import type { Words } from "../scenario.ts";

export const words = (en: string, es: string): Words => ({ en, es });

export const serve = words("Serve this voter.", "Atienda a esta persona.");
export const idShown = { identification: ["idShown"] } as const;
