import { queueId } from '#domain/ids.ts';
import { addDays, dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';
import type { PlanDay } from '../../../schedules/plan/model/plan-days.ts';
import type { QueueLoad, QueueRequirement } from '../../../schedules/plan/model/shift-plan-problem.ts';
import type { PlanLine } from '../tables/read-plan.ts';
import type { ProblemDocument } from './document-schema.ts';

export type QueueReading = {
  readonly zone: TimeZone;
  readonly days: readonly PlanDay[];
  readonly plan: readonly PlanLine[] | undefined;
  readonly book: string[];
};

type Given = ProblemDocument['queues'][number];

/** What each queue requires in each interval, from the document itself or from a staffing plan beside it. */
export function readQueues(document: ProblemDocument, reading: QueueReading): readonly QueueRequirement[] {
  const intervals = reading.days.reduce((sum, day) => sum + day.intervals, 0);
  const beyond = beyondPlan(reading);
  if (beyond !== undefined && document.queues.some(({ required }) => required === undefined))
    reading.book.push(beyond);
  return document.queues.map((given, at) => {
    const planned =
      reading.plan && given.required === undefined ? plannedFigures(given, document, reading) : undefined;
    const required = given.required ?? planned?.required ?? [];
    if (required.length !== intervals)
      reading.book.push(
        `queues.${at}.required: expected ${intervals} figures, one for each ${document.intervalMinutes} minutes of the days, got ${required.length}`,
      );
    return {
      queue: queueId(given.queue),
      required,
      underCost: given.underCost ?? 1,
      overCost: given.overCost ?? 0.2,
      least: given.least ?? 0,
      ...(planned === undefined ? {} : { load: planned.load }),
    };
  });
}

/** What the days of the problem want more of the plan than it has; undefined where it has them all. Days within it may be missing, as where it is closed, and as many at its ends, beside its weekends. */
function beyondPlan({ plan = [], days }: QueueReading): string | undefined {
  const planned = [...new Set(plan.map(({ startLocalMs }) => Math.floor(startLocalMs / DAY_MS)))].toSorted(
    (one, other) => one - other,
  );
  const [first, last] = [planned[0], planned.at(-1)];
  const [from, until] = [days[0]?.day, days.at(-1)?.day];
  if (first === undefined || last === undefined || from === undefined || until === undefined)
    return undefined;
  const closed = Math.max(0, ...planned.slice(1).map((day, at) => day - (planned[at] ?? day) - 1));
  const isBeyond = (day: number): boolean => day < first || day > last;
  const beyond = days.map(({ day }) => day).filter((day) => isBeyond(dayNumber(day)) && !isWeekend(day));
  const before = beyond.filter((day) => dayNumber(day) < first).length;
  if (before <= closed && beyond.length - before <= closed) return undefined;
  const name = (day: number): LocalDay => addDays(from, day - dayNumber(from));
  return `plan: it has lines from ${name(first)} to ${name(last)}, expected some for all days from ${from} to ${until}: days without any would get nobody`;
}

/** A week's plan of a queue that is closed at the weekend ends with its Friday. */
const isWeekend = (day: LocalDay): boolean => weekday(day) >= 5;

type Figures = { readonly required: readonly number[]; readonly load: QueueLoad };

function plannedFigures(given: Given, { intervalMinutes }: ProblemDocument, reading: QueueReading): Figures {
  const intervals = reading.days.reduce((sum, day) => sum + day.intervals, 0);
  const required = Array.from({ length: intervals }, () => 0);
  const offered = Array.from({ length: intervals }, () => 0);
  const handleSeconds = Array.from({ length: intervals }, () => 0);
  const atWorkShare = Array.from({ length: intervals }, () => 1);
  const first = reading.days[0]?.startAt ?? epochMs(0);
  const lines = (reading.plan ?? []).filter(({ queue }) => queue === given.queue);
  const stepMs = Math.min(
    ...lines.slice(1).map((line, at) => line.startLocalMs - (lines[at]?.startLocalMs ?? 0)),
    HOUR_MS,
  );
  const perLine = Math.max(1, Math.round(stepMs / MINUTE_MS / intervalMinutes));
  for (const line of lines) {
    const at = Math.round((instantOf(reading.zone, line.startLocalMs) - first) / MINUTE_MS / intervalMinutes);
    for (let part = at; part < at + perLine; part += 1) {
      if (part < 0 || part >= intervals) continue;
      required[part] = line.scheduled;
      if (line.scheduled > 0) atWorkShare[part] = line.required / line.scheduled;
      offered[part] = line.offered / perLine;
      handleSeconds[part] = line.handleSeconds;
    }
  }
  if (lines.length === 0) reading.book.push(`plan: expected lines of queue ${given.queue}, got none`);
  const { withinSeconds = 20, patienceSeconds } = given;
  const load = {
    offered,
    handleSeconds,
    atWorkShare,
    withinSeconds,
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
  };
  return { required, load };
}
