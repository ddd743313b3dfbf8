/** A sheet for the worker: what was practiced. It certifies no more than that. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Readiness } from "../../training/readiness.ts";
import type { PrintDocument } from "../printing/printDocument.ts";

/** `day`: as people read it. `practiced`: under which state's rules. */
export function certificate(i18n: I18n, one: Readiness, day: string, practiced: string): PrintDocument {
  return {
    blocks: [
      { block: "heading", text: i18n._(msg`Certificate of practice`) },
      { block: "large", text: one.worker, size: "big" },
      { block: "rule" },
      {
        block: "facts",
        facts: [
          [i18n._(msg`Practiced`), practiced],
          [i18n._(msg`Cases tried`), String(one.tried)],
          [i18n._(msg`Right the first time`), String(one.rightFirst)],
          [i18n._(msg`Repeated`), String(one.repeated)],
          [i18n._(msg`Date`), day],
        ],
      },
      { block: "rule" },
      { block: "text", text: i18n._(msg`Invented voters. This is not an election record.`) },
      { block: "sign", label: i18n._(msg`Trainer`), date: i18n._(msg`Date`) },
    ],
  };
}
