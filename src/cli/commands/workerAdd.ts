/** `turnout worker add`: a poll worker or inspector with a PIN. Takes effect with the next published roll. */
import { placeRoles } from "../../domain/authority.ts";
import { err, ok } from "../../domain/result.ts";
import { pinVerifier } from "../../protocol/pin.ts";
import { type WeakPin, weakPin } from "../../protocol/weakPin.ts";
import { Worker } from "../../protocol/workers.ts";
import { commandLine } from "../../server/officeRecord.ts";
import { readWorkers, setWorkers } from "../../server/workerList.ts";
import type { Command } from "../command.ts";
import { fitSchema, readText } from "../files.ts";
import { withOffice } from "../openOffice.ts";

export const workerAdd: Command = {
  name: "worker add",
  summary: "Adds a worker who may open a tablet, or gives one a new name, role or PIN.",
  options: [
    { name: "name", value: "NAME", required: true, help: 'as the tablet shows it, such as "Rosa M."' },
    { name: "role", value: "ROLE", required: true, help: placeRoles.join(", ") },
    { name: "id", value: "ID", help: "stands in every event of the worker; made of the name if left out" },
    { name: "party", value: "ID", help: "of the worker, where two of different parties must act together" },
    { name: "pin", value: "PIN", help: "6 to 12 digits; asked for if left out. Others on this machine may see it" },
    { name: "pin-file", value: "FILE", help: "the PIN is in it" },
  ],
  notes: 'Tablets learn of it with the next published roll: "turnout publish", or "turnout publish --again".',
  async run(args, terminal) {
    const role = placeRoles.find((one) => one === args.required("role"));
    if (role === undefined)
      return err({
        type: "badArguments",
        reason: `There is no role "${args.required("role")}" at a polling place.`,
        remedy: `The roles: ${placeRoles.join(", ")}.`,
      });
    const name = args.required("name").trim();
    const id = args.text("id") ?? idOf(name);
    let pin = args.text("pin");
    const pinFile = args.text("pin-file");
    if (pin === undefined && pinFile !== undefined) {
      const text = await readText(pinFile);
      if (!text.ok) return text;
      pin = text.value.trim();
    }
    if (pin === undefined && terminal.interactive) pin = await terminal.ask(`PIN for ${name} (6 to 12 digits): `);
    const weak = weakPin(pin ?? "");
    if (pin === undefined || weak !== undefined)
      return err({
        type: "pinWeak",
        reason: pin === undefined || weak === undefined ? "A PIN is needed." : whyWeak[weak.type],
        remedy: "Give another with --pin or --pin-file.",
      });
    const chosen = pin;
    const party = args.text("party");
    return withOffice(args.data, terminal, async (office) => {
      const publisher = await office.publisher();
      if (!publisher.ok) return publisher;
      const { parties } = publisher.value.election;
      if (party !== undefined && !parties.some(({ id }) => id === party))
        return err({
          type: "badArguments",
          reason: `There is no party "${party}" in this election.`,
          remedy: `Its parties: ${parties.map(({ id }) => id).join(", ") || "none"}.`,
        });
      const verifier = await pinVerifier(chosen, publisher.value.random(16));
      const worker = fitSchema(
        "--id, --name",
        { id, name, role, ...(party === undefined ? {} : { party }), pin: verifier },
        Worker,
        "",
      );
      if (!worker.ok) return worker;
      const before = await readWorkers(publisher.value);
      const others = before.filter((one) => one.id !== id);
      if (others.length < before.length && args.text("id") === undefined)
        return err({
          type: "workerExists",
          reason: `There is a worker with the id "${id}" already.`,
          remedy: `To change that one, add --id ${id}; for another person give another --id.`,
        });
      await setWorkers(publisher.value, [...others, worker.value]);
      const replaced = others.length < before.length;
      await office.record.add("workerChanged", commandLine, { role, added: !replaced });
      return ok({
        json: { id, name, role, replaced, workers: others.length + 1 },
        text: `${name} (${role}, id ${id}) ${replaced ? "is changed" : "is added"}. Takes effect with the next publication.`,
      });
    });
  },
};

const whyWeak: Record<WeakPin["type"], string> = {
  pinLength: "A PIN has 6 to 12 digits.",
  pinPattern: "A PIN that repeats or counts up or down is tried first by everybody.",
  pinCommon: "This PIN is among those that everybody tries first.",
};

/** "rosa-m" for "Rosa M." */
function idOf(name: string): string {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64);
}
