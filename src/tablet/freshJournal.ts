/**
 * Lets the browser begin a new journal for this origin's databases, before anything is written at a start.
 *
 * Chromium keeps IndexedDB in LevelDB, whose journal (a `.log` file) is used again after a start. If the process was
 * killed, or the power failed, between the head of a record and its content, the next start reads the journal well and
 * then writes behind the torn record; the start after that finds a wrong checksum in the middle, and Chromium clears the
 * whole database: the identity, the roll, and every check-in that was not sent. (Seen here: one kill in some hundreds,
 * and every time with a torn head put there by hand.) Deleting a database makes Chromium compact, and compacting begins a
 * new journal that ends well. What is left are the few milliseconds until then.
 *
 * Other browsers keep IndexedDB in SQLite; to them this is one small database made and deleted.
 */
const scratch = "turnout-scratch";
const patienceMs = 3_000;

/** Resolves when the journal is new, or cannot be made new: the tablet starts in any case. */
export async function beginFreshJournal(factory: IDBFactory): Promise<void> {
  const tooLong = new Promise((go) => setTimeout(go, patienceMs));
  // A browser that gives no database at all says so where the tablet starts.
  await Promise.race([scratched(factory).catch(() => undefined), tooLong]);
}

async function scratched(factory: IDBFactory): Promise<void> {
  const db = await asked(factory.open(scratch));
  db.close();
  await asked(factory.deleteDatabase(scratch));
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}
