/** People of the county office in tests: accounts with a password and an authenticator app, and signing in with them. */
import { type OfficeRole, officePaths } from "../../src/protocol/office.ts";
import { openCounty, platformRandom } from "../../src/server/dataFolder.ts";
import { migrate } from "../../src/server/migrations.ts";
import { OfficeAccounts } from "../../src/server/officeAccounts.ts";
import { totpCode, totpStep } from "../../src/server/totp.ts";

export const officePassword = "for the tests only";
/** scrypt's N of tests. */
export const testCost = 1024;

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

export class Clerk {
  readonly name: string;
  readonly role: OfficeRole;
  readonly #secret: Uint8Array;
  readonly #now: () => number;
  #used = -1;

  constructor(name: string, role: OfficeRole, secret: Uint8Array, now: () => number) {
    this.name = name;
    this.role = role;
    this.#secret = secret;
    this.#now = now;
  }

  /** A new account of this county. */
  static async of(
    county: { readonly accounts: OfficeAccounts },
    now: () => number,
    role: OfficeRole = "administrator",
    name: string = role,
  ): Promise<Clerk> {
    const secret = await county.accounts.addComplete(name, role, officePassword);
    if (!secret.ok) throw new Error(secret.error.type);
    return new Clerk(name, role, secret.value, now);
  }

  /** A new account of the election in this data folder. */
  static async inFolder(folder: string, now: () => number = Date.now): Promise<Clerk> {
    const opened = await openCounty(folder);
    if (!opened.ok) throw new Error(opened.error.type);
    const database = opened.value.openDatabase((error) => {
      throw error;
    });
    await migrate(database);
    const { logKey } = opened.value.keys;
    const accounts = new OfficeAccounts({ database, logKey, now, random: platformRandom, cost: testCost });
    const clerk = await Clerk.of({ accounts }, now);
    await database.db.destroy();
    return clerk;
  }

  /** What the app shows, or what it showed or will show half a minute from now where that was used already. */
  code(): string {
    const now = totpStep(this.#now());
    const step = Math.min(Math.max(this.#used + 1, now - 1), now + 1);
    this.#used = step;
    return totpCode(this.#secret, step);
  }

  credentials(): { readonly name: string; readonly password: string; readonly code: string } {
    return { name: this.name, password: officePassword, code: this.code() };
  }

  /** Signs in and answers the header of the session. */
  async signIn(fetch: Fetch): Promise<Record<string, string>> {
    const response = await fetch(officePaths.signIn, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.credentials()),
    });
    if (!response.ok) throw new Error(await response.text());
    return { Cookie: (response.headers.get("Set-Cookie") ?? "").split(";")[0] ?? "" };
  }
}
