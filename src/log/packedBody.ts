/**
 * An event's body made small before it is sealed: sealed bytes cannot be compressed on the way, and a tablet that joins
 * late fetches a million of them.
 *
 *   packed = one byte, the form (1) ‖ the body's JSON in UTF-8, each phrase below as one control character ‖ blanks up to
 *            a multiple of 16
 *
 * JSON holds no control characters, so every packed body reads back in one way, and reading is one replacement; general
 * compression makes a check-in no smaller, takes longer to undo and is more to carry. The phrases are part of form 1 and never
 * change; other ones need a form 2 beside it. The blanks keep the length, which anybody can see, from telling one voter's
 * event from another's.
 */
import { fromUtf8, utf8 } from "./encoding.ts";

const form = 1;
const blockBytes = 16;
const blank = 0x20;

/** The first one is written as U+0001, and so on. */
const phrases = [
  '{"type":"VoterCheckedIn","cmd":"',
  '{"type":"CheckInCancelled","cmd":"',
  '{"type":"WorkerSignedIn","cmd":"',
  '{"type":"',
  '","cmd":"',
  '","worker":"',
  '","role":"pollWorker","wall":',
  '","role":"inspector","wall":',
  '","role":"',
  '","wall":',
  ',"seen":{"size":',
  ',"seen":null',
  ',"root":"',
  '="},"voter":"',
  '","voter":"',
  '","place":"',
  '","split":"',
  '","style":"',
  '","party":"',
  '","roll":',
  ',"receipt":"',
  '","found":"search","steps":[{"step":"',
  '","found":"scan","steps":[{"step":"',
  '","found":"',
  'confirmIdentity","outcome":"nameAndAddressSaid"}]}',
  '","outcome":"',
  '"},{"step":"',
  '{"device":"',
  '","seq":',
  ',"hash":"',
  '"}],"reason":"',
];

const markOf = (at: number): string => String.fromCharCode(at + 1);
const longestFirst = phrases
  .map((phrase, at) => ({ phrase, mark: markOf(at) }))
  .sort((a, b) => b.phrase.length - a.phrase.length);

export function packBody(body: object): Uint8Array<ArrayBuffer> {
  let text = JSON.stringify(body);
  for (const { phrase, mark } of longestFirst) text = text.replaceAll(phrase, mark);
  const small = utf8(text);
  const packed = new Uint8Array(Math.ceil((1 + small.length) / blockBytes) * blockBytes).fill(blank);
  packed[0] = form;
  packed.set(small, 1);
  return packed;
}

/** The body's JSON, parsed; undefined for what `packBody` did not make. */
export function unpackBody(packed: Uint8Array): unknown {
  if (packed[0] !== form) return undefined;
  const text = fromUtf8(packed.subarray(1));
  try {
    return JSON.parse(text === undefined ? "" : expanded(text)) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** By hand, as a tablet does this a million times: a replacement with a function takes twice as long. */
function expanded(text: string): string {
  let json = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const phrase = phrases[text.charCodeAt(at) - 1];
    if (phrase === undefined) continue;
    json += text.slice(from, at) + phrase;
    from = at + 1;
  }
  return json + text.slice(from);
}
