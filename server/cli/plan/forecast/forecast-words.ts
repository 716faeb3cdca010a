import { clockText } from '#domain/text/clock-text.ts';
import type { ForecastNote, ForecastOverride, ForecastSummary, QueueForecast } from '#domain/forecast.ts';
import type { LocalMoment } from '#domain/local-day.ts';
import type { Opening } from '#domain/opening.ts';
import { LEAST_DAYS } from '../../../../forecasting/forecast/fit-queue.ts';
import { percentText } from '../../percent-text.ts';

/** What was forecast of a queue, for which hours, and how. */
export function queueInWords({ queue, intervals, method }: QueueForecast): string {
  const days = new Set(intervals.map(({ day }) => day)).size;
  const contacts = intervals.reduce((sum, { offered }) => sum + offered, 0);
  const parts = [`${queue}: ${days} days, ${Math.round(contacts)} contacts`];
  if (method !== undefined) {
    parts.push(openingInWords(method.opening));
    parts.push(
      method.like === undefined
        ? method.parts.map(partInWords).join(', ')
        : `like ${method.like}, of its own too few days are known`,
    );
  }
  return parts.join('; ');
}

const partInWords = ({
  name,
  weight,
  wape,
}: {
  readonly name: string;
  readonly weight: number;
  readonly wape?: number;
}): string =>
  `${name} ${percentText(weight)}${wape === undefined ? '' : ` (off by ${percentText(wape)} a day ahead)`}`;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Days that follow each other with the same hours are told together: `open Mon–Fri 08:00–20:00, Sat 09:00–13:00`. */
function openingInWords({ week }: Opening): string {
  const hours = week.map((spans) =>
    spans.map(({ from, until }) => `${clockText(from)}–${clockText(until)}`).join(' and '),
  );
  const runs: { readonly first: number; last: number; readonly hours: string }[] = [];
  for (const [day, own] of hours.entries()) {
    const run = runs.at(-1);
    if (run !== undefined && run.hours === own) run.last = day;
    else runs.push({ first: day, last: day, hours: own });
  }
  const open = runs.filter((run) => run.hours !== '');
  return open.length === 0
    ? 'never open'
    : `open ${open.map((run) => `${daysInWords(run)} ${run.hours}`).join(', ')}`;
}

function daysInWords({ first, last }: { readonly first: number; readonly last: number }): string {
  const [from = '', to = ''] = [WEEKDAYS[first], WEEKDAYS[last]];
  return first === last ? from : `${from}–${to}`;
}

/** All queues together, and what whoever uses the forecast should know. */
export function summaryInWords(summary: ForecastSummary): readonly string[] {
  const { origin, notes } = summary;
  return [
    ...(summary.queues > 1 ? groupInWords(summary) : []),
    ...notes.map((note) => noteInWords(note, origin.madeAt)),
  ];
}

/** The first day and the horizon. */
function* groupInWords({ days, errorCorrelation }: ForecastSummary): Iterable<string> {
  for (const { day, total } of days.slice(0, 1))
    yield `all queues on ${day}: ${Math.round(total.offered)} contacts, 80 % between ${Math.round(total.low80)} and ${Math.round(total.high80)}`;
  yield `all queues: ${Math.round(days.reduce((sum, { total }) => sum + total.offered, 0))} contacts on ${days.length} days; errors of queues go together by ${errorCorrelation.toFixed(2)}`;
}

const countText = (count: number): string => count.toLocaleString('en', { maximumFractionDigits: 1 });

const spanInWords = ({ from, until }: ForecastOverride): string =>
  `${from.day} ${clockText(from.minute)} to ${until.day} ${clockText(until.minute)}`;

function noteInWords(note: ForecastNote, madeAt: LocalMoment): string {
  switch (note.kind) {
    case 'left-out':
      return `${note.queue}: left out: known on ${note.knownDays} days before ${madeAt.day}, expected at least ${LEAST_DAYS}`;
    case 'overridden': {
      const { queue, override, before, after } = note;
      return `${queue}, ${spanInWords(override)}: ${countText(after)} contacts instead of ${countText(before)}: ${override.reason}`;
    }
    case 'override-without-effect':
      return `${note.override.queue ?? 'every queue'}, ${spanInWords(note.override)}: changes nothing, no interval of the forecast lies in it`;
    case 'no-precedent':
      return `${note.day} is ${note.name}, which the history has not seen: no effect of it was learnt; --override says what you expect`;
    case 'old-history':
      return `the history ends on ${note.last}, ${note.days} days before ${madeAt.day}: levels of then are taken for those of now`;
    case 'closed-holiday':
      return `${note.day} is ${note.name}, which the history has not seen, and taken as closed as the holidays before it were: name it ordinary in --events where it is not`;
    case 'open-holiday':
      return `${note.day} is ${note.name}, and forecast as an open day: name it closed in --events where it is not`;
  }
}
