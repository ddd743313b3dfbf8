/**
 * The dialogs of the check-in screen, loaded after it: a plain voter needs none of them, and they bring a twentieth of the
 * app's script. `fetchDialogs` brings them into memory once the screen stands, so that a tap does not wait for them and a
 * network that goes away later does not matter.
 */
import { type ComponentProps, lazy, Suspense } from "react";

const parts = {
  cancel: () => import("./CancelDialog.tsx").then((file) => ({ default: file.CancelDialog })),
  close: () => import("./CloseDialog.tsx").then((file) => ({ default: file.CloseDialog })),
  inspector: () => import("./Dialogs.tsx").then((file) => ({ default: file.InspectorDialog })),
  twice: () => import("./Dialogs.tsx").then((file) => ({ default: file.TwiceDialog })),
};
const Cancel = lazy(parts.cancel);
const Close = lazy(parts.close);
const Inspector = lazy(parts.inspector);
const Twice = lazy(parts.twice);

/** A failure is no failure yet: the dialog itself asks again when it is opened. */
export function fetchDialogs(): void {
  for (const part of Object.values(parts)) part().catch(() => undefined);
}

export const CancelDialog = (props: ComponentProps<typeof Cancel>) => (
  <Suspense>
    <Cancel {...props} />
  </Suspense>
);
export const CloseDialog = (props: ComponentProps<typeof Close>) => (
  <Suspense>
    <Close {...props} />
  </Suspense>
);
export const InspectorDialog = (props: ComponentProps<typeof Inspector>) => (
  <Suspense>
    <Inspector {...props} />
  </Suspense>
);
export const TwiceDialog = (props: ComponentProps<typeof Twice>) => (
  <Suspense>
    <Twice {...props} />
  </Suspense>
);
