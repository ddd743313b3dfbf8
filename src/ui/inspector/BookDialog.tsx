/** A dialog that writes one thing into the book of the place: its fields, a second person where the rules want one, two buttons. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import type { Act } from "../../domain/authority.ts";
import type { BookAct } from "../../domain/bookActs.ts";
import { ActDialog } from "../components/ActDialog.tsx";
import { useSecondPerson } from "../components/SecondPerson.tsx";
import { BookProblemWords } from "../text/BookWords.tsx";
import { useWriteInBook } from "./useBook.ts";

type BookDialogProps = {
  readonly title: ReactNode;
  readonly act: Act;
  /** What is written; undefined while something is missing. */
  readonly says: BookAct | undefined;
  /** The name of the button that writes it. */
  readonly name: ReactNode;
  /** Two must agree, whatever the rules say of the act otherwise. */
  readonly two?: boolean;
  readonly onClose: () => void;
  readonly onWritten?: (() => void) | undefined;
  readonly children?: ReactNode;
};

export function BookDialog({ title, act, says, name, two = false, onClose, onWritten, children }: BookDialogProps) {
  const second = useSecondPerson(act, two);
  const { busy, problem, write } = useWriteInBook();
  return (
    <ActDialog title={title} onClose={onClose}>
      {children}
      {second.fields}
      <div className="problem" role="alert">
        {problem === undefined ? null : <BookProblemWords problem={problem} />}
      </div>
      <div className="row">
        <Button className="second" onPress={onClose}>
          <Trans>Back</Trans>
        </Button>
        <Button
          className={busy ? "primary busy" : "primary"}
          isDisabled={says === undefined || !second.ready}
          onPress={() => {
            if (says !== undefined) write(says, onWritten ?? onClose, second.approval, second.clear);
          }}
        >
          {name}
        </Button>
      </div>
    </ActDialog>
  );
}
