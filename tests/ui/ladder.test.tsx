/** "None of these": rung by rung, what was typed is kept, and nobody goes on while somebody like them has not been looked at. */
import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import type { Disposition } from "../../src/domain/disposition.ts";
import { type Unlisted, voterOf } from "../../src/domain/person.ts";
import type { Tablet } from "../../src/tablet/tabletInterface.ts";
import type { RegisterCall } from "../../src/tablet/voterCalls.ts";
import { nameTyped } from "../../src/ui/checkin/ladder.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  found,
  foundRows,
  type Scripted,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const banner = (): string => document.querySelector(".banner")?.textContent ?? "";
const act = (name: string) => screen.queryByRole("button", { name });
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));
const type = async (label: string, text: string): Promise<void> => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field); // the name that was searched for
  await userEvent.type(field, text);
};

/** As the domain answers: look first, then register. */
const answer = (unlisted: Unlisted): Disposition => {
  const common = { questions: [], cautions: [] };
  return unlisted.lookedAt.includes("AB100")
    ? { kind: "register", ...common, steps: [{ step: "proof", proof: "Passport" }], approval: [] }
    : {
        ...{ kind: "none", ...common, offer: "inspector", instead: undefined },
        why: { reason: "looksLikeVoter", voters: [voter()] },
      };
};

async function start(script: Partial<Tablet> = {}): Promise<Scripted> {
  const tablet = scriptedTablet(
    {
      search: async (query) => foundRows(query),
      atAddress: async (house) => ({ rows: house === "7" ? [found(voter({ id: "N1" }))] : [], splits: ["14-B"] }),
      voter: async (_, __, unlisted) =>
        unlisted === undefined
          ? view(voter())
          : {
              ...view(voterOf(unlisted.person, "P", unlisted.split, unlisted.party), answer(unlisted)),
              ...{ newcomer: "person", unlisted },
            },
      ...script,
    },
    { election: { ...election, phone: "555-0142" } },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: "None of these" }));
  return tablet;
}

async function upToPerson(): Promise<void> {
  await press("Still not there");
  await type("House number", "9");
  await type("Street", "Maple");
  await screen.findByText("Nobody on the list lives there.");
  await press("None of these");
  expect(screen.getByText("555-0142")).toBeTruthy();
  await press("Nobody can be reached");
}

test("P6: up the ladder, and no act for somebody new before the likeness was looked at", async () => {
  const tablet = await start();
  expect(banner()).toBe("Search another way");
  await upToPerson();
  expect(banner()).toBe("Write down who it is");
  expect(screen.getByText("County: no answer")).toBeTruthy();
  expect((screen.getByLabelText("Last name") as HTMLInputElement).value).toBe("Garcia");
  await type("Last name", "García");
  await type("First name", "Ana");
  await type("Birth date", "7/19/1978");
  await press("Go on");
  await screen.findByText("Look at these voters first");
  expect([act("Register"), act("Record provisional"), act("Check in")]).toEqual([null, null, null]);
  await press("Somebody else");
  await screen.findByText("Ask the voter to show proof");
  await userEvent.click(screen.getByRole("checkbox", { name: "Voter showed: Passport" }));
  await press("Register");
  await screen.findByText("Ready to check in");
  const calls = tablet.asked.filter(({ what }) => what === "registerVoter").map((one) => one.with as RegisterCall);
  expect(calls).toHaveLength(1);
  expect(calls[0]).toMatchObject({
    forms: ["Passport"],
    unlisted: {
      person: { lastName: "García", birthDate: "1978-07-19", houseNumber: "9", street: "Maple" },
      ...{ split: "14-B", precinctBy: "neighbors", lookedAt: ["AB100"] },
      tried: [
        { step: "ladder: search", outcome: "notFound" },
        { step: "ladder: address", outcome: "notFound" },
        { step: "ladder: county", outcome: "noAnswer" },
      ],
    },
  });
});

test("somebody of the same name and birth date has a provisional ballot: this is another person, and the first is looked at", async () => {
  const tablet = await start({
    voter: async (_, __, unlisted) => {
      if (unlisted === undefined) return view(voter());
      const has = unlisted.person.another === undefined;
      const why = { reason: "provisionalIssued" as const, ballots: [{ ...fact(), reasons: [] }] };
      const common = { questions: [], cautions: [], offer: "inspector", instead: undefined } as const;
      const stop: Disposition = { kind: "none", ...common, why };
      const shown = voterOf(unlisted.person, "P", unlisted.split, unlisted.party);
      return { ...view(shown, has ? stop : answer(unlisted)), newcomer: "person", unlisted };
    },
  });
  await upToPerson();
  await type("Last name", "García");
  await type("First name", "Ana");
  await type("Birth date", "7/19/1978");
  await press("Go on");
  await screen.findByText("Stop: has a provisional ballot already");
  await press("Another person of this name");
  await screen.findByText("Look at these voters first");
  await press("Somebody else");
  await userEvent.click(await screen.findByRole("checkbox", { name: "Voter showed: Passport" }));
  await press("Register");
  await screen.findByText("Ready to check in");
  const [call] = tablet.asked.filter(({ what }) => what === "registerVoter").map((one) => one.with as RegisterCall);
  expect(call?.unlisted).toMatchObject({ person: { lastName: "García", another: 2 }, lookedAt: ["AB100"] });
});

test("a neighbor at the address is opened as a voter; what was typed wrong is said where it stands, and nothing is lost", async () => {
  const tablet = await start();
  await press("Still not there");
  await type("House number", "7");
  await type("Street", "Maple");
  await userEvent.click(await screen.findByRole("button", { name: /García-López/ }));
  await screen.findByText("Ready to check in");
  expect(tablet.asked.at(-1)).toMatchObject({ what: "voter", with: "N1" });

  await userEvent.clear(screen.getByRole("searchbox"));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: "None of these" }));
  await upToPerson();
  await type("Last name", "Quist");
  await type("Birth date", "13/1/1970");
  await press("Go on");
  expect(screen.getByText("Ask for the first name.")).toBeTruthy();
  expect(screen.getByText(/This is no whole date/)).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("First name"));
  await userEvent.click(screen.getAllByRole("button", { name: "Back to the list" })[0] as HTMLElement);
  await userEvent.click(await screen.findByRole("option", { name: "None of these" }));
  expect((screen.getByLabelText("Last name") as HTMLInputElement).value).toBe("Quist");
  await press("Begin again");
  expect(banner()).toBe("Search another way");
});

test.each([
  ["garcia", "Garcia", ""],
  ["  garcía lópez,  ana maría ", "García López", "Ana María"],
  ["smith john q", "Smith", "John Q"],
  ["o'rourke", "O'Rourke", ""],
  ["McKay, DeShawn", "McKay", "DeShawn"],
  ["", "", ""],
  ["412 maple", "", ""],
  ["7/19/1978", "", ""],
])("of what was searched for, %j, the name is carried along", (query, lastName, firstName) => {
  expect(nameTyped(query)).toEqual({ lastName, firstName });
});
