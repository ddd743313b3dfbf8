/** The signature on file beside the new one: for the poll worker alone, gone with the voter and when the tablet is locked. */
import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { type Answers, type Disposition, disposition } from "../../src/domain/disposition.ts";
import { usualHours } from "../../src/domain/placeHours.ts";
import type { SignatureOnFile } from "../../src/tablet/foundVoters.ts";
import type { CheckInCall } from "../../src/tablet/voterCalls.ts";
import { png } from "../helpers/signatureImages.ts";
import { everyoneSigns } from "../helpers/signing.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import {
  foundRows,
  morning,
  nothingKnown,
  election as plain,
  type Scripted,
  scriptedTablet,
  style,
  surroundingsOf,
  view,
  voter,
} from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
afterEach(cleanup);

const onFile: SignatureOnFile = { onFile: "shown", image: { type: "image/png", bytes: png(1) } };

type Situation = { readonly signature?: SignatureOnFile; readonly reference?: boolean };

async function atVoter({ signature = onFile, reference = true }: Situation = {}): Promise<Scripted> {
  const rules = { ...plain.rules, signature: { ...everyoneSigns, reference } };
  const election = { ...plain, ballotStyles: [style], parties: [], rules };
  const [place] = election.places;
  if (place === undefined) throw new Error("no place");
  // What the domain answers, under these rules.
  const now = (answers: Answers = {}): Disposition =>
    disposition(
      {
        ...{ election, place, voter: voter(), standing: nothingKnown, hours: usualHours, now: morning },
        ...{ knownThrough: { size: 1, at: morning }, listIncomplete: false, authority: { holder: "here" } },
      },
      answers,
    );
  const asked: string[] = [];
  const tablet = scriptedTablet(
    {
      search: async (query) => foundRows(query),
      voter: async (_, answers) => view(voter(), now(answers)),
      signatureOnFile: async (id) => {
        asked.push(id);
        return signature;
      },
    },
    { election },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  await press("Turn to the voter");
  await screen.findByText("Sign on the line.");
  expect(asked).toEqual([]);
  expect(screen.queryByRole("img", { name: "Signature on file" })).toBeNull();
  return tablet;
}
const press = async (name: string): Promise<void> => userEvent.click(await screen.findByRole("button", { name }));

async function sign(): Promise<void> {
  const pad = screen.getByRole("img", { name: "Line to sign on" });
  pad.getBoundingClientRect = () => new DOMRect(0, 0, 600, 200);
  const at = (clientX: number) => ({ clientX, clientY: 90, pointerId: 1, isPrimary: true });
  fireEvent.pointerDown(pad, at(60));
  fireEvent.pointerMove(pad, at(360));
  fireEvent.pointerUp(pad, at(360));
  await press("Done");
  expect(screen.queryByRole("img", { name: "Signature on file" })).toBeNull();
  await press("Poll worker: go on");
  await screen.findByText("The voter signed.");
}
const calls = (tablet: Scripted): CheckInCall[] =>
  tablet.asked.filter(({ what }) => what === "checkIn").map((one) => one.with as CheckInCall);
const shownImage = () => screen.queryByRole("img", { name: "Signature on file" });

test("both are seen after the tablet came back, and one goes on", async () => {
  const tablet = await atVoter();
  await sign();
  const image = await screen.findByRole<HTMLImageElement>("img", { name: "Signature on file" });
  expect(image.src).toBe(`data:image/png;base64,${Buffer.from(png(1)).toString("base64")}`);
  expect(screen.getAllByRole("img", { name: "Signature" })).toHaveLength(1);
  await press("Check in");
  expect(calls(tablet)).toMatchObject([{ ballot: "regular", answers: {}, signature: { how: "own" } }]);
  expect(shownImage()).toBeNull();
});

test("they differ: what was found is asked; another hand means provisional, with the inspector, and with the signature", async () => {
  const tablet = await atVoter();
  await sign();
  await press("Signatures differ");
  expect(await screen.findByText("Compare the signatures with the inspector")).toBeTruthy();
  expect(shownImage()).not.toBeNull(); // still there to be looked at
  await press("Not so: signatures differ");
  expect(await screen.findByText("Ready to check in")).toBeTruthy();

  await press("Signatures differ");
  await userEvent.click(await screen.findByRole("button", { name: /They are not from the same person/ }));
  expect(await screen.findByText("Give a provisional ballot")).toBeTruthy();
  const record = await screen.findByRole<HTMLButtonElement>("button", { name: "Record provisional" });
  expect(record.disabled).toBe(true);
  const who = await screen.findByRole("combobox", { name: "Inspector" });
  await userEvent.selectOptions(who, await within(who).findByRole("option", { name: /Lin C/ }));
  await userEvent.type(screen.getByLabelText("PIN of the inspector"), "739150");
  await press("Record provisional");
  expect(calls(tablet)).toMatchObject([
    { ballot: "provisional", answers: { signatureDiffers: "otherHand" }, signature: { how: "own" } },
  ]);
});

test("locked, it is gone with the pane", async () => {
  const tablet = await atVoter();
  await sign();
  await screen.findByRole("img", { name: "Signature on file" });
  tablet.show({ phase: { phase: "locked", opened: true, workers: [] } });
  await screen.findByText("Who works here?");
  expect(document.querySelector('[src^="data:"]')).toBeNull();
});

test.each<[SignatureOnFile["onFile"], string]>([
  ["none", "No signature on file. Go on."],
  ["notHere", "The signature on file is not on this tablet. Go on."],
])("%s: it is said, and one goes on", async (is, words) => {
  const tablet = await atVoter({ signature: { onFile: is } as SignatureOnFile });
  await sign();
  await screen.findByText(words);
  expect(screen.queryByRole("button", { name: "Signatures differ" })).toBeNull();
  await press("Check in");
  expect(calls(tablet)).toHaveLength(1);
});

test("where the law does not show it, nothing is asked for", async () => {
  await atVoter({ reference: false });
  await sign();
  expect(screen.getAllByRole("img", { name: "Signature" })).toHaveLength(1);
  expect(screen.queryByText(/on file/)).toBeNull();
});

test("a mark is not compared", async () => {
  await atVoter();
  await press("I cannot sign: make a mark");
  await press("Done");
  await press("Poll worker: go on");
  await screen.findByText("I saw the voter make this mark");
  expect(screen.queryByText(/on file/)).toBeNull();
});
