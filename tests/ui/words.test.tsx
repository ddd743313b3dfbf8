import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

/** Every sentence on the screens, as the catalogs hold it. */
const sentences = ["messages", "late", "county"].flatMap((catalog) =>
  [...readFileSync(`src/ui/text/catalogs/en/${catalog}.po`, "utf8").matchAll(/^msgid "(.+)"$/gm)].map(
    ([, sentence]) => sentence ?? "",
  ),
);

describe("words on screen are the trade's", () => {
  test("the catalogs hold the sentences that stand beside it", () => {
    for (const known of ["Ready to check in", "All sent to the county", "poll worker", "Check in"])
      expect(sentences).toContain(known);
    expect(sentences.length).toBeGreaterThan(200);
  });

  const ours =
    /\b(sync\w*|events?|logs?|head|root|enrol\w*|anomal\w*|error|fork|hash|device|user|item|entity|offline)\b/i;
  test("never ours", () => {
    // What stands in braces are names of values, not words on screen.
    expect(sentences.filter((sentence) => ours.test(sentence.replace(/\{\w+/g, "")))).toEqual([]);
  });
});
