import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { foundRows, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test("a failed call reaches the error screen, which names no voter and still saves the records", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  const tablet = scriptedTablet({
    search: async (query) => foundRows(query),
    voter: async () => {
      throw new TypeError("García-López, Ana");
    },
  });
  await showApp(surroundingsOf(tablet));
  await userEvent.keyboard("garcia");
  await userEvent.click(await screen.findByRole("option", { name: /Ana María/ }));
  expect(await screen.findByRole("heading", { name: "This screen has failed" })).toBeTruthy();
  expect(document.body.textContent).not.toContain("García");
  await userEvent.click(screen.getByRole("button", { name: "Save this tablet's records to a file" }));
  expect(tablet.asked.at(-1)?.what).toBe("exportLog");
  expect(click).toHaveBeenCalledOnce();
  expect(await screen.findByText("Saved. Give the file to the county.")).toBeTruthy();
});

test("records that cannot be saved are said to be so", async () => {
  const tablet = scriptedTablet(
    {
      exportLog: async () => {
        throw new Error("storage");
      },
    },
    { phase: { phase: "storageBroken", what: "QuotaExceededError" } },
  );
  await showApp(surroundingsOf(tablet));
  await userEvent.click(screen.getByRole("button", { name: "Save this tablet's records to a file" }));
  expect(await screen.findByText(/It could not be saved/)).toBeTruthy();
});
