/** Screens that a tablet shows on few days. */
import { late } from "../components/late.tsx";
import { StartingScreen } from "./StartingScreen.tsx";

const stop = () => import("./StopScreens.tsx");
const meanwhile = <StartingScreen />;

export const NotAcceptedScreen = late(() => stop().then((file) => file.NotAcceptedScreen), meanwhile);
export const OtherTabScreen = late(() => stop().then((file) => file.OtherTabScreen), meanwhile);
export const RevokedScreen = late(() => stop().then((file) => file.RevokedScreen), meanwhile);
export const SetUpAgainScreen = late(() => stop().then((file) => file.SetUpAgainScreen), meanwhile);
export const StorageBrokenScreen = late(() => stop().then((file) => file.StorageBrokenScreen), meanwhile);
