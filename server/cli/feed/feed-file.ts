import { setTimeout as pause } from 'node:timers/promises';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import { FeedLink } from './feed-link.ts';
import { feedRecording, type FeedProgress } from './feed-recording.ts';
import type { Progress } from '../progress.ts';
import { readEventFile } from '../read-event-file.ts';
import { CommandFailure } from '../run-command.ts';

/** What is played, and to whom. */
export type FeedFile = {
  /** A path; `-` is standard input. */
  readonly path: string;
  readonly to: URL;
  readonly token?: string;
  readonly speed: number;
  readonly zone: TimeZone;
  readonly from?: EpochMs;
  readonly until?: EpochMs;
  readonly source?: SourceId;
  readonly run?: string;
  readonly giveUpMs: number;
  readonly now: Clock;
  readonly print: (line: string) => void;
  readonly progress: Progress;
};

/** Once interrupted, a run waits this long for the answers that are still out. */
const FAREWELL_MS = 5_000;
/** Refused lines that are shown; more of them say the same. */
const REFUSALS_SHOWN = 5;

/** Plays a file into a running server until its end or an interrupt; what cannot be mended throws a CommandFailure. */
export async function feedFile(file: FeedFile): Promise<void> {
  const say = (line: string): void => {
    file.progress.clear();
    file.print(line);
  };
  const { giveUpMs, now, token, to: url } = file;
  const onRefused = refusals('the server refused', say);
  const link = new FeedLink({
    url,
    ...(token === undefined ? {} : { token }),
    giveUpMs,
    now,
    onRefused,
    onChange: say,
  });
  const { signal, release } = interrupt(link);
  const unreadable = refusals(`${file.path} has`, say);
  try {
    const events = readable(file.path, unreadable);
    const onProgress = (at: FeedProgress): void => file.progress.show(() => progressLine(file, at, link));
    const run = file.run ?? new Date(now()).toISOString().replaceAll(/[-:]/g, '');
    const sent = await feedRecording({ ...file, run, events, link, sleep, stop: signal, onProgress });
    if (sent === 0 && !signal.aborted) throw new CommandFailure(`${file.path} has no events to play`);
    const { acknowledged, duplicates, refused } = link.sums;
    say(`sent ${sent} events: ${acknowledged} acknowledged, ${refused} refused, ${duplicates} known already`);
  } finally {
    file.progress.clear();
    release();
    link.close();
  }
}

async function sleep(ms: number, stop: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: stop }).catch((cause: unknown) => {
    // Woken by the signal, which is what it is for.
    if (!stop.aborted) throw cause;
  });
}

/** Ends the run at the first interrupt; at the second, or when the server does not answer in time, without its answers. */
function interrupt(link: FeedLink): { readonly signal: AbortSignal; readonly release: () => void } {
  const stop = new AbortController();
  let farewell: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    if (stop.signal.aborted) {
      link.close();
      return;
    }
    stop.abort();
    farewell = setTimeout(() => link.close(), FAREWELL_MS);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: stop.signal,
    release() {
      clearTimeout(farewell);
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    },
  };
}

/** Says the first few refused lines. */
function refusals(who: string, say: (line: string) => void): (refused: readonly RefusedLine[]) => void {
  let shown = 0;
  return (refused) => {
    for (const { line, reason, field, value, expected } of refused) {
      shown += 1;
      if (shown <= REFUSALS_SHOWN) {
        const what = field === '' ? 'it' : field;
        say(`${who} line ${line}: ${reason}: ${what} is "${value}", expected ${expected}`);
      } else if (shown === REFUSALS_SHOWN + 1) {
        say(`${who} more lines like these`);
      }
    }
  };
}

async function* readable(
  path: string,
  onRefused: (refused: readonly RefusedLine[]) => void,
): AsyncGenerator<readonly AcdEvent[]> {
  for await (const { events, refused } of readEventFile(path)) {
    onRefused(refused);
    yield events;
  }
}

function progressLine({ zone, speed }: FeedFile, at: FeedProgress, link: FeedLink): string {
  const clock = isoInZone(zone, at.recordedAt).slice(0, 19).replace('T', ' ');
  const lag = (at.lagMs / 1_000).toFixed(1);
  return `${clock} ×${speed}  ${at.sent} sent, ${link.sums.acknowledged} acknowledged, ${lag} s late`;
}
