/** The page with which a printer is tried before the polls open: edges, large and small type, and a QR code to scan. */
import type { I18n } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { PrintDocument } from "./printDocument.ts";

/** `place`: its name. `time`: as people read it. */
export function testPage(i18n: I18n, place: string, time: string): PrintDocument {
  return {
    blocks: [
      { block: "heading", text: i18n._(msg`Test page`) },
      { block: "text", text: i18n._(msg`This is not a ballot slip.`), weight: "bold" },
      { block: "rule" },
      { block: "large", text: "14-B", size: "huge" },
      {
        block: "facts",
        facts: [
          [i18n._(msg`Polling place`), place],
          [i18n._(msg`Time`), time],
        ],
      },
      { block: "text", text: "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ “”" },
      { block: "qr", text: "TURNOUT TEST PAGE", label: i18n._(msg`Test code`) },
      { block: "text", text: i18n._(msg`Both lines reach from edge to edge, and the code can be scanned: it works.`) },
      { block: "rule" },
    ],
  };
}
