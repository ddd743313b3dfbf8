/** A question before something that others will feel: what it means, and as the easy way out to leave it as it is. */
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { Button } from "react-aria-components";
import { ActDialog } from "../components/ActDialog.tsx";

type AskFirstProps = {
  readonly title: ReactNode;
  /** What the button says that does it. */
  readonly act: ReactNode;
  readonly isDisabled?: boolean;
  readonly onNo: () => void;
  readonly onYes: () => void;
  readonly children: ReactNode;
};

export function AskFirst({ title, act, isDisabled = false, onNo, onYes, children }: AskFirstProps) {
  return (
    <ActDialog title={title} onClose={onNo}>
      {children}
      <div className="row">
        <Button className="second" onPress={onNo}>
          <Trans>Leave it as it is</Trans>
        </Button>
        <Button className="primary" isDisabled={isDisabled} onPress={onYes}>
          {act}
        </Button>
      </div>
    </ActDialog>
  );
}
