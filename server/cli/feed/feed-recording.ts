import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId, type SourceId } from '#domain/ids.ts';
import { later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { HEARTBEAT_EVERY_MS } from '#domain/board/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import type { FeedLink } from './feed-link.ts';
import { openAt } from './feed-opening.ts';
import { feedTimeline, type Timeline } from './feed-timeline.ts';
import type { Frame } from './frame-window.ts';

export type FeedOptions = {
  /** The recording, in the order of its lines. */
  readonly events: AsyncIterable<readonly AcdEvent[]>;
  readonly link: Pick<FeedLink, 'send' | 'offer' | 'drained'>;
  readonly now: Clock;
  /** Resolves after so long, or as soon as the signal is given. */
  readonly sleep: (ms: DurationMs, stop: AbortSignal) => Promise<void>;
  readonly speed: number;
  readonly run: string;
  /** The recording's own when absent. */
  readonly source?: SourceId;
  readonly from?: EpochMs;
  readonly until?: EpochMs;
  /** Ends the run early. */
  readonly stop: AbortSignal;
  readonly onProgress: (progress: FeedProgress) => void;
};

/** How far a run has come. */
export type FeedProgress = {
  /** The instant of the recording. */
  readonly recordedAt: EpochMs;
  readonly sent: number;
  /** How late the last frame went out. */
  readonly lagMs: number;
};

/** What is due within this time goes out together: a wall shows no difference, and a frame costs a commit. */
const FRAME_MS = 50;
/** Late or very fast runs have more due at once than one frame should carry. */
const FRAME_EVENTS_MAX = 500;
/** Events with many labels are long: a quarter of what the server takes in one frame, for letters may take three bytes. */
const FRAME_CHARACTERS_MAX = 1_048_576;

/** A recording may be silent for weeks, and a timer holds 24 days at most. */
const LONGEST_SLEEP_MS = 3_600_000;

/**
 * Plays a recording into a running server, each event when it is due, and answers how many events were sent.
 * A run has its own beginning and end: `source-started` closes what an earlier run left open.
 */
export async function feedRecording(options: FeedOptions): Promise<number> {
  const run = new FeedRun(options);
  try {
    for await (const batch of until(openedEvents(options), options.until)) {
      for (const event of batch) {
        if (options.stop.aborted) break;
        await run.play(event);
      }
      if (options.stop.aborted) break;
    }
  } finally {
    run.quiet();
  }
  await run.finish();
  return run.sent;
}

async function* openedEvents({ events, from }: FeedOptions): AsyncGenerator<readonly AcdEvent[]> {
  const open = openAt(from);
  for await (const batch of events) yield batch.flatMap((event) => open(event));
}

async function* until(
  batches: AsyncIterable<readonly AcdEvent[]>,
  end: EpochMs | undefined,
): AsyncGenerator<readonly AcdEvent[]> {
  for await (const batch of batches) {
    const after = end === undefined ? -1 : batch.findIndex((event) => event.at >= end);
    yield after < 0 ? batch : batch.slice(0, after);
    if (after >= 0) return;
  }
}

/** One playing of a recording: the frame being filled, and the beat beside it. */
class FeedRun {
  readonly #options: FeedOptions;
  #timeline: Timeline | undefined;
  #source: SourceId | undefined;
  #frame: Line[] = [];
  #frameCharacters = 0;
  #frameEnds: EpochMs | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #own = 0;
  sent = 0;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  async play(event: AcdEvent): Promise<void> {
    this.#timeline ??= await this.#begin(event);
    const played = this.#timeline.play(event);
    const at = this.#timeline.dueAt(played.at);
    const text = JSON.stringify(played);
    if (this.#isFull(at, text)) await this.#flush();
    if (this.#options.stop.aborted) return;
    this.#frameEnds ??= later(at, FRAME_MS);
    this.#frame.push({ at, text });
    this.#frameCharacters += text.length;
  }

  async finish(): Promise<void> {
    await this.#flush();
    if (this.#source === undefined) return;
    await this.#options.link.send(this.#ownFrame('source-stopped', this.#clock()));
    await this.#options.link.drained();
  }

  quiet(): void {
    clearInterval(this.#heartbeat);
  }

  #isFull(at: EpochMs, text: string): boolean {
    if (this.#frameEnds === undefined) return false;
    return (
      at >= this.#frameEnds ||
      this.#frame.length >= FRAME_EVENTS_MAX ||
      this.#frameCharacters + text.length > FRAME_CHARACTERS_MAX
    );
  }

  async #begin(event: AcdEvent): Promise<Timeline> {
    const { now, speed, run, link, from } = this.#options;
    const begin = now();
    this.#source = this.#options.source ?? sourceId(event.source);
    await link.send(this.#ownFrame('source-started', begin));
    this.#heartbeat = setInterval(
      () => link.offer(this.#ownFrame('source-heartbeat', this.#clock())),
      HEARTBEAT_EVERY_MS,
    );
    // A millisecond later, for what begins is not part of what an earlier run left open.
    return feedTimeline({
      first: from ?? event.at,
      begin: later(begin, 1),
      speed,
      run,
      source: this.#source,
    });
  }

  /** Sends the frame when everything in it has happened. A run that is stopped sends what has happened so far. */
  async #flush(): Promise<void> {
    const { now, link, onProgress } = this.#options;
    if (this.#frameEnds === undefined || this.#timeline === undefined) return;
    await this.#until(this.#frameEnds);
    const happened = this.#frame.filter(({ at }) => at <= now()).map(({ text }) => text);
    if (happened.length > 0) await link.send({ text: happened.join('\n'), events: happened.length });
    this.sent += happened.length;
    const lagMs = Math.max(0, now() - this.#frameEnds);
    onProgress({
      recordedAt: this.#timeline.recordedAt(this.#timeline.clockAt(later(now(), -lagMs))),
      sent: this.sent,
      lagMs,
    });
    this.#frame = [];
    this.#frameCharacters = 0;
    this.#frameEnds = undefined;
  }

  async #until(at: EpochMs): Promise<void> {
    const { now, sleep, stop } = this.#options;
    while (!stop.aborted && now() < at) await sleep(Math.min(at - now(), LONGEST_SLEEP_MS), stop);
  }

  /** What time it is in the run. */
  #clock(): EpochMs {
    const now = this.#options.now();
    return this.#timeline?.clockAt(now) ?? now;
  }

  #ownFrame(kind: 'source-started' | 'source-stopped' | 'source-heartbeat', at: EpochMs): Frame {
    this.#own += 1;
    const source = this.#source ?? sourceId('feed');
    const played = kind === 'source-started' ? { played: true } : {};
    const text = JSON.stringify({
      id: `${this.#options.run}:${kind}:${this.#own}`,
      source,
      at,
      kind,
      ...played,
    });
    // The run's own words are not the recording's, and are not counted with its events.
    return { text, events: 0 };
  }
}

/** An event as it will be sent, and when it is due on our clock. */
type Line = { readonly at: EpochMs; readonly text: string };
