/**
 * Writes the bar code of a licence by the AAMVA standard, as an issuer of each version does, and spoils it as keyboard
 * scanners do. The people are invented.
 */

export type Holder = {
  readonly last: string;
  readonly first: string;
  readonly middle: string;
  readonly suffix: string;
  /** "YYYY-MM-DD" */
  readonly born: string;
  readonly expires: string;
  readonly issued: string;
};

export type Issue = {
  readonly iin: string;
  readonly state: string;
  readonly version: number;
  readonly country: "USA" | "CAN";
  /** Where the elements begin in their cycle: issuers write them in any order. */
  readonly turn: number;
  readonly fileType: string;
  /** Added to every offset and length. */
  readonly wrongBy: number;
  /** What stands for no middle name. */
  readonly nothing: string;
  /** How the names stand in DAA or DCT. */
  readonly sign: "," | "$" | ", ";
  readonly padded: boolean;
};

/** As most of today's are. */
export const plainIssue: Issue = {
  iin: "636014",
  state: "CA",
  version: 8,
  country: "USA",
  turn: 0,
  fileType: "ANSI ",
  wrongBy: 0,
  nothing: "NONE",
  sign: ",",
  padded: false,
};

export const rosa: Holder = {
  last: "MARTIN",
  first: "ROSA",
  middle: "ELENA",
  suffix: "",
  born: "1979-02-28",
  expires: "2029-02-28",
  issued: "2021-03-01",
};

export function encodeLicence(holder: Holder, issue: Issue): string {
  const { version, country } = issue;
  const date = (iso: string): string => {
    const [year, month, day] = iso.split("-") as [string, string, string];
    return version === 1 || country === "CAN" ? year + month + day : month + day + year;
  };
  const pad = (text: string, to: number): string => (issue.padded ? text.padEnd(to) : text);
  const names: [string, string][] =
    version === 1
      ? [["DAA", [holder.last, holder.first, holder.middle, holder.suffix].join(issue.sign)]]
      : version < 4
        ? [
            ["DCS", pad(holder.last, 40)],
            ["DCT", [holder.first, holder.middle].filter(Boolean).join(issue.sign)],
            ["DCU", holder.suffix],
          ]
        : [
            ["DCS", pad(holder.last, 40)],
            ["DDE", "N"],
            ["DAC", holder.first],
            ["DDF", "N"],
            ["DAD", holder.middle || issue.nothing],
            ["DDG", "N"],
            ...(holder.suffix === "" ? [] : [["DCU", holder.suffix] as [string, string]]),
          ];
  const rest: [string, string][] = [
    ["DBA", date(holder.expires)],
    ["DBB", date(holder.born)],
    ["DBD", date(holder.issued)],
    ["DBC", "1"],
    ["DAY", "BRO"],
    ["DAU", "068 IN"],
    ["DAG", pad("12 INVENTED LN", 35)],
    ["DAI", "EXAMPLEVILLE"],
    ["DAJ", issue.state],
    ["DAK", "123450000  "],
    ["DAQ", "Q1234567"],
    ...(version === 1
      ? ([
          ["DAR", "D"],
          ["DAS", ""],
          ["DAT", ""],
        ] as [string, string][])
      : ([
          ["DCA", "D"],
          ["DCB", "NONE"],
          ["DCD", "NONE"],
          ["DCF", "99A1234567X"],
          ["DCG", country],
        ] as [string, string][])),
    ...(version >= 4
      ? ([
          ["DDA", "F"],
          ["DDB", date("2016-06-07")],
          ["DDK", "1"],
        ] as [string, string][])
      : []),
  ];
  const cut = issue.turn % rest.length;
  const elements = [...rest.slice(cut), ...names, ...rest.slice(0, cut)].map(([id, value]) => id + value);
  const own = ["ZXZXA1", "ZXB", "ZXC20200101"];
  const licence = `DL${elements.join("\n")}\r`;
  const ours = `${own.join("\n")}\r`;
  const head = `@\n\x1e\r${issue.fileType}${issue.iin}${two(version)}${version === 1 ? "" : "00"}02`;
  const from = head.length + 20 + issue.wrongBy;
  const designator = (type: string, at: number, length: number): string =>
    `${type}${String(at).padStart(4, "0")}${String(length + issue.wrongBy).padStart(4, "0")}`;
  return (
    head +
    designator("DL", from, licence.length) +
    designator("ZX", from + licence.length, ours.length) +
    licence +
    ours
  );
}

function two(version: number): string {
  return String(version).padStart(2, "0");
}

const CONTROLS = ["\n", "\r", "\x1e"];
const replaced = (scan: string, by: string): string => CONTROLS.reduce((text, one) => text.replaceAll(one, by), scan);
/** What becomes of a bar code on its way through a scanner and a keyboard. */
export const wedges = {
  whole: (scan: string) => scan,
  withoutLineFeeds: (scan: string) => scan.replaceAll("\n", ""),
  withoutControls: (scan: string) => replaced(scan, ""),
  withoutReturns: (scan: string) => scan.replaceAll("\r", "").replaceAll("\x1e", ""),
  blanks: (scan: string) => replaced(scan, " "),
  oneBlank: (scan: string) => replaced(scan, " ").replace(/ +/g, " "),
  tabs: (scan: string) => scan.replaceAll("\n", "\t"),
  bars: (scan: string) => scan.replaceAll("\n", "|"),
  doubled: (scan: string) => scan.replaceAll("\n", "\r\n"),
  named: (scan: string) => scan.replaceAll("\n", "<LF>").replaceAll("\r", "<CR>").replaceAll("\x1e", "<RS>"),
  capsLock: (scan: string) => scan.toLowerCase(),
  capsLockWithoutLineFeeds: (scan: string) => scan.replaceAll("\n", "").toLowerCase(),
  withSymbol: (scan: string) => `]L2${scan}`,
  symbolWithoutControls: (scan: string) => `]L0${replaced(scan, "")}`,
  withMark: (scan: string) => `\ufeff${scan}`,
  controlKeySix: (scan: string) => scan.replace("\x1e\r", "6"),
} as const satisfies Record<string, (scan: string) => string>;
