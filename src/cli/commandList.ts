/** Every command, in the order in which a county meets them. */
import type { Command } from "./command.ts";
import { amend } from "./commands/amend.ts";
import { demo } from "./commands/demo.ts";
import { draft } from "./commands/draft.ts";
import { enroll } from "./commands/enroll.ts";
import { exportLog } from "./commands/exportLog.ts";
import { exportParticipation } from "./commands/exportParticipation.ts";
import { importRoll } from "./commands/import.ts";
import { init } from "./commands/init.ts";
import { openingCode } from "./commands/openingCode.ts";
import { publish } from "./commands/publish.ts";
import { recover } from "./commands/recover.ts";
import { revoke } from "./commands/revoke.ts";
import { schema } from "./commands/schema.ts";
import { serve } from "./commands/serve.ts";
import { verify } from "./commands/verify.ts";
import { workerAdd } from "./commands/workerAdd.ts";
import { workerList } from "./commands/workerList.ts";

export const commands: readonly Command[] = [
  draft,
  init,
  importRoll,
  publish,
  workerAdd,
  workerList,
  openingCode,
  enroll,
  serve,
  amend,
  revoke,
  recover,
  exportLog,
  exportParticipation,
  verify,
  schema,
  demo,
];
