/**
 * What a tablet's camera sees when it is held in front of another screen: Chromium plays a raw video file (YUV4MPEG2)
 * as its camera. Everything behind the lens is the real path: getUserMedia, the video element, the reader's WebAssembly.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "playwright-core";

export type View = {
  /** Of the camera, in pixels. Most tablets' cameras give 1280 by 720 when asked for more than the least. */
  readonly width?: number;
  readonly height?: number;
  /** How much of the picture's height the square takes. */
  readonly fills?: number;
  /** Degrees by which the hand holds the tablet askew. */
  readonly askew?: number;
  /** Pixels by which the lens is out of focus. */
  readonly blur?: number;
};

export class FakeCamera {
  readonly #folder = mkdtempSync(join(tmpdir(), "camera-"));
  readonly #file = join(this.#folder, "view.y4m");

  /** For the browser that has this camera. It grants the page the use of it. */
  get browserArgs(): readonly string[] {
    return [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${this.#file}`,
    ];
  }

  /** Holds the camera in front of a screen, the square in the middle. Takes effect when the camera is next switched on. */
  async lookAt(square: Locator, view: View = {}): Promise<void> {
    const { width = 1280, height = 720, fills = 0.7, askew = 4, blur = 0.6 } = view;
    const page = square.page();
    await square.scrollIntoViewIfNeeded();
    const box = await square.boundingBox();
    if (box === null) throw new Error("the square is not on the screen");
    const screen = (await page.screenshot()).toString("base64");
    const luma = await page.evaluate(
      async ([png, of, seen]) => {
        const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const context = new OffscreenCanvas(seen.width, seen.height).getContext("2d");
        if (context === null) throw new Error("no canvas");
        context.fillStyle = "#444";
        context.fillRect(0, 0, seen.width, seen.height);
        const scale = (seen.fills * seen.height) / of.height;
        context.translate(seen.width / 2, seen.height / 2);
        context.rotate((seen.askew * Math.PI) / 180);
        context.scale(scale, scale);
        context.filter = `blur(${seen.blur}px)`;
        context.drawImage(picture, -(of.x + of.width / 2), -(of.y + of.height / 2));
        const { data } = context.getImageData(0, 0, seen.width, seen.height);
        let text = "";
        for (let at = 0; at < data.length; at += 4) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
          text += String.fromCharCode(Math.round(16 + 0.257 * red + 0.504 * green + 0.098 * blue));
        }
        return btoa(text);
      },
      [screen, box, { width, height, fills, askew, blur }] as const,
    );
    const colours = Buffer.alloc((width / 2) * (height / 2) * 2, 128); // none: a square code is black and white
    const frame = Buffer.concat([Buffer.from("FRAME\n"), Buffer.from(luma, "base64"), colours]);
    const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F15:1 Ip A1:1 C420jpeg\n`);
    writeFileSync(this.#file, Buffer.concat([header, frame, frame]));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
