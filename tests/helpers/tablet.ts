/**
 * A tablet in tests: one Chromium process with a profile folder of its own, so that it can be killed and opened again,
 * and what a poll worker does on it, by role and accessible name only.
 */
import { mkdtempSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterEach, expect } from "vitest";
import type { Cable } from "./cable.ts";
import { chromiumArgs, chromiumPath, missingChromium } from "./chromium.ts";
import type { FakeCamera } from "./fakeCamera.ts";
import type { RecordingProxy } from "./recordingProxy.ts";

export type TabletOptions = {
  /** The profile of a tablet that was closed or killed. */
  readonly profile?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly touch?: boolean;
  /** Pixels of the screen to one of the page, as zoom makes them. */
  readonly scale?: number;
  /** The origin whose storage the browser promises to keep, as it does for an installed app. */
  readonly persistentAt?: string;
  /** What its camera sees. */
  readonly camera?: FakeCamera;
  /** Everything that this browser asks goes through it. */
  readonly proxy?: RecordingProxy;
};

/** What the browser says by itself while a network is gone; not a fault of the page. */
const networkGone =
  /^Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|CONNECTION_(RESET|REFUSED|CLOSED|ABORTED)|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE|NETWORK_CHANGED|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH)/;

export class Tablet {
  readonly profile: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and uncaught exceptions, other than the browser's own about a network that is gone. */
  readonly problems: string[] = [];
  readonly #expected: RegExp[] = [networkGone];

  constructor(profile: string, context: BrowserContext, page: Page) {
    this.profile = profile;
    this.context = context;
    this.page = page;
    for (const one of context.pages()) this.#listen(one);
    context.on("page", (one) => this.#listen(one));
  }

  #listen(page: Page): void {
    page.on("console", (message) => {
      const text = message.text();
      const expected = this.#expected.some((pattern) => pattern.test(text));
      if (message.type() === "error" && !expected) this.problems.push(text);
    });
    page.on("pageerror", (error) => this.problems.push(String(error.stack ?? error)));
  }

  /** Console errors that belong to what is tested. */
  expectInConsole(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /**
   * The network returns, and the system says so, as it does of Wi-Fi. Of a network that returns in silence the tablet hears
   * when its stream is open again, some seconds later: `cable.plugIn()` alone.
   */
  async plugIn(cable: Pick<Cable, "plugIn">): Promise<void> {
    cable.plugIn();
    for (const worker of this.page.workers())
      await worker.evaluate(() => {
        self.dispatchEvent(new Event("online"));
      });
  }

  /** SIGKILL for the browser process; resolves when it has gone. */
  async kill(): Promise<void> {
    const closed = new Promise<void>((done) => this.context.once("close", () => done()));
    process.kill(this.processId(), "SIGKILL");
    await closed;
  }

  /** Chromium's own lock names its process: "host-pid". */
  processId(): number {
    return Number(readlinkSync(join(this.profile, "SingletonLock")).split("-").at(-1));
  }

  // ---------------------------------------------------------------------------------------------- a poll worker's acts

  /** Types the set-up code and waits until the roll is there. */
  async setUp(url: string, code: string): Promise<void> {
    await this.giveSetUpCode(url, code);
    await this.readyToOpen();
  }

  async giveSetUpCode(url: string, code: string): Promise<void> {
    await this.page.goto(url);
    await this.page.getByLabel("Set-up code").fill(code);
    await this.page.keyboard.press("Enter");
  }

  /** Waits until the list of voters is there and the opening code is asked for. */
  async readyToOpen(): Promise<void> {
    await this.page.getByLabel("Opening code").waitFor();
    await this.controlled();
  }

  /** Waits until the service worker serves this page. */
  async controlled(): Promise<void> {
    await this.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  }

  async open(card: string): Promise<void> {
    await this.page.getByLabel("Opening code").fill(card);
    await this.page.keyboard.press("Enter");
    const locked = this.page.getByRole("heading", { name: "Who works here?" });
    try {
      await locked.waitFor({ timeout: 40_000 });
    } catch (error) {
      throw new Error(`not opened; on the screen: ${await this.page.locator("body").innerText()}`, { cause: error });
    }
  }

  /** Chooses the worker, if there is a choice, and types the PIN. */
  async signIn(worker: string, pin: string): Promise<void> {
    const name = this.page.getByRole("button", { name: new RegExp(`^${worker}`) });
    const pinField = this.page.getByLabel("PIN", { exact: true });
    await name
      .or(pinField)
      .first()
      .waitFor({ timeout: 40_000 })
      .catch(async (error: Error) => {
        // What stood there instead says more than a time limit.
        throw new Error(`${error.message}\non screen: ${await this.page.locator("body").innerText()}`);
      });
    if (await name.isVisible()) await name.click();
    await pinField.fill(pin);
    await this.page.keyboard.press("Enter");
    await this.searchBox.waitFor();
  }

  get searchBox(): Locator {
    return this.page.getByRole("searchbox");
  }
  get voter(): Locator {
    return this.page.getByRole("region", { name: "Voter", exact: true });
  }
  /** The coloured line on top of the voter: what to do. */
  get banner(): Locator {
    return this.voter.getByRole("status").first();
  }
  get checkInButton(): Locator {
    return this.page.getByRole("button", { name: "Check in", exact: true });
  }
  get recorded(): Locator {
    return this.page.getByText(/^Recorded on this tablet/);
  }
  get statusLine(): Locator {
    return this.page.getByRole("contentinfo");
  }
  row(name: string): Locator {
    return this.page.getByRole("option", { name }).first();
  }

  /** Searches and chooses: `query` is typed, `name` is how the row begins. */
  async choose(query: string, name: string): Promise<void> {
    await this.searchBox.fill(query);
    await this.row(name).click();
    await this.banner.waitFor();
  }

  async checkIn(query: string, name: string): Promise<void> {
    await this.choose(query, name);
    await this.checkInButton.click();
    await this.recorded.waitFor();
  }

  /** Something that stands behind "Inspector" in the header. */
  async inspectorAct(name: string): Promise<void> {
    await this.page.getByRole("button", { name: "Inspector", exact: true }).click();
    await this.page.getByRole("dialog", { name: "Choose what to do" }).getByRole("button", { name }).click();
  }

  async nextVoter(): Promise<void> {
    await this.page.getByRole("button", { name: "Next voter" }).click();
    await this.searchBox.waitFor();
  }

  // ------------------------------------------------------------------------------------------------- what is stored

  /** Size and root up to which this tablet has verified the county log. */
  async frontier(): Promise<{ size: number; root: string } | undefined> {
    const fact = await this.read("facts", "frontier");
    return (fact[0] as { value: { size: number; root: string } } | undefined)?.value;
  }

  /** The events in the device log, newest last; the leaf as numbers. */
  async events(): Promise<{ device: string; seq: number; hash: string; cmd: string; leaf: number[] }[]> {
    return (await this.read("events")) as Awaited<ReturnType<Tablet["events"]>>;
  }

  /** How many rows a table has. To read them would carry megabytes of chunks over as numbers in JSON. */
  count(table: string): Promise<number> {
    return this.page.evaluate(
      (from) =>
        new Promise<number>((done, failed) => {
          const opening = indexedDB.open("turnout");
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const asked = db.transaction(from).objectStore(from).count();
            asked.onerror = () => failed(asked.error);
            asked.onsuccess = () => {
              db.close();
              done(asked.result);
            };
          };
        }),
      table,
    );
  }

  /** Rows of a table of the tablet's database, read past the app. Byte arrays come as numbers. */
  read(table: string, key?: string): Promise<unknown[]> {
    return this.page.evaluate(
      ([from, only]) =>
        new Promise<unknown[]>((done, failed) => {
          const opening = indexedDB.open("turnout");
          opening.onerror = () => failed(opening.error);
          opening.onsuccess = () => {
            const db = opening.result;
            const asked = db
              .transaction(from as string)
              .objectStore(from as string)
              .getAll(only as string | undefined);
            asked.onerror = () => failed(asked.error);
            asked.onsuccess = () => {
              db.close();
              const plain = (row: object): unknown =>
                JSON.parse(JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? [...value] : value)));
              done(asked.result.map(plain));
            };
          };
        }),
      [table, key] as const,
    );
  }
}

/** Opens a browser on a new profile, or on that of a tablet that was closed or killed. */
export async function openTablet(options: TabletOptions = {}): Promise<Tablet> {
  const missing = missingChromium();
  if (missing !== undefined) throw new Error(missing);
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "tablet-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath,
    headless: true,
    args: [...chromiumArgs, ...(options.camera?.browserArgs ?? []), ...(options.proxy?.browserArgs ?? [])],
    chromiumSandbox: false,
    viewport: options.viewport ?? { width: 1024, height: 768 },
    hasTouch: options.touch ?? false,
    ...(options.scale === undefined ? {} : { deviceScaleFactor: options.scale }),
  });
  context.setDefaultTimeout(15_000);
  const page = context.pages()[0] ?? (await context.newPage());
  if (options.persistentAt !== undefined) {
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(options.persistentAt);
    const permission = { name: "persistent-storage" };
    await devtools.send("Browser.setPermission", { permission, setting: "granted", origin });
  }
  return new Tablet(profile, context, page);
}

/** What a tablet shows, for the report of a failed test. */
async function screenOf({ page, profile }: Tablet): Promise<string> {
  const text = await page
    .locator("body")
    .innerText({ timeout: 1000 })
    .catch((error: Error) => error.message);
  return `${profile} shows:\n${text}`;
}

/**
 * Tablets of one test file. After each test every tablet that is still open is closed, profiles are removed, and any
 * console error or uncaught exception on any of them fails the test. `CHROMIUM` names another browser.
 */
export function tabletsOfThisFile(): (options?: TabletOptions) => Promise<Tablet> {
  const opened: Tablet[] = [];
  afterEach(async ({ task }) => {
    const tablets = opened.splice(0);
    if (task.result?.state === "fail") for (const tablet of tablets) console.log(await screenOf(tablet));
    await Promise.all(tablets.map((tablet) => tablet.context.close().catch(() => undefined)));
    for (const tablet of tablets) rmSync(tablet.profile, { recursive: true, force: true, maxRetries: 5 });
    expect(tablets.flatMap((tablet) => tablet.problems)).toEqual([]);
  });
  return async (options) => {
    const tablet = await openTablet(options);
    opened.push(tablet);
    return tablet;
  };
}
