/**
 * The order of test files. A clone that has never run them knows no durations, and the larger file would go first; but the
 * longest-running ones are small, and the last of them would keep one worker busy while the other has nothing left.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes a minute or more, longest first. */
const longest = ["killed", "update", "languages", "scenarios", "attacks", "situations", "layout", "offline", "atRest"];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/e2e/${name}.test.ts`));
  return at < 0 ? longest.length : at;
};
const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bySize = await super.sort(files);
    return bySize.sort((a, b) => group(a) - group(b) || rank(a) - rank(b));
  }
}
