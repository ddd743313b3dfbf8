/** A new version of the program is rare: what is said of it comes after the first screens. */
import { late } from "../components/late.tsx";

export const UpdatePrompt = late(() => import("../components/UpdatePrompt.tsx").then((file) => file.UpdatePrompt));
export const UpdateByInspector = late(() => import("./UpdateByInspector.tsx").then((file) => file.UpdateByInspector));
