/**
 * Parts of the screens that are loaded after the one that everybody waits for. `fetchLateParts` brings all of them into
 * memory once the check-in screen stands, so that a tap does not wait for one and a network that goes away later does not
 * matter. A part that is in memory is drawn at once.
 */
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { withLateWords } from "../text/languages.ts";

const fetches: (() => Promise<unknown>)[] = [];

/** A failure is no failure yet: the part itself asks again when it is shown. */
export async function fetchLateParts(): Promise<void> {
  await Promise.allSettled(fetches.map((fetch) => fetch()));
}

/** `meanwhile` stands in the part's place until it is in memory. */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile?: ReactNode): ComponentType<P> {
  let here: ComponentType<P> | undefined;
  const fetch = async (): Promise<ComponentType<P>> => {
    here ??= await withLateWords(load);
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
