/**
 * Every command, in the order in which a county meets them. A command is loaded when it is called: `verify` need not wait
 * for a server that it does not start.
 */
import type { Command } from "./command.ts";

export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map<string, () => Promise<Command>>([
  ["draft", async () => (await import("./commands/draft.ts")).draft],
  ["init", async () => (await import("./commands/init.ts")).init],
  ["office add", async () => (await import("./commands/officeAdd.ts")).officeAdd],
  ["office list", async () => (await import("./commands/officeList.ts")).officeList],
  ["office reset", async () => (await import("./commands/officeReset.ts")).officeReset],
  ["office disable", async () => (await import("./commands/officeDisable.ts")).officeDisable],
  ["import", async () => (await import("./commands/import.ts")).importRoll],
  ["signatures import", async () => (await import("./commands/signaturesImport.ts")).signaturesImport],
  ["publish", async () => (await import("./commands/publish.ts")).publish],
  ["worker add", async () => (await import("./commands/workerAdd.ts")).workerAdd],
  ["worker remove", async () => (await import("./commands/workerRemove.ts")).workerRemove],
  ["worker list", async () => (await import("./commands/workerList.ts")).workerList],
  ["opening-code", async () => (await import("./commands/openingCode.ts")).openingCode],
  ["cards", async () => (await import("./commands/cards.ts")).cards],
  ["practice-code", async () => (await import("./commands/practiceCode.ts")).practiceCodeCommand],
  ["practice-pack", async () => (await import("./commands/practicePack.ts")).practicePack],
  ["check", async () => (await import("./commands/check.ts")).check],
  ["enroll", async () => (await import("./commands/enroll.ts")).enroll],
  ["accept", async () => (await import("./commands/accept.ts")).accept],
  ["serve", async () => (await import("./commands/serve.ts")).serve],
  ["amend", async () => (await import("./commands/amend.ts")).amend],
  ["revoke", async () => (await import("./commands/revoke.ts")).revoke],
  ["reinstate", async () => (await import("./commands/reinstate.ts")).reinstate],
  ["recover", async () => (await import("./commands/recover.ts")).recover],
  ["export log", async () => (await import("./commands/exportLog.ts")).exportLog],
  ["export participation", async () => (await import("./commands/exportParticipation.ts")).exportParticipation],
  ["export provisional", async () => (await import("./commands/exportProvisional.ts")).exportProvisional],
  ["export acts", async () => (await import("./commands/exportActs.ts")).exportActs],
  ["export tablet-acts", async () => (await import("./commands/exportTabletActs.ts")).exportTabletActs],
  ["signatures", async () => (await import("./commands/signatures.ts")).signatures],
  ["export paperlist", async () => (await import("./commands/exportPaperlist.ts")).exportPaperlist],
  ["verify", async () => (await import("./commands/verify.ts")).verify],
  ["schema", async () => (await import("./commands/schema.ts")).schema],
  ["demo", async () => (await import("./commands/demo.ts")).demo],
]);
