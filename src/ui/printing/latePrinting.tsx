/** Printing, as the check-in screens show it: loaded after them. */
import { late } from "../components/late.tsx";

export const BallotPrints = late(() => import("./BallotPrints.tsx").then((file) => file.BallotPrints));
export const PlaceToGo = late(() => import("./PlaceToGo.tsx").then((file) => file.PlaceToGo));
export const PrintForm = late(() => import("./PrintForm.tsx").then((file) => file.PrintForm));
