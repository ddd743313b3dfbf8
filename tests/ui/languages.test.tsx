/** Every language has every word, whole; the page turns with it; a part of a screen can speak another one. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { countyWords } from "../../src/ui/county/countyWords.ts";
import { InLanguage } from "../../src/ui/text/InLanguage.tsx";
import {
  chooseLanguage,
  languagesOf,
  messagesIn,
  showKeptLanguage,
  showLanguage,
  tabletWords,
  testLanguage,
} from "../../src/ui/text/languages.ts";
import { SafetySentence } from "../../src/ui/text/SafetySentence.tsx";
import { directionOf, formatTag, ownName } from "../../src/ui/text/tags.ts";
import { birthDateText, timeOfDay } from "../../src/ui/text/times.ts";
import { catalog, catalogFolder, catalogNames, catalogs, entriesOf, languages } from "../helpers/catalogs.ts";
import { expectQuietConsole } from "./quietConsole.ts";
import { morning, scriptedTablet, surroundingsOf } from "./scriptedTablet.ts";
import { showApp } from "./showApp.tsx";

expectQuietConsole();
beforeEach(() => localStorage.clear());
afterEach(async () => {
  cleanup();
  localStorage.clear();
  await showLanguage("en");
});

const html = document.documentElement;

/** What a translation must keep: values, tags, and that a plural has its forms. */
const kept = (text: string): string[] =>
  [...new Set(text.match(/\{\w+\}|\{\w+, plural,|<\/?\d+\/?>|=0 \{|\bother \{/g) ?? [])].sort();

describe("catalogs", () => {
  test("English and Spanish are there, and hold the same messages", () => {
    expect(languages).toEqual(expect.arrayContaining(["en", "es"]));
    for (const name of catalogNames)
      for (const language of languages)
        expect(catalog(language, name).map(({ context, message }) => [context, message])).toEqual(
          catalog("en", name).map(({ context, message }) => [context, message]),
        );
    expect(catalogs("en").length).toBeGreaterThan(500);
  });

  test.each(languages)(
    "%s: every message is translated, with the values, tags and plurals of the English one",
    (language) => {
      const entries = catalogs(language);
      expect(entries.filter(({ translation }) => translation === "")).toEqual([]);
      for (const { message, translation } of entries)
        expect({ message, kept: kept(translation) }).toEqual({ message, kept: kept(message) });
    },
  );

  test("whatever the tablet's screens load later comes with its words", () => {
    const files = readdirSync("src/ui", { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
    const bare = files
      .filter((file) => !/^(county|text)\//.test(file))
      .filter((file) => {
        const text = readFileSync(join("src/ui", file), "utf8");
        const all = text.match(/\bimport\(/g) ?? [];
        return all.length !== (text.match(/\b(late|withLateWords)\(\s*\(\) =>\s*import\(/g) ?? []).length;
      });
    expect(bare).toEqual([]);
  });

  test("no two Spanish words for one of the trade's, and nobody is addressed as tú", () => {
    const spanish = languages.includes("es") ? catalogs("es") : [];
    const other = /\b(padrón|recinto|papeleta|elector(es)?|casilla|casillero|tú|tus|tienes|puedes|haz|escribe aquí)\b/i;
    expect(spanish.filter(({ translation }) => other.test(translation))).toEqual([]);
  });

  test("who is checked in is never said to be registered: a check-in is a llegada", () => {
    const checkedIn = catalogs("es").filter(({ message }) => /checked in\b|check in voters/i.test(message));
    expect(checkedIn.length).toBeGreaterThan(20);
    const registered = /(?<!^No )registrad[oa]s?\b(?! aquí)|se registr/i;
    expect(checkedIn.filter(({ translation }) => registered.test(translation))).toEqual([]);
  });

  test("the check of the words fails on one missing translation, in whichever language and catalog", () => {
    const folder = mkdtempSync(join(tmpdir(), "words-"));
    try {
      for (const part of ["lingui.config.ts", "package.json", "tsconfig.json", catalogFolder])
        cpSync(part, join(folder, part), { recursive: true });
      symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
      const check = (): string => {
        try {
          return execFileSync("node_modules/.bin/lingui", ["check", "missing"], {
            cwd: folder,
            stdio: "pipe",
            encoding: "utf8",
          });
        } catch (failure) {
          const { status, stdout, stderr } = failure as { status: number; stdout: string; stderr: string };
          return `${status}: ${stdout}${stderr}`;
        }
      };
      expect(check()).toContain("PASS");
      const file = join(folder, catalogFolder, "es/county.po");
      const whole = readFileSync(file, "utf8");
      const [first] = entriesOf(whole);
      writeFileSync(file, whole.replace(`msgstr "${first?.translation}"`, 'msgstr ""'));
      expect(check()).toMatch(/^1: [\s\S]*Found 1 missing translation/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

describe("a language tag", () => {
  test("says direction, own name and formats", () => {
    expect(["en", "es", "ar", "ur", "he", "fa", testLanguage].map(directionOf)).toEqual([
      "ltr",
      "ltr",
      "rtl",
      "rtl",
      "rtl",
      "rtl",
      "rtl",
    ]);
    expect(["en", "es", "vi"].map(ownName)).toEqual(["English", "Español", "Tiếng Việt"]);
    expect(formatTag("es")).toBe("es-US-u-nu-latn");
  });

  test("times and dates: 10:43 am in English, as in the United States in Spanish, and never other digits", () => {
    const zone = "America/New_York";
    expect(timeOfDay(morning, zone, "en")).toBe("10:43 am");
    expect(timeOfDay(morning, zone, "es")).toMatch(/^10:43 a\.\s?m\.$/);
    expect(birthDateText("1978-07-19", "es")).toBe("19 de julio de 1978");
    expect(timeOfDay(morning, zone, testLanguage)).toContain("10:43");
    expect(birthDateText("1978-07-19", "fa")).not.toMatch(/[۰-۹]/);
  });
});

describe("choosing", () => {
  const status = () => document.querySelector("footer .safe")?.textContent;

  test("the header offers each language by its own name; the page speaks it at once, and after the next start", async () => {
    await showApp(surroundingsOf(scriptedTablet()));
    await userEvent.click(screen.getByRole("button", { name: "Language: English" }));
    const offered = await screen.findAllByRole("button", { name: /^(English|Español)$/ });
    expect(offered.map((one) => [one.textContent, one.lang, one.getAttribute("aria-pressed")])).toEqual([
      ["English", "en", "true"],
      ["Español", "es", "false"],
    ]);
    await userEvent.click(screen.getByRole("button", { name: "Español" }));
    expect(await screen.findByRole("button", { name: "Idioma: Español" })).toBeTruthy();
    expect(status()).toBe("Todo enviado al condado");
    expect([html.lang, html.dir]).toEqual(["es", "ltr"]);
    expect(screen.queryByRole("dialog")).toBeNull();

    await showLanguage("en");
    await act(() => showKeptLanguage());
    expect(html.lang).toBe("es");
  });

  test("what was begun stays: the voter chosen and what was typed", async () => {
    await showApp(surroundingsOf(scriptedTablet()));
    await userEvent.type(screen.getByRole("searchbox"), "garcia");
    await act(() => chooseLanguage("es"));
    expect((screen.getByRole("searchbox", { name: "Buscar al votante" }) as HTMLInputElement).value).toBe("garcia");
  });

  test("a language that is not to be had is not kept, and says so; at a start, English is shown", async () => {
    await expect(chooseLanguage("xx")).rejects.toThrow();
    expect(localStorage.getItem("turnout/language")).toBeNull();
    localStorage.setItem("turnout/language", "xx");
    await showKeptLanguage();
    expect(html.lang).toBe("en");
  });

  test("a page offers what has all of its words; the test language only where it was asked for", () => {
    expect(languagesOf(tabletWords)).toEqual(["en", "es"]);
    expect(languagesOf([...tabletWords, { en: async () => ({}) }])).toEqual(["en"]);
    localStorage.setItem("turnout/language", testLanguage);
    expect(languagesOf(countyWords)).toEqual(["en", "es", testLanguage]);
  });
});

describe("right to left", () => {
  test("the page turns, no English letter is left, and values are set apart from the words around them", async () => {
    await showLanguage(testLanguage);
    expect([html.lang, html.dir]).toEqual([testLanguage, "rtl"]);
    const messages = await messagesIn(testLanguage, countyWords);
    const words = JSON.stringify(Object.values(messages), (_, part) =>
      // The name of a value, and of what it is formatted as, is not shown.
      Array.isArray(part) && part.every((one, at) => at > 0 || typeof one === "string") && /^\w+$/.test(part[0])
        ? part.slice(2)
        : part,
    ).replace(/"(one|other|0)":/g, "");
    expect(words).not.toMatch(/[a-z]{2}/i);
    const values = Object.values(messages).flatMap((text) => (Array.isArray(text) ? text : []));
    for (const [at, value] of values.entries())
      if (Array.isArray(value) && value.length === 1)
        expect([values[at - 1], values[at + 1]]).toEqual(["\u2068", "\u2069"]);
  });
});

describe("a part of a screen in another language", () => {
  const sentence = <SafetySentence safety={{ safety: "allSent", lastHeard: morning }} />;
  const show = async (language: string): Promise<void> => {
    await showLanguage("en");
    await act(async () => {
      render(
        <I18nProvider i18n={i18n}>
          <p>{sentence}</p>
          <InLanguage language={language} meanwhile="loading">
            <p>{sentence}</p>
          </InLanguage>
        </I18nProvider>,
      );
    });
  };

  test("speaks it, marked as such, while the rest stays as it is", async () => {
    await show("es");
    const part = await screen.findByText("Todo enviado al condado");
    expect(part.closest("[lang]")?.getAttribute("lang")).toBe("es");
    expect(screen.getByText("All sent to the county").closest("[lang]")).toBe(html);
    expect(html.lang).toBe("en");
    expect(screen.queryByText("loading")).toBeNull();
  });

  test("turns by itself", async () => {
    await show(testLanguage);
    const part = await waitFor(() => {
      const found = document.querySelector("div[lang]");
      if (found === null) throw new Error("still loading");
      return found;
    });
    expect([part.getAttribute("lang"), part.getAttribute("dir")]).toEqual([testLanguage, "rtl"]);
    expect(html.dir).toBe("ltr");
  });

  test("falls back to the language of the page", async () => {
    await show("xx");
    expect(await screen.findAllByText("All sent to the county")).toHaveLength(2);
    expect(document.querySelector("div[lang]")?.getAttribute("lang")).toBe("en");
  });
});
