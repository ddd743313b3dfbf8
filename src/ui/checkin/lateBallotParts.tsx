/** The dialogs about ballots that were given: rarely opened, so that choosing a voter does not wait for them. */
import { late } from "../components/late.tsx";

export const BallotDialog = late(() => import("./BallotDialog.tsx").then((file) => file.BallotDialog));
export const LeavePartyDialog = late(() => import("./LeavePartyDialog.tsx").then((file) => file.LeavePartyDialog));
export const NoteUndoDialog = late(() => import("./NoteUndoDialog.tsx").then((file) => file.NoteUndoDialog));
export const SpoiledDialog = late(() => import("./SpoiledDialog.tsx").then((file) => file.SpoiledDialog));
export const UndoDialog = late(() => import("./UndoDialog.tsx").then((file) => file.UndoDialog));
