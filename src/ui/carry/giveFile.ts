/** Gives a file away: to the system's share sheet where the browser has one, else as a download, for a USB stick. */
import type { Carry } from "../../tablet/carryCalls.ts";

/** False if whoever was asked by the share sheet changed their mind. */
export async function giveFile({ file, number, through }: Extract<Carry, { how: "file" }>): Promise<boolean> {
  // Named by what it holds, so that a later one does not hide it.
  const name = `turnout-tablet-${number}-records-${through + 1}.bin`;
  const files = [new File([file], name, { type: file.type })];
  if (navigator.canShare?.({ files }) === true) {
    try {
      await navigator.share({ files });
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return false;
      // Some systems offer it and then refuse this kind of file.
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
