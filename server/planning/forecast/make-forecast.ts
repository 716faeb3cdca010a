import type { Calendar } from '#domain/calendar.ts';
import type { ForecastNote, ForecastOverride, ForecastSummary, QueueForecast } from '#domain/forecast.ts';
import { addDays, type LocalDay, type LocalMoment } from '#domain/local-day.ts';
import { LEAST_DAYS } from '../../../forecasting/forecast/fit-queue.ts';
import type { FittedForecast } from '../../../forecasting/forecast/forecast-queue.ts';
import { forecastQueues, type QueueOutcome } from '../../../forecasting/forecast/forecast-queues.ts';
import { queueForecast } from '../../../forecasting/forecast/queue-forecast.ts';
import { errorCorrelation, sumForecasts } from '../../../forecasting/forecast/sum-forecasts.ts';
import { planningCalendar, type CalendarChoice } from '../calendar/planning-calendar.ts';
import type { ImportedHistory } from '../history/import-history.ts';
import { noPrecedents, oldHistory } from './forecast-notes.ts';
import { historyEnd } from './history-end.ts';
import { overridingOf, withTotals } from './overriding.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';
import { DAY_MINUTES } from '#domain/time.ts';

/** What is forecast, and from what. */
export type ForecastRequest = {
  readonly history: ImportedHistory;
  readonly calendar: CalendarChoice;
  /** Absent: the end of the history. */
  readonly now?: LocalMoment | undefined;
  readonly horizonMinutes: number;
  /** Planned change of volume in a year: 0.1 is ten per cent more. Absent: what the history shows. */
  readonly growth?: number | undefined;
  /** What is known better than the forecast. */
  readonly overrides?: readonly ForecastOverride[] | undefined;
};

/** What hears of a forecast while it is made. */
export type ForecastWork = PlanningWork & {
  /** Given each queue as soon as it is forecast, and waited for: a thousand queues are not kept in memory here. */
  readonly onQueue: (queue: QueueForecast, madeAt: LocalMoment) => Promise<void> | void;
};

export type MadeForecast = {
  readonly summary: ForecastSummary;
  /** The first queue with what it was fitted by, for pictures. */
  readonly first: FittedForecast;
};

/** Forecasts every queue of a history from now on. Rejects with a PlanningFailure when no queue can be. */
export async function makeForecast(request: ForecastRequest, work: ForecastWork): Promise<MadeForecast> {
  const { history, horizonMinutes, growth } = request;
  const madeAt = request.now ?? endOf(history);
  const calendar = calendarOf(request, madeAt);
  const question = { calendar, now: madeAt, horizonMinutes, ...(growth === undefined ? {} : { growth }) };
  const made: FittedForecast[] = [];
  const notes: ForecastNote[] = [...oldHistory(request.history, madeAt)];
  const overriding = overridingOf(request.overrides ?? []);
  let number = 0;
  for (const outcome of forecastQueues(history.histories, question)) {
    number += 1;
    work.onStep?.({ kind: 'queue', queue: outcome.history.queue, number, of: history.histories.length });
    const plain = queueForecast(outcome, history.zone);
    if (outcome.forecast === undefined || plain === undefined) notes.push(leftOut(outcome, madeAt));
    else {
      const queue = overriding.apply(plain);
      if (queue.intervals.length > 0)
        made.push(withoutIntervals(withTotals(outcome.forecast, plain, queue), made.length));
      await work.onQueue(queue, madeAt);
    }
    await nextTurn(work);
  }
  notes.push(...overriding.notes());
  const [first] = made;
  if (first === undefined)
    throw new PlanningFailure(
      `${history.input}: nothing to forecast from ${madeAt.day} on: no queue is open, or seen on ${LEAST_DAYS} days`,
    );
  return { summary: summaryOf(made, { request, madeAt, calendar, notes }), first };
}

function calendarOf({ history, calendar, horizonMinutes }: ForecastRequest, madeAt: LocalMoment): Calendar {
  const last = addDays(madeAt.day, Math.ceil((madeAt.minute + horizonMinutes) / DAY_MINUTES));
  const first = history.histories.flatMap(({ days }) => days.slice(0, 1)).sort()[0] ?? madeAt.day;
  return planningCalendar(calendar, { zone: history.zone, first, last });
}

const leftOut = ({ history }: QueueOutcome, madeAt: LocalMoment): ForecastNote => ({
  kind: 'left-out',
  queue: history.queue,
  knownDays: history.days.filter((day) => day < madeAt.day).length,
});

/** What is kept of a forecast that was handed on: its days' totals; the first queue whole. */
function withoutIntervals(forecast: FittedForecast, before: number): FittedForecast {
  return before === 0
    ? forecast
    : { ...forecast, days: forecast.days.map((day) => ({ ...day, intervals: [] })) };
}

type Made = {
  readonly request: ForecastRequest;
  readonly madeAt: LocalMoment;
  readonly calendar: Calendar;
  readonly notes: readonly ForecastNote[];
};

function summaryOf(
  made: readonly FittedForecast[],
  { request, madeAt, calendar, notes }: Made,
): ForecastSummary {
  const correlation = errorCorrelation(made.map(({ fitted }) => fitted.pastDays));
  const days = sumForecasts(
    made.map((forecast) => forecast.days),
    correlation,
  );
  return {
    origin: { zone: request.history.zone.name, madeAt },
    queues: made.length,
    days,
    errorCorrelation: correlation,
    notes: [
      ...noPrecedents(
        calendar,
        request.history,
        days.map(({ day }) => day),
      ),
      ...notes,
      ...closedHolidays(made, { from: madeAt.day, until: lastDayOf(request, madeAt), calendar }),
      ...openHolidays(
        days.map(({ day }) => day),
        calendar,
      ),
    ],
  };
}

type Outlook = { readonly from: LocalDay; readonly until: LocalDay; readonly calendar: Calendar };

/** Holidays that were never seen and that some queue is supposed to be closed on. */
function closedHolidays(
  made: readonly FittedForecast[],
  { from, until, calendar }: Outlook,
): readonly ForecastNote[] {
  return [...calendar].flatMap(([day, specials]): readonly ForecastNote[] => {
    const holiday = specials.find(({ kind }) => kind === 'holiday');
    if (holiday === undefined || day < from || day > until) return [];
    return made.some(({ fitted }) => fitted.isSupposedClosed(day))
      ? [{ kind: 'closed-holiday', day, name: holiday.name }]
      : [];
  });
}

const lastDayOf = ({ horizonMinutes }: ForecastRequest, madeAt: LocalMoment): LocalDay =>
  addDays(madeAt.day, Math.ceil((madeAt.minute + horizonMinutes) / DAY_MINUTES) - 1);

/** Holidays on which a forecast was made as on any day. */
function openHolidays(days: readonly LocalDay[], calendar: Calendar): readonly ForecastNote[] {
  return days.flatMap((day): readonly ForecastNote[] => {
    const holiday = calendar.get(day)?.find(({ kind }) => kind === 'holiday');
    return holiday === undefined ? [] : [{ kind: 'open-holiday', day, name: holiday.name }];
  });
}

function endOf({ input, histories }: ImportedHistory): LocalMoment {
  const end = historyEnd(histories);
  if (end === undefined) throw new PlanningFailure(`${input}: no day in it`);
  return end;
}
