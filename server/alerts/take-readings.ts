import type { AlertMeasure, AlertRule, AlertSubject, Threshold } from '#domain/alert.ts';
import type { Board, Figures, SourceState } from '#domain/board/board.ts';
import { queueId, sourceId, type SourceId } from '#domain/ids.ts';
import { abandonRate, serviceBase, serviceLevel } from '#domain/measures/measures.ts';
import type { ServiceTarget } from '#domain/service-target.ts';
import { SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import { isBelievable } from '../metrics/freshness.ts';
import type { AlertReading } from './alert-reading.ts';

/** The figures and feeds that rules look at. */
export type Watched = Pick<Board, 'total' | 'queues' | 'sources'>;

/** What each rule sees of each of its subjects at this moment. A subject that is not there, and a source that may be silent, has no reading. */
export function takeReadings(
  watched: Watched,
  sourceAgeMs: Readonly<Record<SourceId, DurationMs>>,
  rules: readonly AlertRule[],
  now: EpochMs,
): readonly AlertReading[] {
  return rules.flatMap((rule) => [
    ...figuresOf(rule, watched).map(([subject, figures]) => readFigures(rule, subject, figures, now)),
    ...sourcesOf(rule, watched).map((source) => readSource(rule, source, sourceAgeMs[source])),
  ]);
}

type Watching = readonly [AlertSubject, Figures];
type Values = Pick<AlertReading, 'breachValue' | 'clearValue' | 'sample'>;

function figuresOf({ scope }: AlertRule, { total, queues }: Watched): readonly Watching[] {
  switch (scope.kind) {
    case 'centre':
      return [[{ kind: 'centre' }, total]];
    case 'queue':
      return queuesOf(queues).filter(
        ([subject]) => subject.kind === 'queue' && subject.queue === scope.queue,
      );
    case 'every-queue':
      return queuesOf(queues);
    case 'every-source':
      return [];
  }
}

function queuesOf(queues: Board['queues']): readonly Watching[] {
  return Object.entries(queues).map(([queue, figures]) => [
    { kind: 'queue', queue: queueId(queue) },
    figures,
  ]);
}

/** A source that may rightly be silent is not watched, and one whose clock is wrong speaks. */
const WATCHED: ReadonlySet<SourceState> = new Set(['live', 'silent']);

function sourcesOf({ scope }: AlertRule, { sources }: Watched): readonly SourceId[] {
  if (scope.kind !== 'every-source') return [];
  return Object.entries(sources).flatMap(([source, { state }]) =>
    WATCHED.has(state) ? sourceId(source) : [],
  );
}

function readFigures(rule: AlertRule, subject: AlertSubject, figures: Figures, now: EpochMs): AlertReading {
  const isKnown = isBelievable(figures.freshness);
  return {
    rule,
    subject,
    // No alarm is raised from a feed that is dead, and none is over because of it.
    ...(isKnown ? valuesOf(rule.measure, figures, now) : both(undefined)),
    isKnown,
    threshold: resolve(rule.threshold, figures.target),
    clear: resolve(rule.clear, figures.target),
  };
}

function valuesOf(measure: AlertMeasure, figures: Figures, now: EpochMs): Values {
  const { counts, undecided } = figures.interval;
  switch (measure) {
    case 'service-level': {
      const bracket = serviceLevel({ ...counts, undecided });
      return { breachValue: bracket?.high, clearValue: bracket?.low, sample: serviceBase(counts) };
    }
    case 'abandon-rate':
      return both(abandonRate(counts), counts.offered);
    case 'longest-wait':
      return both(longestWait(figures, now));
    case 'waiting':
      return both(figures.waiting);
    case 'source-silence':
      return both(undefined);
  }
}

const both = (value: number | undefined, sample = Infinity): Values => ({
  breachValue: value,
  clearValue: value,
  sample,
});

/** Whole seconds, so that the board changes once a second and not once a tick; 0 when nobody waits. */
function longestWait({ oldestQueuedAt, oldestUntil }: Figures, now: EpochMs): number {
  return oldestQueuedAt === undefined
    ? 0
    : Math.max(0, Math.floor(((oldestUntil ?? now) - oldestQueuedAt) / SECOND_MS));
}

function readSource(rule: AlertRule, source: SourceId, ageMs: DurationMs | undefined): AlertReading {
  const silence = ageMs === undefined ? undefined : Math.floor(ageMs / SECOND_MS);
  return {
    rule,
    subject: { kind: 'source', source },
    isKnown: true,
    ...both(rule.measure === 'source-silence' ? silence : undefined),
    // A source has no target; the definitions refuse such a rule.
    threshold: resolve(rule.threshold, NO_TARGET),
    clear: resolve(rule.clear, NO_TARGET),
  };
}

const NO_TARGET: ServiceTarget = { share: NaN, withinMs: NaN, shortAbandonMs: NaN };

function resolve(threshold: Threshold, { share, withinMs }: ServiceTarget): number {
  switch (threshold.kind) {
    case 'value':
      return threshold.value;
    case 'target':
      // A share above 1 could never be reached, so an alert that clears there would never clear.
      return Math.min(1, withoutNoise(share + threshold.offset));
    case 'target-time':
      return withoutNoise((threshold.times * withinMs) / SECOND_MS);
  }
}

/** 0.8 + 0.02 is 0.8200000000000001, which 41 of 50 would not reach. */
const withoutNoise = (share: number): number => Math.round(share * 1e9) / 1e9;
