/**
 * The accounts of the county page: a name, a role, a password (scrypt) and an authenticator app (TOTP).
 *
 * An account begins with a password for once, which is good for a week and leads to nothing but choosing one's own and
 * setting up the app; or, at the command line, with both at once. Accounts are disabled, never removed, so that the record
 * goes on naming one person. The last administrator
 * who can sign in cannot be disabled.
 *
 * The app's secret must be read back, so it is sealed under a key from the data folder: a copy of the database alone gives
 * neither factor.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { err, ok, type Result } from "../domain/result.ts";
import { AccountName, type OfficeAccount, type OfficeRole } from "../protocol/office.ts";
import type { CountyDatabase, Tables } from "./database.ts";
import { hashPassword, newPassword, type PasswordHash, PasswordHashJson } from "./password.ts";
import { totpSecretBytes } from "./totp.ts";
import { type WeakPassword, weakPassword } from "./weakPassword.ts";

/** A password for once is good for a week. */
export const onceMs = 7 * 24 * 60 * 60_000;

/** The one account of the demonstration. It works only while the endpoint was started as one. */
export const demonstrationAccount = { name: "demo", password: "demonstration only" } as const;

export type AccountsDeps = {
  readonly database: CountyDatabase;
  /** The county's log key (PKCS8): the key that seals the secrets of authenticator apps comes from it. */
  readonly logKey: Uint8Array;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** scrypt's N; tests choose a small one. */
  readonly cost?: number;
  /** An invented county: the account with the known password may sign in. */
  readonly demonstration?: boolean;
};

export type AccountRow = Tables["office_account"];

export type AccountProblem =
  | { readonly type: "accountNameMalformed"; readonly name: string }
  | { readonly type: "accountExists"; readonly name: string }
  | { readonly type: "accountUnknown"; readonly name: string }
  | { readonly type: "lastAdministrator"; readonly name: string }
  | { readonly type: "passwordWeak"; readonly why: WeakPassword };

/** A password that is to be replaced at the first sign-in. To be shown once. */
export type OncePassword = {
  readonly name: string;
  readonly role: OfficeRole;
  readonly password: string;
  readonly until: number;
};

export class OfficeAccounts {
  readonly #deps: AccountsDeps;
  readonly #sealing: Buffer;
  #nobody: Promise<PasswordHash> | undefined;

  constructor(deps: AccountsDeps) {
    this.#deps = deps;
    this.#sealing = Buffer.from(hkdfSync("sha256", deps.logKey, "", "turnout/office-totp", 32));
  }

  /** Whether anybody could administer the county page. `demonstration`: its account counts. */
  async any(demonstration = false): Promise<boolean> {
    const rows = await this.#db.selectFrom("office_account").selectAll().where("disabled", "is", null).execute();
    return rows.some((row) => row.role === "administrator" && (demonstration || row.password_is !== "demonstration"));
  }

  /** Without a password of its own the account gets one for once. */
  async add(name: string, role: OfficeRole): Promise<Result<OncePassword, AccountProblem>> {
    const password = newPassword(this.#deps.random);
    const until = this.#deps.now() + onceMs;
    const added = await this.#insert(name, role, password, { password_is: "once", once_until: until, totp: null });
    return added.ok ? ok({ name, role, password, until }) : added;
  }

  /** With the password and, answered here, the secret for the authenticator app: the account is complete. */
  async addComplete(name: string, role: OfficeRole, password: string): Promise<Result<Uint8Array, AccountProblem>> {
    const weak = weakPassword(password, name);
    if (weak !== undefined) return err({ type: "passwordWeak", why: weak });
    const secret = this.#deps.random(totpSecretBytes);
    const totp = this.#seal(name, secret);
    const added = await this.#insert(name, role, password, { password_is: "own", once_until: null, totp });
    return added.ok ? ok(secret) : added;
  }

  async addDemonstration(): Promise<Result<void, AccountProblem>> {
    const { name, password } = demonstrationAccount;
    const plain = { password_is: "demonstration", once_until: null, totp: null } as const;
    return this.#insert(name, "administrator", password, plain);
  }

  /** A new password for once and no app: for whoever has forgotten the one or lost the other. Ends its sessions. */
  async reset(name: string): Promise<Result<OncePassword, AccountProblem>> {
    const row = await this.named(name);
    if (row === undefined || row.password_is === "demonstration") return err({ type: "accountUnknown", name });
    const password = newPassword(this.#deps.random);
    const until = this.#deps.now() + onceMs;
    const once = { password_is: "once", once_until: until, totp: null, disabled: null } as const;
    await this.#update(name, { ...once, password: await this.#hash(password) });
    await this.#endSessions(name);
    return ok({ name, role: row.role, password, until });
  }

  /** Ends its sessions too. */
  async disable(name: string): Promise<Result<void, AccountProblem>> {
    const row = await this.named(name);
    if (row === undefined || row.disabled !== null) return err({ type: "accountUnknown", name });
    const others = (await this.#rows()).filter((one) => one.name !== name && one.role === "administrator");
    if (row.role === "administrator" && !others.some((one) => this.isUsable(one)))
      return err({ type: "lastAdministrator", name });
    await this.#update(name, { disabled: this.#deps.now() });
    await this.#endSessions(name);
    return ok(undefined);
  }

  async all(): Promise<OfficeAccount[]> {
    const signIns = await this.#db
      .selectFrom("office_act")
      .select(({ fn }) => ["account", fn.max("at").as("at")])
      .where("act", "in", ["signedIn", "accountSetUp"])
      .groupBy("account")
      .execute();
    const last = new Map(signIns.map(({ account, at }) => [account, Number(at)]));
    return (await this.#rows()).map(({ name, role, created, disabled, password_is }) => ({
      name,
      role,
      created,
      lastSignIn: last.get(name) ?? null,
      state:
        disabled !== null
          ? "disabled"
          : password_is === "own"
            ? "good"
            : password_is === "once"
              ? "firstSignIn"
              : "demonstration",
    }));
  }

  /** Disabled ones too. */
  named(name: string): Promise<AccountRow | undefined> {
    return this.#db.selectFrom("office_account").selectAll().where("name", "=", name).executeTakeFirst();
  }

  /** Whether anybody could sign in with it: not disabled, not a first sign-in that has expired. */
  isUsable({ disabled, password_is, once_until }: AccountRow): boolean {
    if (disabled !== null) return false;
    if (password_is === "demonstration") return this.#deps.demonstration === true;
    return password_is === "own" || (once_until ?? 0) > this.#deps.now();
  }

  /** A hash that no password fits, at the price of a real one: an unknown name must not be answered sooner. */
  nobody(): Promise<PasswordHash> {
    this.#nobody ??= hashPassword(newPassword(this.#deps.random), this.#deps.random, this.#deps.cost);
    return this.#nobody;
  }

  /** A new secret for the app of an account that signs in for the first time. */
  async newSecret(name: string): Promise<Uint8Array> {
    const secret = this.#deps.random(totpSecretBytes);
    await this.#update(name, { totp: this.#seal(name, secret), totp_step: -1 });
    return secret;
  }

  secretOf({ name, totp }: AccountRow): Uint8Array | undefined {
    return totp === null ? undefined : this.#open(name, totp);
  }

  /** Takes a step for used; false if it, or a later one, was used before. */
  async takeStep(name: string, step: number): Promise<boolean> {
    const done = await this.#db
      .updateTable("office_account")
      .set({ totp_step: step })
      .where("name", "=", name)
      .where("totp_step", "<", step)
      .executeTakeFirst();
    return done.numUpdatedRows === 1n;
  }

  /** One's own password in place of the one for once. */
  async complete(name: string, password: string): Promise<void> {
    await this.#update(name, { password_is: "own", once_until: null, password: await this.#hash(password) });
    await this.#endSessions(name);
  }

  get #db() {
    return this.#deps.database.db;
  }

  #rows(): Promise<AccountRow[]> {
    return this.#db.selectFrom("office_account").selectAll().orderBy("name").execute();
  }

  async #hash(password: string): Promise<string> {
    return JSON.stringify(await hashPassword(password, this.#deps.random, this.#deps.cost));
  }

  async #insert(
    name: string,
    role: OfficeRole,
    password: string,
    kind: Pick<AccountRow, "password_is" | "once_until" | "totp">,
  ): Promise<Result<void, AccountProblem>> {
    if (!AccountName.safeParse(name).success) return err({ type: "accountNameMalformed", name });
    const row = { name, role, ...kind, totp_step: -1, created: this.#deps.now(), disabled: null };
    const done = await this.#db
      .insertInto("office_account")
      .values({ ...row, password: await this.#hash(password) })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .executeTakeFirst();
    return (done.numInsertedOrUpdatedRows ?? 0n) > 0n ? ok(undefined) : err({ type: "accountExists", name });
  }

  async #update(name: string, change: Partial<AccountRow>): Promise<void> {
    await this.#db.updateTable("office_account").set(change).where("name", "=", name).execute();
  }

  async #endSessions(name: string): Promise<void> {
    await this.#db.deleteFrom("office_session").where("account", "=", name).execute();
  }

  #seal(name: string, secret: Uint8Array): Uint8Array {
    const iv = this.#deps.random(12);
    const cipher = createCipheriv("aes-256-gcm", this.#sealing, iv).setAAD(Buffer.from(name));
    return Uint8Array.from(Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]));
  }

  #open(name: string, sealed: Uint8Array): Uint8Array {
    const bytes = Buffer.from(sealed);
    const plain = createDecipheriv("aes-256-gcm", this.#sealing, bytes.subarray(0, 12), { authTagLength: 16 });
    plain.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-16));
    return Uint8Array.from(Buffer.concat([plain.update(bytes.subarray(12, -16)), plain.final()]));
  }
}

/** The hash in a row; a row that somebody has damaged is a broken database. */
export const passwordOf = ({ password }: AccountRow): PasswordHash => PasswordHashJson.parse(JSON.parse(password));
