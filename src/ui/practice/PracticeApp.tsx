/** The practice: choose a state's rules, and then the same screens as in an election. */
import { type ReactNode, useState } from "react";
import type { PracticeCommands } from "../../practice/practiceTablet.ts";
import { App } from "../App.tsx";
import type { Surroundings } from "../surroundings.ts";
import { ChooseState } from "./ChooseState.tsx";
import { PracticeActs, PracticeSentence } from "./PracticeStatus.tsx";

type PracticeProps = {
  readonly tablet: Pick<PracticeCommands, "begin" | "openWithCard">;
  readonly resumed: ReturnType<PracticeCommands["resume"]>;
  readonly surroundings: Omit<Surroundings, "practice">;
};

export function PracticeApp({ tablet, resumed, surroundings }: PracticeProps): ReactNode {
  const [chosen, setChosen] = useState(false);
  const practice = { sentence: <PracticeSentence />, acts: <PracticeActs openWithCard={tablet.openWithCard} /> };
  const begin = async (state: string): Promise<void> => {
    await tablet.begin(state);
    setChosen(true);
  };
  return (
    <App surroundings={{ ...surroundings, practice }}>
      {chosen ? undefined : <ChooseState resumed={resumed} onGoOn={() => setChosen(true)} begin={begin} />}
    </App>
  );
}
