/**
 * The sentences that lead on the tablet's screens, found in the source itself: titles of dialogs, banners, what to do step by
 * step, and what stands where no voter is chosen yet. Each by the id under which the catalogs hold it, so that a screen that is
 * added is found too.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { transformSync } from "@babel/core";

export type Sentence = { readonly id: string; readonly message: string; readonly where: string };

type Node = { readonly type: string; readonly [field: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as Node).type === "string";

/** A source file once the macros have made messages of its sentences. */
type Source = { readonly path: string; readonly program: Node };

const sources = new Map<string, Source>();
function sourceAt(path: string): Source {
  const known = sources.get(path);
  if (known !== undefined) return known;
  const parsed = transformSync(readFileSync(path, "utf8"), {
    ast: true,
    code: false,
    babelrc: false,
    configFile: false,
    filename: path,
    parserOpts: { plugins: ["jsx", "typescript"] },
    plugins: ["@lingui/babel-plugin-lingui-macro"],
  });
  if (parsed === null) throw new Error(`not read: ${path}`);
  const source = { path, program: (parsed.ast as { program: Node }).program };
  sources.set(path, source);
  return source;
}

function* childrenOf(node: Node): Generator<Node> {
  for (const [field, value] of Object.entries(node)) {
    if (field.endsWith("Comments") || field === "loc") continue;
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield one;
  }
}

function* within(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* within(child);
}

const textOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === "StringLiteral" ? String(value["value"]) : undefined;

const openingOf = (element: Node): Node => element["openingElement"] as Node;
const nameOf = (element: Node): string => String((openingOf(element)["name"] as Node)["name"] ?? "");
function attribute(element: Node, name: string): Node | undefined {
  const attributes = openingOf(element)["attributes"] as readonly Node[];
  const found = attributes.find((one) => one.type === "JSXAttribute" && (one["name"] as Node)["name"] === name);
  return found === undefined ? undefined : (found["value"] as Node);
}

/** Also of a class name that depends on something. */
function classesOf(element: Node): string[] {
  const value = attribute(element, "className");
  const texts = value === undefined ? [] : [...within(value)];
  return texts
    .flatMap((one) => [textOf(one), one.type === "TemplateElement" ? (one["value"] as { raw: string }).raw : undefined])
    .flatMap((text) => text?.split(/\s+/) ?? []);
}

/** A message, as the macro leaves it: an element or an object with an id. */
function messageOf(node: Node): Pick<Sentence, "id" | "message"> | undefined {
  const fields = new Map<string, string>();
  if (node.type === "JSXElement")
    for (const name of ["id", "message"]) {
      const value = attribute(node, name);
      const inside = value?.type === "JSXExpressionContainer" ? value["expression"] : value;
      fields.set(name, textOf(inside) ?? "");
    }
  else if (node.type === "ObjectExpression")
    for (const property of node["properties"] as readonly Node[])
      if (isNode(property["key"])) fields.set(String(property["key"]["name"]), textOf(property["value"]) ?? "");
  const [id = "", message = ""] = [fields.get("id"), fields.get("message")];
  return id === "" || message === "" ? undefined : { id, message };
}

/** Where a component of ours is written: in this file, or in the one that it is imported from. */
function componentAt(source: Source, name: string): { readonly source: Source; readonly body: Node } | undefined {
  for (const statement of source.program["body"] as readonly Node[]) {
    const declared = statement.type === "ExportNamedDeclaration" ? statement["declaration"] : statement;
    if (isNode(declared) && declared.type === "FunctionDeclaration" && (declared["id"] as Node)["name"] === name)
      return { source, body: declared["body"] as Node };
    const from = statement.type === "ImportDeclaration" ? textOf(statement["source"]) : undefined;
    if (from === undefined || !/^\..*\.tsx$/.test(from)) continue;
    const names = (statement["specifiers"] as readonly Node[]).map(({ local }) => (local as Node)["name"]);
    if (names.includes(name)) return componentAt(sourceAt(resolve(dirname(source.path), from)), name);
  }
  return undefined;
}

/** All that this part may say, also through components of ours. */
function* messagesIn(source: Source, part: Node, seen = new Set<Node>()): Generator<Pick<Sentence, "id" | "message">> {
  if (seen.has(part)) return;
  seen.add(part);
  const message = messageOf(part);
  if (message !== undefined) yield message;
  if (part.type === "JSXElement") {
    const component = componentAt(source, nameOf(part));
    if (component !== undefined) yield* messagesIn(component.source, component.body, seen);
  }
  for (const child of childrenOf(part)) yield* messagesIn(source, child, seen);
}

/** A title that is handed on stands where the dialog is used. */
const isHandedOn = (value: Node): boolean =>
  value.type === "JSXExpressionContainer" && isNode(value["expression"]) && value["expression"].type === "Identifier";

/** A paragraph, an item: what it says itself. */
function* childElements(element: Node, name: string): Generator<Node> {
  for (const child of element["children"] as readonly Node[])
    if (child.type === "JSXElement" && nameOf(child) === name) yield child;
}

export type Found = { readonly sentences: readonly Sentence[]; readonly without: readonly string[] };

/** `without`: titles and banners in which nothing was found to say. */
export function leadingSentences(folders: readonly string[]): Found {
  const sentences: Sentence[] = [];
  const without: string[] = [];
  for (const folder of folders)
    for (const file of readdirSync(folder).filter((one) => one.endsWith(".tsx"))) {
      const source = sourceAt(resolve(join(folder, file)));
      for (const element of within(source.program)) {
        if (element.type !== "JSXElement") continue;
        for (const { part, what } of leadsOf(element)) {
          const where = `${what} in ${file}`;
          const found = [...messagesIn(source, part)];
          if (found.length === 0) without.push(where);
          sentences.push(...found.map((one) => ({ ...one, where })));
        }
      }
    }
  return { sentences, without };
}

function* leadsOf(element: Node): Generator<{ readonly part: Node; readonly what: string }> {
  if (/Dialog$/.test(nameOf(element))) {
    const title = attribute(element, "title");
    if (title !== undefined && !isHandedOn(title)) yield { part: title, what: "title" };
  }
  const banner = attribute(element, "banner");
  if (banner !== undefined && !isHandedOn(banner)) yield { part: banner, what: "banner" };
  const classes = classesOf(element);
  if (classes.includes("banner"))
    for (const child of element["children"] as readonly Node[]) {
      if (child.type === "JSXExpressionContainer" && (child["expression"] as Node).type === "Identifier") continue;
      if (child.type === "JSXText" || (child.type === "JSXElement" && nameOf(child) === "Shape")) continue;
      yield { part: child, what: "banner" };
    }
  if (classes.includes("whatToDo"))
    for (const item of childElements(element, "li")) yield { part: item, what: "what to do" };
  if (classes.includes("voter") && classes.includes("empty"))
    for (const words of childElements(element, "p")) yield { part: words, what: "nobody chosen" };
}
