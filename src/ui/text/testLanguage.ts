/**
 * The test language: every English word in Arabic letters, one for each, so that it runs and joins as a right-to-left
 * language does and can still be read aloud. Values and tags inside of a message stay. It is for tests and for people who
 * build screens; no tablet offers it by itself. Latin letters that remain on a screen are data, or are in no catalog.
 */
import type { Messages } from "@lingui/core";
import { changeTexts } from "./messageTexts.ts";

const latin = "abcdefghijklmnopqrstuvwxyz";
const arabic = "ابثدعفغهيجكلمنوپقرستؤڤۇخىز";

/** `messages` as the build compiles them. */
export function toTestLanguage(messages: Messages): Messages {
  const turned = (letter: string): string => arabic[latin.indexOf(letter.toLowerCase())] ?? letter;
  return changeTexts(messages, (text) => text.replace(/[a-z]/gi, turned));
}
