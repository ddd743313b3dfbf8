/** Switches the camera on, waits for a picture that is not one colour, and switches it off again. */

export type CameraTrial = "works" | "noCamera" | "notAllowed" | "noPicture";

/** A camera that has just been switched on shows nothing for a while (ms). */
const longest = 5000;
/** Pixels to a side: enough to tell a room from a cap on the lens. */
const side = 32;

export async function tryCamera(signal: AbortSignal): Promise<CameraTrial> {
  if (navigator.mediaDevices === undefined) return "noCamera";
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  } catch (failure) {
    return failure instanceof DOMException && failure.name === "NotAllowedError" ? "notAllowed" : "noCamera";
  }
  try {
    const video = document.createElement("video");
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    await video.play();
    const context = new OffscreenCanvas(side, side).getContext("2d", { willReadFrequently: true });
    const until = performance.now() + longest;
    while (context !== null && !signal.aborted && performance.now() < until) {
      if (video.videoWidth > 0) {
        context.drawImage(video, 0, 0, side, side);
        if (hasPicture(context.getImageData(0, 0, side, side).data)) return "works";
      }
      await new Promise((go) => setTimeout(go, 100));
    }
    return "noPicture";
  } catch {
    return "noPicture";
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** Brighter at one spot than at another: a covered lens, or a broken one, is of one colour. */
export function hasPicture(pixels: Uint8ClampedArray): boolean {
  let least = 255;
  let most = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const light = ((pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0)) / 3;
    least = Math.min(least, light);
    most = Math.max(most, light);
  }
  return most - least > 8;
}
