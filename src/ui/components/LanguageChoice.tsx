/** Which language the screens speak, in the header of every screen: a globe, and its name where there is room. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "react-aria-components";
import { ownName } from "../text/tags.ts";
import { late } from "./late.tsx";

const LanguageDialog = late(() => import("./LanguageDialog.tsx").then((file) => file.LanguageDialog));

const looks = { globe: "onDark square", onDark: "onDark language", onPaper: "plain language" };

/** `globe`: without the name, where poll workers are at work. */
export function LanguageChoice({ look }: { look: keyof typeof looks }) {
  const { t, i18n } = useLingui();
  const [choosing, setChoosing] = useState(false);
  const name = ownName(i18n.locale);
  return (
    <>
      <Button className={looks[look]} aria-label={t`Language: ${name}`} onPress={() => setChoosing(true)}>
        <svg className="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <g fill="none" stroke="currentColor" strokeWidth="2">
            <circle cx="12" cy="12" r="10" />
            <ellipse cx="12" cy="12" rx="4.5" ry="10" />
            <path d="M2.5 9h19M2.5 15h19" />
          </g>
        </svg>
        {look === "globe" ? null : name}
      </Button>
      {choosing ? <LanguageDialog onClose={() => setChoosing(false)} /> : null}
    </>
  );
}
