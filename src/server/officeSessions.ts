/**
 * Signing in to the county page, and the session that follows: in the database, so that any process knows it, its token in
 * a cookie that scripts cannot read and other sites cannot send. Only the hash of the token is stored.
 *
 * Guarantees: a wrong name, password or code is answered alike and as late as a right one. Failures are counted by account
 * and by address, before scrypt runs, and the wait grows. From an address from which an account has signed in before it is
 * counted apart, so that somebody elsewhere cannot lock the office out of its own page. A session ends some time after a
 * person last did something, and twelve hours after the sign-in at the latest; a disabled account has none.
 */
import { err, ok, type Result } from "../domain/result.ts";
import { base64, hex, sha256, utf8 } from "../log/encoding.ts";
import type { OfficeRole } from "../protocol/office.ts";
import type { CountyDatabase } from "./database.ts";
import { networkOf } from "./network.ts";
import { type AccountRow, type OfficeAccounts, passwordOf } from "./officeAccounts.ts";
import type { OfficeRecord } from "./officeRecord.ts";
import { passwordFits } from "./password.ts";
import { fittingStep } from "./totp.ts";
import type { TryLimit } from "./tryLimit.ts";
import { type WeakPassword, weakPassword } from "./weakPassword.ts";

const minute = 60_000;
/** A session ends twelve hours after the sign-in. */
export const sessionMs = 12 * 60 * minute;
/** And this long after a person last did something: an auditor may watch, an administrator's page can act. */
export const idleMs: { readonly [R in OfficeRole]: number } = { administrator: 30 * minute, auditor: 120 * minute };
/** A first sign-in is to be completed within this time. */
export const setUpMs = 15 * minute;
/** An address is known to an account for this long after a sign-in. */
const knownAddressMs = 30 * 24 * 60 * minute;

export type SessionDeps = {
  readonly database: CountyDatabase;
  readonly accounts: OfficeAccounts;
  readonly record: OfficeRecord;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly limit: TryLimit;
  /** The endpoint was started as the demonstration: its account may sign in. */
  readonly demonstration: boolean;
};

export type SignInProblem = { readonly type: "tooManyTries"; readonly time: number } | { readonly type: "notSignedIn" };
export type SetUpProblem =
  | SignInProblem
  | { readonly type: "passwordWeak"; readonly why: WeakPassword }
  | { readonly type: "codeWrong" };

export type Session = { readonly name: string; readonly role: OfficeRole; readonly forSetUp: boolean };
/** `secret`: of the authenticator app, where this is the first sign-in. */
export type Opened = { readonly token: string; readonly session: Session; readonly secret: Uint8Array | undefined };

export type Credentials = { readonly name: string; readonly password: string; readonly code: string };

const nameOf = async (token: string): Promise<string> => hex(await sha256(utf8(`turnout/office-session\n${token}`)));

export class OfficeSessions {
  readonly #deps: SessionDeps;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  /** Answers the token for the cookie. */
  async signIn({ name: typed, password, code }: Credentials, address: string): Promise<Result<Opened, SignInProblem>> {
    const { accounts, record, limit, now } = this.#deps;
    const name = typed.trim().toLowerCase();
    const account = await accounts.named(name);
    const usable = account !== undefined && this.#deps.accounts.isUsable(account) ? account : undefined;
    const known = await this.#knowsAddress(name, address);
    const tries = {
      address: `office address ${networkOf(address)}`,
      account: known ? `office account ${name} from ${address}` : `office account ${name}`,
    };
    const until = Math.max(limit.blocked(tries.address, now()) ?? 0, limit.blocked(tries.account, now()) ?? 0);
    if (until > 0) return err({ type: "tooManyTries", time: until });
    // Counted before scrypt runs, so that many tries at once do not slip through together.
    const waits = { address: limit.failed(tries.address, now()), account: limit.failed(tries.account, now()) };
    const hash = account === undefined ? await accounts.nobody() : passwordOf(account);
    const fits = await passwordFits(password, hash);
    const good = fits && usable !== undefined && (await this.#codeFits(usable, code));
    const who = { account: account?.name ?? null, role: account?.role ?? null, address };
    if (!good) {
      await record.add("signInFailed", who, {});
      for (const what of ["address", "account"] as const)
        if (waits[what] > 0)
          await record.add("lockedOut", who, { waits: what, seconds: Math.round((waits[what] - now()) / 1000) });
      return err({ type: "notSignedIn" });
    }
    limit.succeeded(tries.address);
    limit.succeeded(tries.account);
    const forSetUp = usable.password_is === "once";
    // A first sign-in is recorded when it is complete.
    if (!forSetUp) await record.add("signedIn", who, {});
    const secret = forSetUp ? await accounts.newSecret(name) : undefined;
    return ok({ ...(await this.#open(usable, forSetUp)), secret });
  }

  /** Completes a first sign-in: one's own password, and the app shown to work. Answers a full session's token. */
  async setUp(
    token: string | undefined,
    password: string,
    code: string,
    address: string,
  ): Promise<Result<Opened, SetUpProblem>> {
    const { accounts, record, limit, now } = this.#deps;
    const session = await this.sessionOf(token);
    const account = session?.forSetUp ? await accounts.named(session.name) : undefined;
    if (session === undefined || account === undefined) return err({ type: "notSignedIn" });
    const tries = `office set-up ${account.name}`;
    const until = limit.blocked(tries, now());
    if (until !== undefined) return err({ type: "tooManyTries", time: until });
    const why = weakPassword(password, account.name);
    if (why !== undefined) return err({ type: "passwordWeak", why });
    if (await passwordFits(password, passwordOf(account))) return err({ type: "passwordWeak", why: "common" });
    limit.failed(tries, now());
    if (!(await this.#codeFits({ ...account, password_is: "own" }, code))) return err({ type: "codeWrong" });
    limit.succeeded(tries);
    await accounts.complete(account.name, password);
    await record.add("accountSetUp", { account: account.name, role: account.role, address }, {});
    return ok({ ...(await this.#open(account, false)), secret: undefined });
  }

  /** Whose session it is; undefined if it is over. `acts`: a person has just done something. */
  async sessionOf(token: string | undefined, acts = false): Promise<Session | undefined> {
    if (token === undefined) return undefined;
    const { database, accounts, now } = this.#deps;
    const at = now();
    const hash = await nameOf(token);
    const row = await database.db.selectFrom("office_session").selectAll().where("token", "=", hash).executeTakeFirst();
    const account = row === undefined ? undefined : await accounts.named(row.account);
    if (row === undefined || account === undefined || !this.#deps.accounts.isUsable(account)) return undefined;
    const forSetUp = row.for_set_up === 1;
    const lasts = forSetUp ? setUpMs : sessionMs;
    if (at >= row.created + lasts || at >= row.used + idleMs[account.role]) return undefined;
    if (acts && at - row.used >= minute)
      await database.db.updateTable("office_session").set({ used: at }).where("token", "=", hash).execute();
    return { name: account.name, role: account.role, forSetUp };
  }

  async signOut(token: string): Promise<void> {
    await this.#deps.database.db
      .deleteFrom("office_session")
      .where("token", "=", await nameOf(token))
      .execute();
  }

  async #open(account: AccountRow, forSetUp: boolean): Promise<{ readonly token: string; readonly session: Session }> {
    const { database, now, random } = this.#deps;
    const token = base64(random(32));
    const at = now();
    await database.db
      .deleteFrom("office_session")
      .where("created", "<=", at - sessionMs)
      .execute();
    await database.db
      .insertInto("office_session")
      .values({
        token: await nameOf(token),
        account: account.name,
        created: at,
        used: at,
        for_set_up: forSetUp ? 1 : 0,
      })
      .execute();
    return { token, session: { name: account.name, role: account.role, forSetUp } };
  }

  /** An account that signs in for the first time has no app yet, and that of the demonstration never has. */
  async #codeFits(account: AccountRow, code: string): Promise<boolean> {
    if (account.password_is !== "own") return true;
    const secret = this.#deps.accounts.secretOf(account);
    const step = secret && fittingStep(secret, code, this.#deps.now(), account.totp_step);
    return step !== undefined && (await this.#deps.accounts.takeStep(account.name, step));
  }

  async #knowsAddress(account: string, address: string): Promise<boolean> {
    const row = await this.#deps.database.db
      .selectFrom("office_act")
      .select("id")
      .where("act", "in", ["signedIn", "accountSetUp"])
      .where("account", "=", account)
      .where("address", "=", address)
      .where("at", ">", this.#deps.now() - knownAddressMs)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }
}
