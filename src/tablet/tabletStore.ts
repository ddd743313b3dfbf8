/**
 * What the tablet keeps through a restart, as an interface: `indexedDbStore.ts` is the one that tablets use, the simulation
 * brings its own. Everything here is ciphertext, public, or names no voter; what must ever be destroyed lies elsewhere
 * (`secretFiles.ts`), because a database does not forget what it deletes.
 */
import type { TabletWord } from "../protocol/placeTablets.ts";
import type { RollChunk } from "../roll/rollManifest.ts";

/** Who this tablet is to the county. Written once at enrolment, replaced whole when it is set up again. */
export type Identity = {
  readonly device: string;
  readonly number: number;
  /** Null for a spare, until an opening card makes it a tablet of that place. */
  readonly place: string | null;
  /** Not extractable. */
  readonly privateKey: CryptoKey;
  /** The election definition, as JSON that passed the schema. */
  readonly election: string;
  /** The county log's pinned verifier key. */
  readonly vkey: string;
  /** Hash of this device's DeviceEnrolled event: `prev` of its first event. */
  readonly enrolled: string;
  readonly persistent: boolean;
  /** By which the practice code is known (protocol/practiceCode.ts). */
  readonly practice?: string | undefined;
};

/** The newest event of a device log; seq -1 and the DeviceEnrolled hash before the first. */
export type Head = { readonly seq: number; readonly hash: string };

export type StoredEvent = {
  readonly device: string;
  readonly seq: number;
  readonly hash: string;
  readonly cmd: string;
  readonly leaf: Uint8Array;
};

/** A sealed signature, under the SHA-256 of its bytes. */
export type SignatureFile = { readonly hash: string; readonly bytes: Uint8Array };

/** How far this tablet has verified the county log. */
export type Frontier = {
  readonly size: number;
  readonly root: string;
  /** The signed checkpoint of this size; "" at size 0. */
  readonly note: string;
  /** The compact tree, as `log/merkleTree.ts` serialises it. */
  readonly tree: Uint8Array;
  /** The county's signed time when this checkpoint was received. */
  readonly at: number;
};

export type RollRecord = {
  readonly version: number;
  /** Hash of the manifest, as the county's RollPublished event names it. */
  readonly manifestHash: string;
  /** The manifest itself, as JSON. */
  readonly manifest: string;
};

/** A number that this tablet had before. Its log can only be handed over to the county of the same election. */
export type FormerIdentity = {
  readonly device: string;
  readonly election: string;
  /** The county has the log. It still counts here: the copy of the county's log may not have come so far. */
  readonly handedOver?: true;
};

/** A county event that says: these changes lie over the roll. */
export type AmendmentNotice = {
  /** Index of the event in the county log. */
  readonly index: number;
  readonly chunk: RollChunk;
  /** The roll version that it amends. */
  readonly roll: number;
};
export type Amendments = { readonly through: number; readonly notices: readonly AmendmentNotice[] };

/** Wrong PINs of one worker, kept so that a reload does not forgive them. */
export type PinTries = { readonly worker: string; readonly wrong: number };

/** Wrong PINs of one worker that no event tells of yet. */
export type RefusedPins = {
  /** The command of the event that will tell of them: it tells once. */
  readonly cmd: string;
  readonly worker: string;
  readonly wrong: number;
  /** When the first and the last was (ms by the clock of events). */
  readonly first: number;
  readonly last: number;
  /** Seconds of the pause that began with the last. */
  readonly held: number;
};

/** The tablet's records left it as a file. `cmd`: of the event that will tell of it, once; `at`: when (ms). */
export type SavedRecords = { readonly cmd: string; readonly at: number };

/** Consecutive events of one tablet among those that are carried. */
export type CarriedRun = {
  readonly device: string;
  readonly number: number;
  readonly from: number;
  readonly through: number;
  /** Hash of the last one. */
  readonly head: string;
};

/** What another tablet recorded and gave to this one, under the hash of its bytes. */
export type CarriedPack = {
  readonly hash: string;
  readonly election: string;
  readonly runs: readonly CarriedRun[];
  /** Signature files. */
  readonly files: number;
  readonly bytes: number;
  /** When it was taken (ms). */
  readonly at: number;
  /** The county says that it has all of it, or (a problem's type) that it will not take it. */
  readonly sent?: true | string;
};

/** `at`: when the county said it (ms). */
export type PlaceTablets = {
  readonly election: string;
  readonly place: string;
  readonly at: number;
  readonly tablets: readonly TabletWord[];
};

/** Small facts, each replaced as a whole. */
export type Facts = {
  readonly identity: Identity;
  /** The key pair of a set-up that is under way. */
  readonly pendingKey: CryptoKeyPair;
  /** Identities before this one; newest last. */
  readonly formerIdentities: readonly FormerIdentity[];
  /** The newest event of this identity that the county said it has. */
  readonly accepted: number;
  /** The county's amendments to the roll, as far as the verified log was looked through for them. */
  readonly amendments: Amendments;
  readonly frontier: Frontier;
  /** Signatures of this device that the county said it has. */
  readonly signaturesAtCounty: number;
  /** The version in use: it was whole when it was taken into use. */
  readonly roll: RollRecord;
  /** A newer roll version on its way. */
  readonly nextRoll: RollRecord;
  /** Last counter used in a request that writes. */
  readonly counter: number;
  readonly pinTries: readonly PinTries[];
  readonly refusedPins: readonly RefusedPins[];
  /** When this tablet's records were saved to a file and no event could tell of it. */
  readonly savedRecords: readonly SavedRecords[];
  /** Opening codes that opened nothing since the last one that did. */
  readonly wrongCodes: number;
  /** Codes of workers whom other tablets of this place added. Sealed. */
  readonly handedWorkers: readonly string[];
  /** Milliseconds that the county's clock is ahead of this tablet's. */
  readonly clockOffset: number;
  /** What this tablet carries for others; the bytes lie in the store by themselves. Oldest first. */
  readonly carried: readonly CarriedPack[];
  /** What the county last said of the tablets of a place. */
  readonly placeTablets: PlaceTablets;
  /** The newest event of this device that another tablet took too. */
  readonly copied: number;
  /** Why this tablet must be set up again, once that is known. */
  readonly broken: string;
};

export type AppendOutcome =
  | { readonly outcome: "appended" }
  /** Another append came first: encode and sign again on the new head. */
  | { readonly outcome: "headMoved"; readonly head: Head }
  /** The database holds no event of a device that has recorded some: it was cleared while the program runs. */
  | { readonly outcome: "logLost" }
  /** This command was already answered by that event. */
  | { readonly outcome: "commandDone"; readonly event: StoredEvent };

export interface TabletStore {
  fact<K extends keyof Facts>(key: K): Promise<Facts[K] | undefined>;
  setFact<K extends keyof Facts>(key: K, value: Facts[K]): Promise<void>;
  dropFact(key: keyof Facts): Promise<void>;

  /** The newest stored event of a device, undefined if there is none. */
  head(device: string): Promise<Head | undefined>;
  /**
   * One transaction with strict durability: is the head still `expected`, and the command new? Then the event is added.
   * A signature that the event names is stored with it, or neither is. Resolves only when it is durably committed; rejects
   * if it is not.
   */
  append(expected: Head, event: StoredEvent, signature?: SignatureFile): Promise<AppendOutcome>;
  /** The event that answered this command, if one did. */
  eventOfCommand(device: string, cmd: string): Promise<StoredEvent | undefined>;
  events(device: string, fromSeq: number, limit: number): Promise<StoredEvent[]>;
  eventCount(device: string): Promise<number>;

  /** Signatures that the county is not known to have, at most `limit`. */
  signaturesToSend(limit: number): Promise<SignatureFile[]>;
  signaturesToSendCount(): Promise<number>;
  /** The county has them, or (false) does not have them any more. Those that are not stored are passed over. */
  markSignatures(hashes: readonly string[], sent: boolean): Promise<void>;
  /** Those that the county once had. */
  sentSignatures(): Promise<string[]>;
  signature(hash: string): Promise<Uint8Array | undefined>;

  /** What another tablet recorded and this one carries to the county, by the hash of its bytes. */
  carried(hash: string): Promise<Uint8Array | undefined>;
  /** Durable when it resolves. */
  putCarried(hash: string, bytes: Uint8Array): Promise<void>;

  chunk(hash: string): Promise<Uint8Array | undefined>;
  putChunk(hash: string, bytes: Uint8Array): Promise<void>;
  chunkHashes(): Promise<string[]>;
  dropChunks(hashes: readonly string[]): Promise<void>;

  /**
   * Entries from index `from` on, in one transaction; `from` is at most `entryCount()`. They count only up to the size
   * of the frontier, which moves when they have been verified.
   */
  putEntries(from: number, leaves: readonly Uint8Array[]): Promise<void>;
  /** Number of county entries stored, verified or not. */
  entryCount(): Promise<number>;
  /** Leaves from an index on, at most `limit`. */
  entries(from: number, limit: number): Promise<Uint8Array[]>;
  /** Forgets county entries from this index on (never the device log): they are fetched and verified again. */
  truncateEntries(size: number): Promise<void>;
}
