import type { AcdEvent } from '#domain/acd-event.ts';
import { queueId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { drawFigures } from '../../../metrics/draw-figures.ts';
import { endReplay, replayEvents, startReplay } from '../../../replay/replay.ts';
import { figureWord } from '../../../scenarios/testing/figure-words.ts';

/** Answers a line of figures as scenarios write them: `support  offered 2  answered 1`. The day's figures at `at`, or at the last event. */
export type FigureReader = (line: string, at?: number) => string;

/** Counts events as a replay does. */
export function dayFigures(events: readonly AcdEvent[]): FigureReader {
  return (line, at = Infinity) => {
    const options = {
      zone: 'Etc/UTC',
      intervalMs: 30 * MINUTE_MS,
      withinMs: 20 * SECOND_MS,
      shortAbandonMs: 0,
    };
    const replay = startReplay(options);
    replayEvents(
      replay,
      events.filter((event) => event.at <= at),
    );
    if (at !== Infinity) replay.now = epochMs(at);
    endReplay(replay);
    const { world, terms, now } = replay;
    const figures = drawFigures({ floor: world.floor, tally: world.tally, ...terms, now, feeds: new Map() });
    const [scope = '', ...words] = line.split(/\s+/);
    const of = scope === '*' ? figures.total : figures.queues[queueId(scope)];
    if (of === undefined) throw new Error(`no queue ${scope}`);
    return [
      scope,
      ...words
        .filter((_, index) => index % 2 === 0)
        .map((name) => ` ${name} ${figureWord(of, name, now) ?? '?'}`),
    ].join(' ');
  };
}
