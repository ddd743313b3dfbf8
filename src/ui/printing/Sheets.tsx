/** Documents as the system's print draws them: one section for each, its look in print.css. Of the page below nothing is seen. */
import { QrCode } from "../components/QrCode.tsx";
import "../styles/print.css";
import type { PrintBlock, PrintDocument, PrintJob } from "./printDocument.ts";

export function Sheets({ documents, paper, mark }: Pick<PrintJob, "documents" | "paper" | "mark">) {
  return documents.map((document, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are drawn once and never change
    <section key={at} className={`sheet ${paper}`} style={{ page: pageName(at) }}>
      {mark === undefined ? null : <p className="mark">{mark}</p>}
      <Blocks document={document} />
      {mark === undefined ? null : <p className="mark">{mark}</p>}
    </section>
  ));
}

/** Each document has a page size of its own: a roll of paper is cut where the text ends. */
export const pageName = (at: number): string => `sheet${at}`;

function Blocks({ document: { blocks } }: { document: PrintDocument }) {
  return blocks.map((block, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are drawn once and never change
    <OneBlock key={at} block={block} />
  ));
}

function OneBlock({ block }: { block: PrintBlock }) {
  switch (block.block) {
    case "heading":
      return <h1>{block.text}</h1>;
    case "large":
      return (
        <p className={block.size}>
          <bdi>{block.text}</bdi>
        </p>
      );
    case "text":
      return <p className={block.weight}>{block.text}</p>;
    case "facts":
      return (
        <dl>
          {block.facts.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      );
    case "qr":
      return <QrCode text={block.text} label={block.label} />;
    case "blank":
      return <p className="blank">{block.label}</p>;
    case "sign":
      return (
        <p className="sign">
          <span>{block.label}</span>
          <span>{block.date}</span>
        </p>
      );
    case "rule":
      return <hr />;
    default:
      return block satisfies never;
  }
}
