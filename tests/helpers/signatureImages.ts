/** Invented signatures on file, as the images that a county has of them. */
import { crc32, deflateSync } from "node:zlib";

function chunk(name: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

/** A PNG in grey with a wave of its own for each seed; `size` stands in its head, whatever is drawn. */
export function png(seed: number, width = 300, height = 100, size = { width, height }): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  for (let x = 10; x < width - 10; x++) {
    const middle = height / 2 + (height / 4) * Math.sin((x * (1 + (seed % 7))) / 20 + seed) * Math.cos(x / 33);
    for (let y = Math.max(0, Math.floor(middle) - 1); y <= Math.min(height - 1, middle + 1); y++)
      rows[y * (width + 1) + 1 + x] = 20;
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size.width, 0);
  head.writeUInt32BE(size.height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [mark, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat(parts));
}

/** The frame of a JPEG, without a picture in it: for what only looks at its head. */
export function jpegFrame(width: number, height: number): Uint8Array<ArrayBuffer> {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
  const tables = Buffer.from([0xff, 0xdb, 0, 4, 0, 0, 0xff, 0xff]);
  return new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xd8]), tables, frame, Buffer.from([0xff, 0xd9])]));
}
