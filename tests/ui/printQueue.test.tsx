/** The queue: one print at a time, each once, and a printer that fails holds nobody up. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { err, ok } from "../../src/domain/result.ts";
import type { Printer } from "../../src/ui/printing/printDocument.ts";
import { PrintQueue } from "../../src/ui/printing/printQueue.ts";

const documentOf = (text: string) => [{ blocks: [{ block: "text", text } as const] }];
const settle = (): Promise<void> => new Promise((go) => setTimeout(go));

test("P4: whatever is asked, and however often: one at a time, in order, each id once", async () => {
  const asked = fc.array(fc.record({ id: fc.constantFrom("a", "b", "c", "d"), fails: fc.boolean() }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(asked, async (requests) => {
      const printed: string[] = [];
      let printing = 0;
      const failing = new Set<string>();
      const printer: Printer = {
        async print({ documents: [first] }) {
          expect(++printing).toBe(1);
          await settle();
          printing--;
          const [block] = first?.blocks ?? [];
          const text = block?.block === "text" ? block.text : "";
          printed.push(text);
          if (failing.has(text)) throw new Error("out of paper");
          return ok(undefined);
        },
      };
      const queue = new PrintQueue({ printer: async () => printer });
      const once: string[] = [];
      for (const { id, fails } of requests) {
        if (!once.includes(id)) {
          once.push(id);
          if (fails) failing.add(id);
        }
        queue.add({ id, documents: async () => documentOf(id), paper: "letter", language: "en" });
      }
      while (once.some((id) => ["waiting", "printing"].includes(queue.stateOf(id) ?? ""))) await settle();
      expect(printed).toEqual(once);
      for (const id of once) expect(queue.stateOf(id)).toBe(failing.has(id) ? "failed" : "handedOver");
    }),
    { numRuns: 50 },
  );
});

test("a tablet without printer: the next one is tried all the same", async () => {
  let tries = 0;
  const queue = new PrintQueue({
    printer: async () => ({
      print: async () => {
        tries++;
        return err({ type: "noPrinter" });
      },
    }),
  });
  for (const id of ["a", "b"])
    queue.add({ id, documents: async () => documentOf(id), paper: "letter", language: "en" });
  while (queue.stateOf("b") !== "failed") await settle();
  expect([queue.stateOf("a"), tries]).toEqual(["failed", 2]);
});

test("P9: when the tablet is closed nothing of what waits is printed or kept", async () => {
  let release = (): void => undefined;
  const printed: string[] = [];
  const queue = new PrintQueue({
    mark: () => "PRACTICE",
    printer: async () => ({
      print: async ({ mark }) => {
        printed.push(mark ?? "");
        await new Promise<void>((go) => {
          release = go;
        });
        return ok(undefined);
      },
    }),
  });
  for (const id of ["a", "b"])
    queue.add({ id, documents: async () => documentOf(id), paper: "letter", language: "en" });
  while (printed.length === 0) await settle();
  queue.drop();
  release();
  await settle();
  await settle();
  expect(printed).toEqual(["PRACTICE"]);
  expect([queue.stateOf("a"), queue.stateOf("b")]).toEqual([undefined, undefined]);
});
