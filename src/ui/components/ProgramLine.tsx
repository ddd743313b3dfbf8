/** Small print at the foot of the screens before and between work: which build of the program this is. */
import { Trans } from "@lingui/react/macro";
import { build, shortBuild } from "../program.ts";

export function ProgramLine() {
  const program = shortBuild(build);
  return (
    <p className="program">
      <Trans>
        <b>Program {program}</b> is what the county's page should say of this tablet too. This guards against mix-ups
        only: it is no proof that nobody changed the program.
      </Trans>
    </p>
  );
}
