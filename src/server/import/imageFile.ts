/**
 * Looks at an image of a signature before anything else does: what kind of file it is by its own first bytes (never by its
 * name), how large its picture is, and whether it is there to its end. Tablets' browsers decode only what passed here.
 */
import { crc32 } from "node:zlib";
import { err, ok, type Result } from "../../domain/result.ts";
import type { FiledImage } from "../../roll/filedSignature.ts";

/** A signature in black and white has a tenth of this. */
export const mostImageBytes = 200_000;
export const mostPixels = 2_000_000;
export const mostSide = 4000;

export type ImageFault = { readonly type: "imageUnfit"; readonly reason: string; readonly remedy: string };
type Size = { readonly width: number; readonly height: number };

const unfit = (reason: string, remedy: string): Result<never, ImageFault> =>
  err({ type: "imageUnfit", reason, remedy });

/** The image, if it is one that tablets may show. */
export function checkImage(bytes: Uint8Array<ArrayBuffer>): Result<FiledImage, ImageFault> {
  if (bytes.length > mostImageBytes)
    return unfit(
      `The file has more than the ${mostImageBytes} bytes that are taken.`,
      "Cut it to the signature, or save it with fewer colors.",
    );
  const type = typeOf(bytes);
  if (type === undefined)
    return unfit(
      "The file is neither a PNG nor a JPEG image.",
      "Save it as PNG or JPEG, or take it out of the folder.",
    );
  const size = type === "image/png" ? pngSize(bytes) : jpegSize(bytes);
  if (size === undefined) return unfit("The image is damaged or cut short.", "Export it again from its source.");
  const { width, height } = size;
  if (width < 1 || height < 1 || width > mostSide || height > mostSide || width * height > mostPixels)
    return unfit(
      `The picture has ${width} by ${height} pixels; at most ${mostPixels} in all are taken, ${mostSide} a side.`,
      "Make it smaller, or cut it to the signature.",
    );
  return ok({ type, bytes });
}

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function typeOf(bytes: Uint8Array): FiledImage["type"] | undefined {
  if (pngMark.every((byte, at) => bytes[at] === byte)) return "image/png";
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? "image/jpeg" : undefined;
}

/** Every chunk with its check (PNG, 5.3), from IHDR to IEND; undefined if one is not as it should be. */
function pngSize(bytes: Uint8Array<ArrayBuffer>): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const name = (at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8));
  let size: Size | undefined;
  let drawn = false;
  for (let at = pngMark.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
    if (size === undefined && (name(at) !== "IHDR" || length !== 13)) return undefined;
    size ??= { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    if (name(at) === "IDAT") drawn = true;
    if (name(at) === "IEND") return drawn ? size : undefined;
    at = end;
  }
  return undefined;
}

/** Segments up to the frame header (ITU T.81, B.2), and the mark of the end behind them. */
function jpegSize(bytes: Uint8Array<ArrayBuffer>): Size | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let last = bytes.length;
  while (bytes[last - 1] === 0) last--; // cameras fill up with zeros
  if (bytes[last - 2] !== 0xff || bytes[last - 1] !== 0xd9) return undefined;
  for (let at = 2; at + 9 <= last; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at++;
      continue;
    }
    // A frame: C0 to CF without the tables C4, C8 and CC.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
