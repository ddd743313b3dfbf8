/**
 * Many tablets, a network that drops, doubles, delays and reorders, crashes at every call of storage and network, restored
 * backups, a thief's copy, lost events, tablets set aside and taken back, clocks hours off. SEED=n tells another story, WORLDS and STEPS make
 * it more and longer: SEED=$RANDOM WORLDS=50 STEPS=250 is a good night's run.
 */
import { expect, test } from "vitest";
import { World } from "./world.ts";

const steps = Number(process.env["STEPS"] ?? 120);
const worlds = Number(process.env["WORLDS"] ?? 6);
const first = Number(process.env["SEED"] ?? 20_261_103);

test.each(Array.from({ length: worlds }, (_, n) => first + n))(
  "P5, P7: nothing acknowledged is lost or doubled and everyone agrees (SEED=%i)",
  async (seed) => {
    const world = await World.begin(seed, 4, 30);
    await world.live(steps);
    await world.heal();
    const wrong = await world.judge();
    expect(wrong, `SEED=${seed}\n${world.story.slice(-60).join("\n")}\n${wrong.join("\n")}`).toEqual([]);
    expect(world.shown.length, `SEED=${seed}\n${world.story.slice(0, 40).join("\n")}`).toBeGreaterThan(0);
    await world.end();
  },
  120_000,
);
