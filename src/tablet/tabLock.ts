/** One tablet runs one tab of the poll book. The lock ends with the tab, however it ends. */

/** Answers whether this tab now holds the lock; `lost` is called if another tab takes over. */
export function holdTab(steal: boolean, lost: () => void): Promise<boolean> {
  return new Promise((answer) => {
    const options: LockOptions = steal ? { steal: true } : { ifAvailable: true };
    const held = navigator.locks.request("turnout/tab", options, (lock) => {
      answer(lock !== null);
      return lock === null ? undefined : new Promise<never>(() => undefined);
    });
    // A stolen lock rejects the promise of the one who held it.
    held.catch(lost);
  });
}
