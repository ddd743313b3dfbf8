/**
 * How issuers lay out the bar code of their licences: version and order of elements, subfiles, padding, signs between names,
 * what stands for nothing. Facts read in samples that others published, named with each; none of the persons on those is
 * here. Where a sample looked like a real person's card, only the order of its elements was taken.
 */
export type Layout = {
  readonly name: string;
  readonly from: string;
  /** `{last}`, `{first}`, `{middle}`, `{suffix}`, `{born}`, `{expires}`, `{issued}`; dates as MMDDCCYY or, with `iso`, CCYYMMDD. */
  readonly scan: string;
  readonly iso?: true;
};

const idParser = "github.com/c0shea/IdParser, its tests";
const aamvaPython = "an open-source Python parser's tests, which quote states' published specimens";
const dlidParser = "an open-source Go parser's tests, after the standard's annex";
const stateCases = "an open-source parser's cases by state, after IdParser and license-parser";
const barcodeLibrary = "github.com/benhovinga/aamva_barcode_library, after the 2020 standard's Annex D";

/** `designators`: from the IIN's version on to the last subfile designator. */
const card = (designators: string, elements: readonly string[], own = "", type = "DL"): string =>
  `@\n\x1e\rANSI ${designators}${type}${elements.join("\n")}\n\r${own}`;

const place = ["DAG12 INVENTED LN", "DAIEXAMPLEVILLE"];

export const layouts: readonly Layout[] = [
  {
    name: "Virginia, version 3: padded names, given names with a comma, no subfile of its own",
    from: aamvaPython,
    scan: card("636000030001DL00310440", [
      ...["DCANONE", "DCB158X9     ", "DCDS    ", "DBA{expires}", "DCS{last}                                   "],
      ...["DCT{first},{middle}                                                                  ", "DBD{issued}"],
      ...["DBB{born}", "DBC1", "DAYBRO", "DAU075 in", ...place, "DAJVA", "DAK244010000  ", "DAQT00000000  "],
      ...["DCF061234567                ", "DCGUSA", "DCHS   ", "DDC00000000", "DDB12102008", "DDDN", "DDAN"],
      "DCK9060600000017843         ",
    ]),
  },
  {
    name: "Georgia, version 6: suffix NONE after the country, its own subfile",
    from: aamvaPython,
    scan: card(
      "636055060002DL00410288ZG03290093",
      [
        ...[
          "DCAC",
          "DCBB",
          "DCDNONE",
          "DBA{expires}",
          "DCS{last}",
          "DDEU",
          "DAC{first}",
          "DDFU",
          "DAD{middle}",
          "DDGU",
        ],
        ...["DBD{issued}", "DBB{born}", "DBC2", "DAYBLU", "DAU064 in", ...place, "DAJGA", "DAK303341234  "],
        ...["DAQ000000000", "DAW120", "DCF0000000000000000000000000", "DCGUSA", "DCUNONE"],
        ...["DCK0000000000000000000000000", "DDAF", "DDB01302012", "DDK1"],
      ],
      "ZGZGAN\nZGBN\nZGC5-04\nZGDROCKDALE\nZGEN\nZGFABC000000000-0000000\nZGG00000-00000000000ABC\nZGH000\n\r",
    ),
  },
  {
    name: "Indiana, version 4: feet and inches, an apartment, a place-holder for a date, padded",
    from: aamvaPython,
    scan: card(
      "636037040002DL00410514ZI05550117",
      [
        ...["DCAX-1X-2", "DCBX-1X-2X-3X-4", "DCDX-1XY", "DBA{expires}", "DCS{last}", "DAC{first}", "DAD{middle}"],
        ...["DBD{issued}", "DBB{born}", "DBC2", "DAYHAZ", "DAU5'-04\"", "DAG12 INVENTED LN                   "],
        ...["DAHAPT B                              ", "DAIEXAMPLEVILLE        ", "DAJIN", "DAK462040000  "],
        ...["DAQ0000-00-0000             ", "DCF07040602300001           ", "DCGUSA", "DDEN", "DDFN", "DDGN"],
        ...["DAZBLN         ", "DCK12345678900000000000     ", "DCU{suffix}", "DAW120", "DDAF", "DDBMMDDCCYY", "DDD1"],
      ],
      "ZIZIAMEDICAL CONDITION\nZIBMEDICAL ALERT\nZIC023\nZIDDONOR\nZIEUNDER 18 UNTIL 07/04/07\nZIGOP\n\r",
    ),
  },
  {
    name: "Washington, version 3: given names with a blank, an empty suffix",
    from: aamvaPython,
    scan: card(
      "636045030002DL00410239ZW02800053",
      [
        ...["DCANONE", "DCBNONE", "DCDNONE", "DBA{expires}", "DCS{last}", "DCT{first} {middle}", "DCU{suffix}"],
        ...["DBD{issued}", "DBB{born}", "DBC2", "DAYGRN", "DAU063 in", "DCE2", ...place, "DAJWA", "DAK985060000  "],
        ...["DAQINVENT*000XX", "DCFINVENT*000XXL0000000D0000", "DCGUSA", "DCHNONE"],
      ],
      "ZWZWAL0000000D0000\nZWB\nZWC33\nZWD\nZWE\nZWFRev09162009\n\r",
    ),
  },
  {
    name: "Washington, version 3, enhanced: the names first, then the address",
    from: aamvaPython,
    scan: card(
      "636045030002DL00410232ZW02730056",
      [
        ...["DCS{last}", "DCT{first} {middle}", "DCU{suffix}", ...place, "DAJWA", "DAK985060000  ", "DCGUSA"],
        ...["DAQINVENT*000XX", "DCANONE", "DCBNONE", "DCDNONE", "DCFINVENT*000XXL0000000J0000", "DCHNONE"],
        ...["DBA{expires}", "DBB{born}", "DBC1", "DBD{issued}", "DAU070 in", "DCE4", "DAYBLU"],
      ],
      "ZWZWAL0000000J0000\nZWB   \nZWC33\nZWD\nZWE\nZWFRev03122007\n\r",
    ),
  },
  {
    name: "California, version 4: the document number first, a date with strokes in another element",
    from: aamvaPython,
    scan: ` ${card(
      "636014040002DL00410477ZC05180089",
      [
        ...["DAQX0000000", "DCS{last}", "DDEU", "DAC{first}", "DDFU", "DAD{middle}", "DDGU", "DCAA XYXY"],
        ...["DCBNONE", "DCDNONE", "DBD{issued}", "DBB{born}", "DBA{expires}", "DBC1", "DAU068 IN", "DAYBRO", ...place],
        ...["DAJCA", "DAK000000000  ", "DCF00/00/0000NNNAN/ANFD/YY X", "DCGUSA", "DCU{suffix}", "DAW150"],
        ...["DAZBLK XY1XY1XY", "DCKXY1XY1XY1XY1XY1XY1XY1XY1X", "DDAF", "DDBMMDDCCYY", "DDD1"],
      ],
      "ZCZCAY\nZCBCORR LENS\nZCCBRN\nZCDXYX\nZCEXYXYXYXYXYXYXY\nZCF\n\r",
    )}`,
  },
  {
    name: "New York, version 7: everything padded, a number that is NONE",
    from: aamvaPython,
    scan: card(
      "636001070002DL00410392ZN04330047",
      [
        ...["DCANONE  ", "DCBNONE        ", "DCDNONE ", "DBA{expires}", "DCS{last}                                 "],
        ...["DAC{first}                                       ", "DAD{middle}                                "],
        ...["DBD{issued}", "DBB{born}", "DBC1", "DAYBRO", "DAU064 in", "DAG12 INVENTED LN               "],
        ...["DAIEXAMPLEVILLE           ", "DAJNY", "DAK123450000  ", "DAQNONE                     "],
        ...["DCFNONE                     ", "DCGUSA", "DDEN", "DDFN", "DDGN"],
      ],
      "ZNZNAMDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5\n\r",
    ),
  },
  {
    name: "New York, version 10, enhanced: subfile EN, the name again in its own, where @ stands for a blank",
    from: "an open-source PHP parser's test of an anonymised card",
    scan: card(
      "636001100402EN00410323ZN03640120",
      [
        ...["DCAD   ", "DCBNONE      ", "DCDNONE ", "DBA{expires}", "DCS{last}                       "],
        ...["DAC{first}                      ", "DAD{middle}                   ", "DBD{issued}", "DBB{born}", "DBC1"],
        ...["DAYBRO", "DAU600   ", "DAG12 INVENTED LN            ", "DAIEXAMPLEVILLE     ", "DAJNY", "DAK999990000  "],
        ...["DAQ000000001", "DCFDATACODE01", "DCGUSA", "DDEU", "DDFU", "DDGU", "DDAF", "DDB03072022", "DDD0"],
      ],
      "ZNZNA{last}@{first}@{middle}  \nZNBEXAMPLEDATAALPHA12345\r",
      "EN",
    ),
  },
  {
    name: "South Carolina, version 1: another record separator, a comma after the last name part, empty eyes and hair",
    from: aamvaPython,
    iso: true,
    scan:
      "@\n\x1c\rANSI 6360050101DL00300201DLDAQ000000000\nDAA{last},{first},{middle},{suffix}\nDAG12 INVENTED LN\n" +
      "DAIEXAMPLEVILLE\nDAJSC\nDAK292010000  \nDARD   \nDAS          \nDAT     \nDAU600\nDAW200\nDAY   \nDAZ   \n" +
      "DBA{expires}\nDBB{born}\nDBC1\nDBD{issued}\nDBG2\nDBH1\r\r",
  },
  {
    name: "Maryland, version 1: AAMVA for ANSI, no blank after it",
    from: aamvaPython,
    iso: true,
    scan:
      "@\n\x1e\rAAMVA6360030101DL00290192DLDAQX-000-000-000-000\nDAA{last},{first},{middle},{suffix}\nDAG12 INVENTED LN\n" +
      "DAIEXAMPLEVILLE\nDAJMD\nDAK21230 \nDARC \nDAS \nDAT \nDAU505\nDAW135\nDBA{expires}\nDBB{born}\nDBC1\nDBD{issued}\nDBHN\r",
  },
  {
    name: "Ohio, version 8: the expiry first, its place of birth with a comma, licence classes last",
    from: aamvaPython,
    scan: card(
      "636023080102DL00410280ZO03210024",
      [
        ...["DBA{expires}", "DCS{last}", "DAC{first}", "DAD{middle}", "DBD{issued}", "DBB{born}", "DBC1", "DAYBLU"],
        ...["DAU072 IN", ...place, "DAJOH", "DAK606060000  ", "DAQXX000000", "DCF0000UQ0000000000", "DCGUSA", "DDEN"],
        ...[
          "DDFN",
          "DDGN",
          "DAZBRO",
          "DCIUS,CALIFORNIA",
          "DCJNONE",
          "DCUNONE",
          "DCE4",
          "DDAM",
          "DDB12042013",
          "DAW170",
        ],
        ...["DDK1", "DCAD", "DCBB", "DCDNONE"],
      ],
      "ZOZOAY\nZOBY\nZOE05262020\r",
    ).replace("\x1e", ""),
  },
  {
    name: "Texas, version 3: three given names in one, a height that begins with a blank, an empty suffix last",
    from: dlidParser,
    scan: card(
      "636015030002DL00410217ZT02020022",
      [
        ...["DCAB", "DCBLP", "DCDP", "DBA{expires}", "DCS{last}", "DCT{first} {middle}", "DBD{issued}", "DBB{born}"],
        ...[
          "DBC1",
          "DAYBRO",
          "DAU 70 IN",
          ...place,
          "DAJTX",
          "DAK902100000  ",
          "DAQ00000000",
          "DCF00000000000000000000",
        ],
        ...["DCGUSA", "DCHB   ", "DAZBRO", "DCU{suffix}"],
      ],
      "ZTZTA220\nZTBW\n",
    ),
  },
  {
    name: "Texas, version 8: one subfile, dates among the classes, the issue date near the end",
    from: "the order of elements of cards in an open-source hotel desk",
    scan: card("636015080001DL00310274", [
      ...[
        "DCAC",
        "DDAF",
        "DDB10102016",
        "DCBNONE",
        "DCDNONE",
        "DBA{expires}",
        "DCS{last}",
        "DDEN",
        "DAC{first}",
        "DDFN",
      ],
      ...["DAD{middle}", "DDGN", "DBD{issued}", "DBB{born}", "DBC1", "DAYBRO", "DAZBRO", "DAU070 IN", "DAW170", "DCLA"],
      ...[
        ...place,
        "DAJTX",
        "DAK752060000  ",
        "DCK00000000  20190911",
        "DAQ00000000",
        "DCF00000000000000000000",
        "DCGUSA",
      ],
    ]),
  },
  {
    name: "Arizona, called version 5, that is version 1 in every other way: the full name and its parts, a time stamp",
    from: "github LicenseParser (Swift), its tests",
    iso: true,
    scan:
      "@\nANSI 6360260502DL00390246ZA02850010DLDAQX00000000\nDAA{last},{first},{middle}\nDAB{last}\nDAC{first}\n" +
      "DAD{middle}\nDAG12 INVENTED LN\nDAIEXAMPLEVILLE\nDAJAZ\nDAK85254\nDBB{born}\nDBA{expires}\nDAU509\nDAW200\n" +
      "DAZBR\nDAYBLU\nDBC1\nDBHN\nDARD\nDBD{issued}\nDBE2013-10-03 00.00.00.000000\nDBIN\nZAZAA7V81",
  },
  {
    name: "Florida, version 1: the name first, a ZIP code with a hyphen, lines that end with CR LF",
    from: "an open-source bar code test of a specimen",
    iso: true,
    scan: (
      "@\n\x1e\rANSI 6360100102DL00390188ZF02270077DLDAA{last},{first},{middle}\nDAG12 INVENTED LN\nDAIEXAMPLEVILLE\nDAJFL\n" +
      "DAK32826-0000 \nDAQX000000000000\nDARE   \nDAS          \nDAT     \nDBA{expires}\nDBB{born}\nDBC1\nDBD{issued}\n" +
      "DBHY         \nDAU601\nZFZFAREPLACED: 00000000\nZFB \nZFCX000000000000\nZFDMOTORCYCLE ALSO\nZFE07-01-11"
    ).replaceAll("\n", "\r\n"),
  },
  {
    name: "Florida, version 9: blanks after values, many empty elements of its own",
    from: "github aamvajs, its README and tests",
    scan: card(
      "636010090002DL00410257ZF02980067",
      [
        ...[
          "DAQX000000000000  ",
          "DCS{last}  ",
          "DDEN  ",
          "DAC{first}  ",
          "DDFN  ",
          "DAD{middle}  ",
          "DDGN  ",
          "DCAE  ",
        ],
        ...["DCBA  ", "DCDNONE  ", "DBD{issued}  ", "DBB{born} ", "DBA{expires} ", "DBC2  ", "DAU065 IN", ...place],
        ...[
          "DAJFL  ",
          "DAK345020000  ",
          "DCFK000000000000  ",
          "DCGUSA  ",
          "DCK0000000000000000",
          "DDAF",
          "DDB03162017",
          "DDK1",
        ],
      ],
      "ZFZFA\nZFB\nZFCSAFE DRIVER\nZFD\nZFE\nZFF\nZFG\nZFH\nZFI\nZFJ0000000000\nZFK\r",
    ),
  },
  {
    name: "Illinois, called version 2, that is version 1 in every other way: stars for what is not",
    from: "github parse-usdl and aamva, their tests",
    iso: true,
    scan:
      "@\nANSI 6360350201DL00290191DLDAA{last},{first},{middle}\nDAQN00000000000\nDBA{expires}\nDBB{born}\n" +
      "DAG12 INVENTED LN\nDAIEXAMPLEVILLE\nDAJIL\nDAK605300000\nDARD\nDAS********\nDAT*****\nDBD{issued}\nDBCM\nDAU600\nDAW185\nDAYBRN",
  },
  {
    name: "Arkansas, version 5: the address before the names, the last name near the end",
    from: stateCases,
    scan: card("636021050002DL00410232ZA02730015", [
      ...[
        "DCB",
        "DAQ000000000",
        "DCAD",
        "DAK71901 4455",
        "DAJAR",
        "DAIEXAMPLEVILLE",
        "DAG12 INVENTED LN",
        "DAD{middle}",
      ],
      ...[
        "DAC{first}",
        "DBD{issued}",
        "DCS{last}",
        "DBC1",
        "DBB{born}",
        "DBA{expires}",
        "DAYBRO",
        "DCGUSA",
        "DAU070 IN",
      ],
    ]),
  },
  {
    name: "Tennessee, version 6: an identification card",
    from: stateCases,
    scan: card(
      "636053060002ID00410228ZT02690036",
      [
        ...[
          "DAQ000000000",
          "DCS{last}",
          "DAC{first}",
          "DAD{middle}",
          "DBD{issued}",
          "DBB{born}",
          "DBA{expires}",
          "DBC2",
        ],
        ...["DAU063 IN", "DAYGRN", ...place, "DAJTN", "DAK370110000", "DCGUSA"],
      ],
      "",
      "ID",
    ),
  },
  {
    name: "Colorado, version 9: after the ID type comes DAQ, where DDA could be read; sex 9, hair SDY",
    from: "github papers on the standard's D.12, and a licence designer's tests of a specimen",
    scan: card(
      "636020090102ID00410282ZC03230007",
      [
        ...[
          "DAQ000000000",
          "DCS{last}",
          "DDEN",
          "DAC{first}",
          "DDFN",
          "DAD{middle}",
          "DDGN",
          "DCAR",
          "DCBC",
          "DCDNONE",
        ],
        ...[
          "DBD{issued}",
          "DBB{born}",
          "DBA{expires}",
          "DBC9",
          "DAU062 in",
          "DAYBLU",
          ...place,
          "DAJCO",
          "DAK802140000  ",
        ],
        ...["DCF73055", "DCGUSA", "DDAF", "DDB10302015", "DAZSDY", "DCJCDOR_DLU21_0_010422_01359", "DCLU  ", "DAW120"],
      ],
      "ZCZCAC\r",
      "ID",
    ),
  },
  {
    name: "Massachusetts, version 8: a long subfile of its own, designated before it begins",
    from: idParser,
    scan: card("636002080002DL00410260ZM06020044", [
      ...["DCAD", "DCBNONE", "DCDNONE", "DBA{expires}", "DCS{last}", "DAC{first}", "DAD{middle}", "DBD{issued}"],
      ...["DBB{born}", "DBC1", "DAU062 in", ...place, "DAJMA", "DAK021330000", "DAQS00000000", "DCGUSA"],
    ]),
  },
  {
    name: "Virginia, version 10, as the standard's annex shows it",
    from: barcodeLibrary,
    scan: card(
      "636000100102DL00410278ZV03190008",
      [
        ...[
          "DAQT00000000",
          "DCS{last}",
          "DDEN",
          "DAC{first}",
          "DDFN",
          "DAD{middle}",
          "DDGN",
          "DCU{suffix}",
          "DCAD",
          "DCBK",
        ],
        ...["DCDPH", "DBD{issued}", "DBB{born}", "DBA{expires}", "DBC1", "DAU068 in", "DAYBRO", ...place, "DAJVA"],
        ...[
          "DAK232690000  ",
          "DCF2424244747474786102204",
          "DCGUSA",
          "DCK123456789",
          "DDAF",
          "DDB06062018",
          "DDC06062020",
          "DDD1",
        ],
      ],
      "ZVZVA01\r",
    ),
  },
];
