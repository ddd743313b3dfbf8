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
import type { OfficeRecord, Who } from "./officeRecord.ts";
import { passwordFits } from "./password.ts";
import { fittingStep } from "./totp.ts";
import type { RefusedTry, TryLimit, TryLimits, Waits } from "./tryLimit.ts";
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
  readonly limits: Pick<TryLimits, "officeAddresses" | "accounts" | "otherNames">;
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
    const { accounts, record, limits, now } = this.#deps;
    const name = typed.trim().toLowerCase();
    const account = await accounts.named(name);
    const usable = account !== undefined && this.#deps.accounts.isUsable(account) ? account : undefined;
    const who = { account: account?.name ?? null, role: account?.role ?? null, address };
    const known = await this.#knowsAddress(name, address);
    const tries = [
      { waits: "address", limit: limits.officeAddresses, name: networkOf(address) },
      {
        waits: "account",
        limit: account === undefined ? limits.otherNames : limits.accounts,
        name: known ? `${name} from ${address}` : name,
      },
    ] as const;
    const refused = refusedNow(tries, now());
    if (refused.length > 0) return this.#refuse(refused, who);
    // Counted at once and before scrypt runs, so that many tries at once do not slip through together.
    const waits = tries.map((one) => ({ waits: one.waits, until: one.limit.failed(one.name, now()) }));
    const hash = account === undefined ? await accounts.nobody() : passwordOf(account);
    const fits = await passwordFits(password, hash);
    const good = fits && usable !== undefined && (await this.#codeFits(usable, code));
    if (!good) {
      await record.add("signInFailed", who, {});
      await this.#lockedOut(waits, who);
      return err({ type: "notSignedIn" });
    }
    for (const { limit, name: counted } of tries) limit.succeeded(counted);
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
    const { accounts, record, limits, now } = this.#deps;
    const session = await this.sessionOf(token);
    const account = session?.forSetUp ? await accounts.named(session.name) : undefined;
    if (session === undefined || account === undefined) return err({ type: "notSignedIn" });
    const who = { account: account.name, role: account.role, address };
    const tried = { waits: "account", limit: limits.accounts, name: `first sign-in of ${account.name}` } as const;
    const refused = refusedNow([tried], now());
    if (refused.length > 0) return this.#refuse(refused, who);
    const why = weakPassword(password, account.name);
    if (why !== undefined) return err({ type: "passwordWeak", why });
    if (await passwordFits(password, passwordOf(account))) return err({ type: "passwordWeak", why: "common" });
    const until = tried.limit.failed(tried.name, now());
    if (!(await this.#codeFits({ ...account, password_is: "own" }, code))) {
      await record.add("signInFailed", who, {});
      await this.#lockedOut([{ waits: tried.waits, until }], who);
      return err({ type: "codeWrong" });
    }
    tried.limit.succeeded(tried.name);
    await accounts.complete(account.name, password);
    await record.add("accountSetUp", who, {});
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

  async #refuse(
    refused: ReturnType<typeof refusedNow>,
    who: Who,
  ): Promise<Result<never, Extract<SignInProblem, { type: "tooManyTries" }>>> {
    for (const { waits, times, tell } of refused)
      if (tell) await this.#deps.record.add("refusedWhileWaiting", who, { waits, times });
    return err({ type: "tooManyTries", time: Math.max(...refused.map(({ until }) => until)) });
  }

  async #lockedOut(waiting: readonly { readonly waits: Waits; readonly until: number }[], who: Who): Promise<void> {
    const { record, now } = this.#deps;
    for (const { waits, until } of waiting)
      if (until > 0) await record.add("lockedOut", who, { waits, seconds: Math.round((until - now()) / 1000) });
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

type Tried = { readonly waits: Waits; readonly limit: TryLimit; readonly name: string };

/** Those of these that wait now. */
const refusedNow = (tries: readonly Tried[], now: number): (RefusedTry & Pick<Tried, "waits">)[] =>
  tries.flatMap(({ waits, limit, name }) => {
    const refused = limit.refused(name, now);
    return refused === undefined ? [] : { ...refused, waits };
  });
