/**
 * What the bar code on the back of an invented licence holds, by the AAMVA standard of 2020. The licence is nobody's: its
 * issuer's number and its own number are made up.
 */
import type { VoterRecord } from "../domain/voter.ts";

type Holder = Pick<VoterRecord, "lastName" | "firstName" | "middleName" | "suffix" | "birthDate" | "state" | "city"> &
  Pick<VoterRecord, "houseNumber" | "street" | "zip">;

const day = (iso: string): string => iso.slice(5, 7) + iso.slice(8) + iso.slice(0, 4);
const capitals = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase();

/** `year`: in which it is shown; it is good for four more. */
export function licenceText(holder: Holder, year: number): string {
  const elements = [
    "DAQP0000000",
    `DCS${capitals(holder.lastName)}`,
    "DDEN",
    `DAC${capitals(holder.firstName)}`,
    "DDFN",
    `DAD${capitals(holder.middleName) || "NONE"}`,
    "DDGN",
    ...(holder.suffix === "" ? [] : [`DCU${capitals(holder.suffix)}`]),
    "DCAD",
    "DCBNONE",
    "DCDNONE",
    `DBD0101${year - 2}`,
    `DBB${day(holder.birthDate)}`,
    `DBA0101${year + 4}`,
    "DBC9",
    "DAU068 IN",
    "DAYUNK",
    `DAG${capitals(`${holder.houseNumber} ${holder.street}`)}`,
    `DAI${capitals(holder.city)}`,
    `DAJ${holder.state}`,
    `DAK${holder.zip}0000  `,
    "DCFPRACTICE",
    "DCGUSA",
  ];
  const licence = `DL${elements.join("\n")}\r`;
  const head = "@\n\x1e\rANSI 636999100001";
  const from = String(head.length + 10).padStart(4, "0");
  return `${head}DL${from}${String(licence.length).padStart(4, "0")}${licence}`;
}
