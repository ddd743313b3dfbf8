/** `turnout serve`: the county's endpoint for tablets and for the county page, until it is told to stop. */
import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { createSecureContext } from "node:tls";
import { fileURLToPath } from "node:url";
import { err, ok, type Result } from "../../domain/result.ts";
import { type CountyServer, openCountyServer, type ServerOptions } from "../../server/county.ts";
import { jsonLog } from "../../server/log.ts";
import type { Args, Command, Option } from "../command.ts";
import { readText } from "../files.ts";
import { folderRefusal, type Refusal } from "../refusal.ts";
import type { Terminal } from "../terminal.ts";

/** The built app, beside `src`. */
const appFolder = fileURLToPath(new URL("../../../dist", import.meta.url));

export const serveOptions: readonly Option[] = [
  { name: "port", value: "N", help: "the port (4173; 0 takes a free one)" },
  { name: "host", value: "A", help: "the address to listen at (127.0.0.1: this machine only; 0.0.0.0: the network)" },
  { name: "tls-cert", value: "FILE", help: "certificate chain (PEM): tablets on the network need TLS" },
  { name: "tls-key", value: "FILE", help: "its key (PEM)" },
  { name: "behind-tls", help: "a proxy in front speaks HTTPS and sets X-Forwarded-For" },
];

export const serve: Command = {
  name: "serve",
  summary: "Runs the county's endpoint: the app for tablets, their synchronisation, the county page.",
  options: serveOptions,
  notes:
    "A browser gives the app its storage and keys only on this machine (127.0.0.1, localhost) or over TLS. For tablets\n" +
    "on the network give --host 0.0.0.0 with --tls-cert and --tls-key, or put a proxy with TLS in front and say so with\n" +
    "--behind-tls: wrong passwords and codes are then counted by the last address in its X-Forwarded-For.\n" +
    "Ends cleanly on Ctrl-C or SIGTERM.",
  async run(args, terminal) {
    const server = await startServer(args, args.data, terminal);
    if (!server.ok) return server;
    const { url, port } = server.value;
    return ok({
      json: { url, office: `${url}/office`, port },
      text: addressLines(args, server.value).join("\n"),
      until: stopped(server.value, terminal),
    });
  },
};

/** Starts the endpoint of a data folder with the options of `serve`. `demonstration`: its account may sign in. */
export async function startServer(
  args: Args,
  folder: string,
  terminal: Terminal,
  demonstration = false,
): Promise<Result<CountyServer, Refusal>> {
  const port = args.whole("port", 0, 65_535);
  if (!port.ok) return port;
  const tls = await tlsFiles(args);
  if (!tls.ok) return tls;
  const { now } = terminal;
  const host = args.text("host");
  const built = existsSync(appFolder);
  if (!built) terminal.note('The app is not built: tablets find no screens here. "npm run build" builds it.');
  const options: ServerOptions = {
    folder,
    port: port.value ?? 4173,
    now,
    log: jsonLog((line) => terminal.note(line.trimEnd()), now),
    ...(built ? { appFolder } : {}),
    ...(host === undefined ? {} : { host }),
    ...(tls.value === undefined ? {} : { tls: tls.value }),
    behindTls: args.has("behind-tls"),
    demonstration,
  };
  const opened = await openCountyServer(options);
  if (!opened.ok) return err(folderRefusal(opened.error));
  if (opened.value.county.behind() !== undefined)
    terminal.note(
      "The database is older than what the county has signed: it was restored from a backup. Nothing is published and\n" +
        'no tablet is answered until the missing events are back: "turnout recover --from FILE".',
    );
  return opened;
}

async function tlsFiles(args: Args): Promise<Result<ServerOptions["tls"], Refusal>> {
  const [certFile, keyFile] = [args.text("tls-cert"), args.text("tls-key")];
  if (certFile === undefined && keyFile === undefined) return ok(undefined);
  if (certFile === undefined || keyFile === undefined)
    return err({ type: "badArguments", reason: "--tls-cert and --tls-key belong together." });
  const certificate = await readText(certFile);
  if (!certificate.ok) return certificate;
  const key = await readText(keyFile);
  if (!key.ok) return key;
  try {
    createSecureContext({ cert: certificate.value, key: key.value });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return err({
      type: "tlsFilesUnfit",
      file: certFile,
      reason: `This certificate and the key ${keyFile} cannot be used: ${error.message}`,
      remedy: "Both must be PEM, and the key without a password must belong to the certificate.",
    });
  }
  return ok({ certificate: certificate.value, key: key.value });
}

/** Where the endpoint is to be reached, with `account` below the county page, and what tablets need. */
export function addressLines(args: Args, { url, port }: CountyServer, account: readonly string[] = []): string[] {
  const host = args.text("host") ?? "127.0.0.1";
  const scheme = url.startsWith("https:") ? "https" : "http";
  const everywhere = host === "0.0.0.0" || host === "::";
  const own = everywhere
    ? Object.values(networkInterfaces())
        .flat()
        .flatMap((one) => (one === undefined || one.family !== "IPv4" ? [] : [`${scheme}://${one.address}:${port}`]))
    : [url];
  const open = scheme === "http" && !args.has("behind-tls");
  const office = open && everywhere ? [`${scheme}://127.0.0.1:${port}`] : own;
  const lines = [
    ...own.map((address) => `Tablets:      ${address}`),
    ...office.map((address) => `County page:  ${address}/office`),
    ...account,
  ];
  if (open)
    lines.push(
      "Without TLS the county page is answered on this machine only: no password crosses a network in clear.",
      "Without TLS only browsers on this machine can be tablets (http://localhost or http://127.0.0.1).",
      "For tablets on the network: --tls-cert FILE --tls-key FILE, or a proxy with TLS and --behind-tls.",
    );
  return lines;
}

/** Ends the endpoint on the first signal; resolves when it has ended. */
export function stopped(server: CountyServer, terminal: Terminal): Promise<void> {
  return new Promise((done, failed) => {
    const stop = (signal: NodeJS.Signals): void => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      terminal.note(`${signal}: stopping`);
      server.stop().then(done, failed);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
