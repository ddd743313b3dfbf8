/** What no tablet needs to come to its first check-in: screens of a broken identity. */
import { late } from "../components/late.tsx";
import { StartingScreen } from "./StartingScreen.tsx";

const meanwhile = <StartingScreen />;

export const NotAcceptedScreen = late(
  () => import("./IdentityScreens.tsx").then((file) => file.NotAcceptedScreen),
  meanwhile,
);
export const RevokedScreen = late(() => import("./IdentityScreens.tsx").then((file) => file.RevokedScreen), meanwhile);
export const ReadyScreen = late(() => import("./ReadyScreen.tsx").then((file) => file.ReadyScreen));
export const SetUpAgainScreen = late(
  () => import("./IdentityScreens.tsx").then((file) => file.SetUpAgainScreen),
  meanwhile,
);
