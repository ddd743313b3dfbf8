/**
 * What the check-in screen shows only when somebody was chosen or a dialog is opened, loaded after it: a tenth of the page's
 * own script. `fetchLateParts` brings it into memory once the screen stands, so that a tap does not wait for it and a
 * network that goes away later does not matter. A part that is in memory is drawn at once.
 */
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { WaitingPane } from "./WaitingPane.tsx";

const fetches: (() => Promise<unknown>)[] = [];

/** A failure is no failure yet: the part itself asks again when it is shown. */
export async function fetchLateParts(): Promise<void> {
  await Promise.allSettled(fetches.map((fetch) => fetch()));
}

/** `meanwhile` stands in the part's place until it is in memory. */
function late<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile?: ReactNode): ComponentType<P> {
  let here: ComponentType<P> | undefined;
  const fetch = async (): Promise<ComponentType<P>> => {
    here ??= await load();
    return here;
  };
  fetches.push(fetch);
  const Awaited = lazy(async () => ({ default: await fetch() }));
  return function Late(props: P) {
    // Decided once: a part that was another component the next time would lose what was typed into it.
    const [Part] = useState<ComponentType<P>>(() => here ?? Awaited);
    return (
      <Suspense fallback={meanwhile}>
        <Part {...props} />
      </Suspense>
    );
  };
}

export const ChosenPane = late(() => import("./ChosenPane.tsx").then((file) => file.ChosenPane), <WaitingPane />);
export const CancelDialog = late(() => import("./CancelDialog.tsx").then((file) => file.CancelDialog));
export const CloseDialog = late(() => import("./CloseDialog.tsx").then((file) => file.CloseDialog));
export const InspectorDialog = late(() => import("./Dialogs.tsx").then((file) => file.InspectorDialog));
export const Scanner = late(() => import("./Scanner.tsx").then((file) => file.Scanner));
export const ScanNote = late(() => import("./ScanCard.tsx").then((file) => file.ScanNote));
export const TwiceDialog = late(() => import("./Dialogs.tsx").then((file) => file.TwiceDialog));
export const WorkersDialog = late(() => import("./WorkersDialog.tsx").then((file) => file.WorkersDialog));
