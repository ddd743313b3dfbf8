/**
 * Sends a tablet that is set up back to the set-up code, after a question: for another polling place or election, or
 * when the county has set it aside. Nothing that was recorded is lost by it.
 */
import { Trans } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import { withLateWords } from "../text/languages.ts";

/** Loaded when it is asked for: few days need it, and every start would load it. */
const SetUpAnewDialog = lazy(() =>
  withLateWords(() => import("./SetUpAnewDialog.tsx").then((file) => ({ default: file.SetUpAnewDialog }))),
);

/** `isDisabled`: while the tablet is busy with something else. */
export function SetUpAnew({ isDisabled = false }: { isDisabled?: boolean }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button className="plain setUpAnew" isDisabled={isDisabled} onPress={() => setAsking(true)}>
        <Trans>Set up anew</Trans>
      </Button>
      {asking ? (
        <Suspense>
          <SetUpAnewDialog onClose={() => setAsking(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
