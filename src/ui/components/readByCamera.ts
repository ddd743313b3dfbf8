/**
 * Shows what the camera sees and reads bar codes from it, until it is told to stop; the camera is then switched off. What
 * keeps it from reading is told, once.
 */
import type { FrameRead, FrameToRead, Symbology } from "./scanCode.worker.ts";

export type CameraTrouble = "noCamera" | "notAllowed" | "noReader";

/** Pixels, wide: a worker's code has 81 modules to a side, and a hand holds it where it takes a third of the picture. */
const frameWidth = 1280;

/** `onText` is given every text that is read, the same one as often as a frame shows it. */
export async function readByCamera(
  signal: AbortSignal,
  video: { readonly current: HTMLVideoElement | null },
  symbols: readonly Symbology[],
  onTrouble: (trouble: CameraTrouble) => void,
  onText: (text: string) => void,
): Promise<void> {
  const stream = await openCamera();
  if (typeof stream === "string") return onTrouble(stream);
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  const picture = video.current;
  if (signal.aborted || picture === null) return close();
  picture.srcObject = stream;
  const reader = new Worker(new URL("./scanCode.worker.ts", import.meta.url), { type: "module" });
  signal.addEventListener("abort", () => {
    reader.terminate();
    close();
  });
  const cannotRead = (): void => {
    reader.terminate();
    close();
    onTrouble("noReader");
  };
  reader.addEventListener("error", cannotRead);
  await picture.play().catch(() => undefined);
  const canvas = new OffscreenCanvas(frameWidth, frameWidth);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const look = (): void => {
    if (signal.aborted || context === null) return;
    if (picture.videoWidth === 0) return void requestAnimationFrame(look);
    canvas.width = Math.min(frameWidth, picture.videoWidth);
    canvas.height = Math.round((canvas.width * picture.videoHeight) / picture.videoWidth);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const frame = context.getImageData(0, 0, canvas.width, canvas.height);
    reader.postMessage({ frame, symbols } satisfies FrameToRead);
  };
  reader.addEventListener("message", ({ data }: MessageEvent<FrameRead>) => {
    if (signal.aborted) return;
    if (data.text === undefined) return cannotRead();
    if (data.text !== "") onText(data.text);
    requestAnimationFrame(look);
  });
  look();
}

async function openCamera(): Promise<MediaStream | "noCamera" | "notAllowed"> {
  if (navigator.mediaDevices === undefined) return "noCamera";
  try {
    // Not told what is wanted, most cameras give 640 by 480, in which a code must fill the picture to be read.
    const video = { facingMode: "environment", width: { ideal: frameWidth }, height: { ideal: (frameWidth * 9) / 16 } };
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (failure) {
    return failure instanceof DOMException && failure.name === "NotAllowedError" ? "notAllowed" : "noCamera";
  }
}
