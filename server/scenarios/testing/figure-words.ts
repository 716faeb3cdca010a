import { noAgentTime } from '#domain/agent.ts';
import type { Figures, Period } from '#domain/board/board.ts';
import { queueId, sourceId } from '#domain/ids.ts';
import { emptyCounts } from '#domain/measures/counts.ts';
import {
  abandonWait,
  answerRate,
  handleTime,
  occupancy,
  serviceLevel,
  speedOfAnswer,
  type Bracket,
} from '#domain/measures/measures.ts';
import type { EpochMs } from '#domain/time.ts';
import type { CentreFigures } from '../../metrics/draw-figures.ts';
import type { Seen } from '../../pipeline/see-floor.ts';

/** The figures that an expectation is about: a queue's or, for `*`, the centre's; with `/outbound` or `/deferred` those of that stream. */
export function figuresIn({ total, queues }: CentreFigures, scope: string): Figures | undefined {
  const [name = '', stream] = scope.split('/');
  const figures = name === '*' ? total : queues[queueId(name)];
  if (figures === undefined || (stream !== 'outbound' && stream !== 'deferred')) return figures;
  const work = figures[`${stream}Work`];
  const { oldestQueuedAt: _at, oldestUntil: _until, ...rest } = figures;
  const { count = 0, ...oldest } = work?.open ?? {};
  const period = (of: 'interval' | 'day'): Period => ({
    ...(work?.[of] ?? { start: figures[of].start, counts: emptyCounts(), undecided: 0 }),
    agentTime: noAgentTime(),
  });
  return { ...rest, waiting: count, ...oldest, interval: period('interval'), day: period('day') };
}

/** How a source is, as scenarios write it: its `state`, how far its clock is `ahead`, and since when it is `silent`. */
export function sourceWord({ sources, sourceAgeMs }: Seen, name: string, word: string): string | undefined {
  const source = sources[sourceId(name)];
  switch (word) {
    case 'state':
      return source?.state ?? '-';
    case 'ahead':
      return seconds((source?.skewMs ?? 0) / 1000);
    case 'silent':
      return seconds((sourceAgeMs[sourceId(name)] ?? NaN) / 1000);
    default:
      return undefined;
  }
}

/** A figure of the day as scenarios write it: `2`, `80%`, `50%-100%`, `12s`, and `-` for unknown. Undefined for an unknown word. */
export function figureWord(figures: Figures, name: string, now: EpochMs): string | undefined {
  const { day } = figures;
  const { counts } = day;
  const number = numbersOf(figures)[name];
  if (number !== undefined) return String(number);
  switch (name) {
    case 'feed':
      return figures.freshness.state;
    case 'longest-wait': {
      const { oldestQueuedAt, oldestUntil = now } = figures;
      return seconds(oldestQueuedAt === undefined ? undefined : (oldestUntil - oldestQueuedAt) / 1000);
    }
    case 'service-level':
      return bracket(serviceLevel({ ...counts, undecided: day.undecided }));
    case 'answer-rate':
      return percent(answerRate(counts));
    case 'occupancy':
      return percent(occupancy(day.agentTime));
    case 'speed-of-answer':
      return seconds(speedOfAnswer(counts));
    case 'handle-time':
      return seconds(handleTime(counts));
    case 'abandon-wait':
      return seconds(abandonWait(counts));
    default:
      return undefined;
  }
}

function numbersOf({
  day,
  agents,
  waiting,
  deferred,
  abandonedLately,
}: Figures): Readonly<Record<string, number>> {
  const { counts } = day;
  return {
    ...counts,
    ...agents,
    'answered-within': counts.answeredWithin,
    'short-abandoned': counts.shortAbandoned,
    voicemail: counts.leftVoicemail,
    waiting,
    deferred,
    undecided: day.undecided,
    'abandoned-lately': abandonedLately,
  };
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);
const percent = (share: number | undefined): string =>
  share === undefined ? '-' : `${rounded(share * 100)}%`;
const seconds = (value: number | undefined): string => (value === undefined ? '-' : `${rounded(value)}s`);

function bracket(level: Bracket | undefined): string {
  if (level === undefined) return '-';
  return level.low === level.high ? percent(level.low) : `${percent(level.low)}-${percent(level.high)}`;
}
