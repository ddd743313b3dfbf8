/**
 * The office's sign-in: one password, a session in the database (so that any process knows it), its token in a cookie
 * that scripts cannot read and other sites cannot send. Only the hash of the token is stored. Wrong passwords are
 * counted by address; the time to wait grows.
 */

import { err, ok, type Result } from "../domain/result.ts";
import { base64, hex, sha256, utf8 } from "../log/encoding.ts";
import type { CountyDatabase } from "./database.ts";
import { type PasswordHash, passwordFits } from "./password.ts";
import type { TryLimit } from "./tryLimit.ts";

/** A session ends twelve hours after the sign-in. */
export const sessionMs = 12 * 60 * 60_000;

export type OfficeDeps = {
  readonly database: CountyDatabase;
  readonly password: PasswordHash;
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  readonly limit: TryLimit;
};

export type SignInProblem = { readonly type: "tooManyTries"; readonly time: number } | { readonly type: "notSignedIn" };

const nameOf = async (token: string): Promise<string> => hex(await sha256(utf8(`turnout/office-session\n${token}`)));

export class OfficeSessions {
  readonly #deps: OfficeDeps;

  constructor(deps: OfficeDeps) {
    this.#deps = deps;
  }

  /** Answers the token for the cookie. */
  async signIn(password: string, address: string): Promise<Result<string, SignInProblem>> {
    const { database, now, random, limit } = this.#deps;
    const tries = `office ${address}`;
    const until = limit.blocked(tries, now());
    if (until !== undefined) return err({ type: "tooManyTries", time: until });
    // Counted before scrypt runs, so that many tries at once do not slip through together.
    limit.failed(tries, now());
    if (!(await passwordFits(password, this.#deps.password))) return err({ type: "notSignedIn" });
    limit.succeeded(tries);
    const token = base64(random(32));
    await database.db.deleteFrom("office_session").where("expires", "<=", now()).execute();
    await database.db
      .insertInto("office_session")
      .values({ token: await nameOf(token), expires: now() + sessionMs })
      .execute();
    return ok(token);
  }

  async isSignedIn(token: string | undefined): Promise<boolean> {
    if (token === undefined) return false;
    const row = await this.#deps.database.db
      .selectFrom("office_session")
      .select("expires")
      .where("token", "=", await nameOf(token))
      .executeTakeFirst();
    return row !== undefined && row.expires > this.#deps.now();
  }

  async signOut(token: string): Promise<void> {
    await this.#deps.database.db
      .deleteFrom("office_session")
      .where("token", "=", await nameOf(token))
      .execute();
  }
}
