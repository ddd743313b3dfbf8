/** From the first screen to the practice page, which lies on every tablet and needs no network. */
import { Trans } from "@lingui/react/macro";
import { Button } from "react-aria-components";
import { practicePage } from "../../practice/names.ts";
import { markPractice } from "../practiceMark.ts";

export function PracticeButton() {
  return (
    <Button
      className="second"
      onPress={() => {
        markPractice("go");
        location.assign(practicePage);
      }}
    >
      <Trans>Practice with invented voters</Trans>
    </Button>
  );
}
