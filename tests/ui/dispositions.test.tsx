import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, test } from "vitest";
import type { Disposition, Offer, Reason } from "../../src/domain/disposition.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  election,
  fact,
  foundRows,
  partyStyles,
  regular,
  scriptedTablet,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

async function showVoter(disposition: Disposition, record = voter()) {
  const tablet = scriptedTablet({
    search: async (query) => foundRows(query),
    voter: async () => view(record, disposition),
  });
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await screen.findByRole("button", { name: "Ask the inspector" });
  return tablet;
}

const banner = (): string => document.querySelector(".banner")?.textContent ?? "";
const tone = (): string => document.querySelector(".banner")?.className ?? "";

const harbor = election.places[1];
if (harbor === undefined) throw new Error("no second place");
const reasons: [Reason, Offer, string, string][] = [
  [{ reason: "checkedIn", checkIns: [fact()] }, "inspector", "stop", "Stop: already checked in"],
  [{ reason: "checkedIn", checkIns: [fact(), fact()] }, "inspector", "stop", "Stop: checked in twice"],
  [{ reason: "absenteeReturned" }, "provisional", "stop", "Stop: absentee ballot came back"],
  [{ reason: "absenteeIssued" }, "inspector", "ask", "Ask the inspector: absentee ballot was sent"],
  [{ reason: "earlyVoted" }, "provisional", "stop", "Stop: voted early"],
  [{ reason: "otherPlace", places: [harbor] }, "otherPlace", "ask", "Send to Harbor School"],
  [{ reason: "otherPlace", places: [harbor, harbor] }, "otherPlace", "ask", "Send to another polling place"],
  [{ reason: "otherLine", line: "2 (M to Z)" }, "otherLine", "ask", "Send to line 2 (M to Z)"],
  [{ reason: "inactive" }, "provisional", "ask", "Ask the inspector: registration is inactive"],
  [{ reason: "pending" }, "provisional", "ask", "Ask the inspector: registration is not complete"],
  [{ reason: "challenged" }, "inspector", "ask", "Ask the inspector: voter is challenged"],
  [{ reason: "notYetOfAge" }, "inspector", "stop", "Stop: not yet of voting age"],
  [{ reason: "removed" }, "provisional", "stop", "Stop: registration was cancelled"],
  [{ reason: "unknownStatus" }, "callCounty", "ask", "Call the county: status is not clear"],
  [{ reason: "confidential" }, "callCounty", "ask", "Call the county: record is confidential"],
  [{ reason: "noBallotStyle" }, "callCounty", "ask", "Call the county: no ballot is known"],
  [{ reason: "notRegisteredHere" }, "callCounty", "ask", "Call the county: precinct is not known"],
];

describe("no regular ballot", () => {
  test.each(reasons)("%o", async (why, offer, expectedTone, sentence) => {
    const checkIns = why.reason === "checkedIn" ? distinct(why.checkIns) : [];
    const reason = why.reason === "checkedIn" ? { ...why, checkIns } : why;
    await showVoter({ kind: "none", why: unrepeated(reason), offer, cautions: [] });
    expect(banner()).toBe(sentence);
    expect(tone()).toContain(expectedTone);
    expect(document.querySelector(".banner svg")).not.toBeNull();
    expect(screen.queryByRole("button", { name: "Check in" })).toBeNull();
    expect(screen.getByRole("button", { name: "Next voter" })).toBeTruthy();
  });

  test("already checked in: where, when, which ballot, which receipt", async () => {
    await showVoter({
      kind: "none",
      why: { reason: "checkedIn", checkIns: [fact({ place: "harbor" })] },
      offer: "inspector",
      cautions: [],
    });
    expect(document.querySelector(".checkIns")?.textContent).toBe("10:44 amHarbor SchoolBallot 14-BReceipt 1-0213");
    expect(screen.getByRole("button", { name: "Cancel that check-in" })).toBeTruthy();
  });

  test("another place: name, address and directions", async () => {
    await showVoter({
      kind: "none",
      why: { reason: "otherPlace", places: [harbor] },
      offer: "otherPlace",
      cautions: [],
    });
    const shown = document.querySelector(".places")?.textContent;
    for (const part of ["Harbor School", "7 Harbor Ct", "Left at the fire station"]) expect(shown).toContain(part);
  });

  test("a confidential address is not shown", async () => {
    await showVoter(
      { kind: "none", why: { reason: "confidential" }, offer: "callCounty", cautions: [] },
      voter({ flags: ["confidential"] }),
    );
    const pane = screen.getByRole("region", { name: "Voter" });
    expect(pane.textContent).not.toContain("412 Maple");
    expect(pane.textContent).not.toContain("Springfield");
  });
});

describe("a regular ballot", () => {
  test("a plain voter: ready, the sentence to say, the ballot, one act", async () => {
    await showVoter(regular);
    expect(banner()).toBe("Ready to check in");
    expect(screen.getByText("Ask the voter to say name and address.")).toBeTruthy();
    expect(screen.getByText("Listen first. Do not read it to them.")).toBeTruthy();
    expect(document.querySelector(".ballot")?.textContent).toBe("Ballot14-BEnglish and Spanish");
    expect(document.querySelector("dl.facts")?.textContent).toBe(
      "BornJuly 19, 1978Lives at412 Maple St, Apt 4SpringfieldPrecinct14, split B",
    );
    expect(screen.queryAllByRole("checkbox")).toHaveLength(0);
    expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(false);
  });

  test("steps are ticked one after another; only then the check-in is free", async () => {
    const steps = ["confirmIdentity", "askIdentification", "affirmAddress", "surrenderAbsentee"] as const;
    const tablet = await showVoter({ ...regular, steps: steps.map((step) => ({ step })) } as Disposition);
    const expected = ["Ask for identification", "Ask the voter to affirm the address", "Take back the absentee ballot"];
    for (const [at, box] of screen.getAllByRole("checkbox").entries()) {
      expect(banner()).toBe(expected[at]);
      expect(screen.getByRole("button", { name: "Check in" }).hasAttribute("disabled")).toBe(true);
      await userEvent.click(box);
    }
    expect(banner()).toBe("Ready to check in");
    await userEvent.click(screen.getByRole("button", { name: "Check in" }));
    const call = tablet.asked.find((one) => one.what === "checkIn")?.with;
    expect(call).toMatchObject({
      voterId: voter().id,
      style: "14-B",
      found: "search",
      done: [
        { step: "confirmIdentity", outcome: "nameAndAddressSaid" },
        { step: "askIdentification", outcome: "shown" },
        { step: "affirmAddress", outcome: "affirmed" },
        { step: "surrenderAbsentee", outcome: "surrendered" },
      ],
    });
  });

  test("a tick can be taken back", async () => {
    await showVoter({ ...regular, steps: [{ step: "confirmIdentity" }, { step: "askIdentification" }] } as Disposition);
    await userEvent.click(screen.getByRole("checkbox"));
    await userEvent.click(screen.getByRole("checkbox"));
    expect(banner()).toBe("Ask for identification");
  });

  test("in a primary the voter's choice decides the ballot", async () => {
    const tablet = await showVoter({
      kind: "regular",
      steps: [{ step: "confirmIdentity" }, { step: "chooseBallot", choices: partyStyles }],
      choices: partyStyles,
      cautions: [],
    });
    expect(banner()).toBe("Ask which ballot");
    expect(document.querySelector(".ballot b")?.textContent?.trim()).toBe("");
    await userEvent.click(screen.getByRole("radio", { name: /Democratic/ }));
    expect(document.querySelector(".ballot b")?.textContent).toBe("14-D");
    await userEvent.click(screen.getByRole("button", { name: "Check in" }));
    expect(tablet.asked.find((one) => one.what === "checkIn")?.with).toMatchObject({
      style: "14-D",
      done: [{ step: "confirmIdentity" }, { step: "chooseBallot", outcome: "14-D" }],
    });
  });

  test("cautions are said and stop nobody", async () => {
    await showVoter({ ...regular, cautions: ["listIsOld", "listIncomplete", "checkInSetAside", "checkInCancelled"] });
    expect(screen.getByText("The list is old: other places may not show.")).toBeTruthy();
    expect(screen.getByText("Part of the county's changes is not on this tablet.")).toBeTruthy();
    expect(screen.getByText("An earlier check-in was cancelled.")).toBeTruthy();
    expect(banner()).toBe("Ready to check in");
  });
});

/** React wants a key for each check-in and each place: the script makes them differ. */
function distinct<T extends { readonly event: { readonly hash: string } }>(facts: readonly T[]): T[] {
  return facts.map((one, at) => ({ ...one, event: { ...one.event, hash: `${at}` } }));
}
function unrepeated(why: Reason): Reason {
  if (why.reason !== "otherPlace") return why;
  return { ...why, places: why.places.map((place, at) => ({ ...place, id: `${at}` })) };
}
