import type { Recount, SourceState } from '#domain/board/board.ts';
import type { DurationMs } from '#domain/time.ts';
import type { Language } from '../../kit/page-language.ts';
import type { RefusalReason } from '../../link/link.ts';
import type { TileName } from '../screen/layout.ts';
import type { TileState } from '../screen/tile-state.ts';

/** Wordings of the same thing from long to short: the first one that fits is shown. */
export type Wordings = readonly string[];

/** The parts of a sentence about an alert, already formatted. */
export type AlertParts = {
  readonly name: string;
  readonly what: string;
  readonly limit: string;
  readonly since: string;
  readonly lasting: string;
};

/** Everything the pages say, in one language. Sentences are functions, because their grammar differs. */
export type Words = {
  readonly language: Language;
  readonly state: Readonly<Record<TileState, string>>;
  readonly tile: Readonly<Record<TileName, Wordings>>;
  readonly column: ColumnWords;
  readonly sub: SubWords;
  readonly line: LineWords;
  readonly agents: Readonly<Record<'free' | 'busy' | 'away' | 'unreachable', Wordings>>;
  readonly link: LinkWords;
  readonly alert: AlertWords;
  readonly session: SessionWords;
  readonly percent: (digits: string) => string;
  readonly seconds: (seconds: number) => string;
};

export type ColumnName =
  | 'queue'
  | 'waiting'
  | 'longest'
  | 'service'
  | 'answered'
  | 'agents'
  | 'speed'
  | 'occupancy'
  | 'handle';

export type ColumnWords = Readonly<Record<ColumnName, Wordings>> & {
  /** Over a service level without its unit. */
  readonly closeService: Wordings;
  readonly caption: string;
  readonly none: string;
  /** Where not all of them fit: how many there are, and how many of those have a problem. */
  readonly counted: (count: {
    readonly all: number;
    readonly breached: number;
    readonly atRisk: number;
  }) => Wordings;
  readonly page: (place: { readonly page: number; readonly pages: number }) => Wordings;
  readonly some: (count: { readonly shown: number; readonly all: number }) => Wordings;
};

export type SubWords = {
  readonly unknown: Wordings;
  readonly nobodyWaits: Wordings;
  readonly deferred: (count: number) => string;
  readonly mostIn: (queue: string, waiting: number) => string;
  readonly answerWithin: (seconds: number) => Wordings;
  readonly target: (digits: string) => string;
  readonly metOf: (met: number, base: number) => Wordings;
  readonly answerRate: (digits: string) => string;
  readonly lately: string;
  readonly today: (digits: string) => string;
  readonly noneSignedIn: Wordings;
  readonly signedIn: (agents: number) => Wordings;
  /** Some are on a contact though nobody told that they signed in. */
  readonly present: (agents: number, signedIn: number) => Wordings;
};

/** Labels of the centre's other figures. */
export type LineWords = Readonly<
  Record<'answerRate' | 'occupancy' | 'handleTime' | 'speedOfAnswer' | 'outbound' | 'deferred', string>
>;

export type LinkWords = {
  readonly connecting: Wordings;
  readonly live: (seconds: number) => Wordings;
  readonly ageing: (seconds: number) => Wordings;
  /** The source of the figures sends no heartbeats: how long ago it last sent anything. */
  readonly lastWord: (lasting: string) => Wordings;
  readonly unfed: Wordings;
  readonly lost: (lasting: string, source?: string) => Wordings;
  /** A source that we should reach, and that has not told anything since the beginning. */
  readonly neverHeard: (source: string) => Wordings;
  /** The switch of a source does not let us in. */
  readonly refused: (source: string) => Wordings;
  /** How far a clock is off, with its direction. */
  readonly skew: (ms: DurationMs) => string;
  readonly clockWrong: (source: string, by: string) => Wordings;
  readonly frozen: (time: string) => string;
  /** A start counts again: everything, or the days before those that are shown. The shortest wording stands still. */
  readonly counting: (percent: number, scope: Recount['scope']) => Wordings;
  readonly source: Readonly<Record<SourceState, (id: string) => string>>;
  readonly connected: string;
  readonly reconnecting: string;
};

/** A sentence in two parts, the second one in several wordings. */
export type Sentence = { readonly head: string; readonly tails: Wordings };

export type AlertWords = {
  readonly serviceLevel: (digits: string) => string;
  readonly serviceLevelLimit: (digits: string) => string;
  readonly longestWait: (time: string) => string;
  readonly waiting: (count: number) => string;
  readonly abandonRate: (digits: string) => string;
  readonly silence: (time: string) => string;
  readonly limit: (value: string) => string;
  readonly contacts: (count: number) => string;
  readonly lasting: (ms: DurationMs) => string;
  readonly firing: (parts: AlertParts) => Sentence;
  readonly resolved: (parts: AlertParts) => Sentence;
  /** A source that was silent is heard again. */
  readonly heardAgain: (source: string, silentFor: string) => Sentence;
  readonly quiet: Wordings;
  /** A figure is near its target or past it, and no alert is firing. */
  readonly pending: Wordings;
  readonly waitingForBoard: Wordings;
};

export type SessionWords = {
  readonly title: string;
  readonly token: string;
  readonly enter: string;
  readonly wrong: string;
  readonly unreachable: string;
  readonly refused: Readonly<Record<RefusalReason, string>>;
  readonly signIn: string;
  readonly signedIn: (name: string, role: string) => string;
  readonly signOut: string;
  readonly toWall: string;
  readonly otherLanguage: string;
};
