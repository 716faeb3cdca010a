import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../time.ts';

// Every bound on what senders, pages and people may ask of one server, and why it is where it is. docs/security.md lists
// them for an administrator, and a test holds that list equal to this file. What is beyond a bound is refused by a word of
// its own, counted and listed; nothing that was taken before is lost.

const KIB = 1024;
const MIB = 1024 * KIB;

/** One event as it is sent. */
export const EVENT_LIMITS = {
  /** A SIP Call-ID with its host, or two UUIDs and a prefix, fit well. */
  idChars: 200,
  /** A reason, a customer's key, the value of a label. */
  textChars: 500,
  /** A channel. */
  wordChars: 50,
  /** Labels of one event; more is a document and belongs elsewhere. */
  labels: 50,
  labelNameChars: 100,
  /** Queues that one agent serves: the most a centre of the size we hold ourselves to has. */
  agentQueues: 500,
  /** The text of one event with all that is ignored in it: labels of the largest size fit, written in `\u` escapes too. */
  chars: 256 * KIB,
  /** Objects and lists within each other: an event has two, what a sender adds of its own has a few more. Reading deep ones takes long. */
  depth: 32,
  /** An event further than this ahead of our clock is a mistake of its sender's; one that is late never is. */
  aheadMs: DAY_MS,
} as const;

/** A body or a frame of events. */
export const BATCH_LIMITS = {
  /** A body as it is sent, packed or not: some 40,000 events in plain text. */
  bodyBytes: 8 * MIB,
  /** A body as it is read: as much as a full inbox of large events. */
  unpackedBytes: 32 * MIB,
  /** Events pack to a tenth or a twentieth; what unpacks to more than this many times its size is not events. */
  unpackedTimes: 100,
  /** A frame of a feeding socket: some 20,000 events; a sender gains nothing by more than a few thousand. */
  frameBytes: 4 * MIB,
  /** Events of one body, and events that wait to be committed: half a second of the rate we hold ourselves to. */
  events: 50_000,
  /** Lines of one body, blank ones too. */
  lines: 100_000,
  /** Bytes of bodies and frames that are taken in, read or wait to be committed; of it nobody has more than half. Read, they take four times as much. */
  openBytes: 64 * MIB,
  /** Bodies and frames that are open at one time. */
  openBodies: 1_000,
  /** Frames of one socket without an answer; those beyond are told to wait. */
  openFrames: 64,
  /** How long a body may take to arrive: eight megabytes at a megabit a second. */
  bodyMs: 70 * SECOND_MS,
  /** A call record with its variables, or a chat message that is a long e-mail, has some ten kilobytes. */
  hookBytes: MIB,
  /** Fields of one form: the largest callback known to us has some fifty. */
  hookFields: 1_000,
  /** Events of one such body: a gathering sender has some hundreds. */
  hookEvents: 2_000,
  /** Posts of other systems that are answered at one time; with their events some 50 MB. */
  openHooks: 500,
  /** Bodies of pages and commands: a token or a few words. */
  otherBytes: 16 * KIB,
} as const;

/** What a floor holds in memory. Of what has a share no source has more than half, so that one cannot leave the others without room. */
export const FLOOR_LIMITS = {
  /** Sources heard of. A centre has some; each is judged with every board. Those of the definitions always have room. */
  sources: 200,
  /** Queues on the board: twice what we hold ourselves to. Has a share. Those of the definitions always have room. */
  queues: 1_000,
  /** Agents heard of: five times what we hold ourselves to. Has a share. */
  agents: 10_000,
  /** Queues that agents are signed in to, added over agents: each is drawn with every board. Has a share. */
  memberships: 100_000,
  /** Changes of all agents' days that are in memory, two hours of them. Has a share. */
  marks: 1_000_000,
  /** Changes of one agent's day in those hours: one a second. */
  agentMarks: 7_200,
  /** Contacts in memory: those that are open (a backlog of tickets too), and those of the last minutes. Has a share. */
  contacts: 200_000,
  /** Facts of one contact: a chat that lasts a shift. Each new one has them read again. */
  contactFacts: 2_000,
  /** Facts of one contact at one instant: their order is found by comparing them. */
  instantFacts: 100,
  /** Estimated bytes of the facts of contacts in memory. Has a share. */
  factBytes: 256 * MIB,
  /** Restarts of one source that are remembered; the latest count. */
  restarts: 100,
  /** A queue, a source or an agent of which nothing was heard for so long makes room when there is little. */
  idleMs: 7 * DAY_MS,
  /** An agent's time is added up from no longer ago: a day in every zone, as the board shows it. */
  agentTimeMs: 26 * HOUR_MS,
} as const;

/** Sockets, requests and sign-ins. A share is counted by token, and by address where the address is known. */
export const DOOR_LIMITS = {
  /** Walls at one server: five times what we hold ourselves to. */
  walls: 1_000,
  /** Of them, those of one token, and those of one address. */
  wallsShare: 500,
  /** Feeding sockets. */
  feeds: 500,
  feedsShare: 50,
  /** A wall has nothing to say. */
  wallFrameBytes: KIB,
  /** Of the bodies that are taken in at one time, those of one token or one address; of their bytes it is half. */
  bodiesShare: 250,
  /** Requests of one address within a minute: a page loads some twenty parts, and walls behind one address load together. */
  requestsAMinute: 6_000,
  /** Wrong tokens of one address within a minute, and wrong signatures at one hook. The right one is always let in. */
  wrongAMinute: 20,
  /** Addresses that are counted at one time; the one that was quiet longest makes room. */
  addresses: 10_000,
  /** The address and the headers of a request, as Node and many proxies have it: a condition of the longest fits with all else, also where half of it is escaped. */
  headBytes: 16 * KIB,
  /** Browsers that are signed in with one token: the oldest session makes room. */
  tokenSessions: 1_000,
  sessions: 10_000,
  /** A wall must not be signed out at night: the longest that browsers keep a cookie. */
  wallSessionMs: 400 * DAY_MS,
  /** Everybody else signs in once a week. */
  personSessionMs: 7 * DAY_MS,
  /** What was refused is logged at once, and then in sums. */
  refusedLogMs: MINUTE_MS,
} as const;
