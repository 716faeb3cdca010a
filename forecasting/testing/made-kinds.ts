import { weekday, type LocalDay } from '#domain/local-day.ts';
import { madeQueue, type MadeQueue } from './made-queue.ts';

/** Queues of four kinds that are hard to forecast, with the rates that they were drawn from. */
export const MADE_KINDS: ReadonlyMap<string, (seed: number) => MadeQueue> = new Map([
  ['closed hours as zeros', closedAsZeros],
  ['quiet nights', quietNights],
  ['two contacts an hour', twoAnHour],
  ['growing chat', growingChat],
]);

/** Two humps: a morning that begins at 8 and an afternoon that ends at 18, at most one contact. */
const office = (hour: number): number =>
  Math.exp(-((hour - 10) ** 2) / 6) + 0.8 * Math.exp(-((hour - 15) ** 2) / 8);

/** Mondays are busy, Fridays quiet. */
const WEEK = [1.25, 1.05, 1, 0.95, 0.85, 0.5, 0.4];
const ofWeek = (day: LocalDay): number => WEEK[weekday(day)] ?? 1;

/** Open on working days from 8 to 12 and from 13 to 18, on Fridays until 16; the table has all 24 hours of all seven days. */
function closedAsZeros(seed: number): MadeQueue {
  return madeQueue({
    days: 168,
    intervalMinutes: 60,
    seed,
    closed: 'zero',
    mood: 0.06,
    rate: ({ day, hour }) => {
      const isOpen = hour >= 8 && hour < (weekday(day) === 4 ? 16 : 18) && hour !== 12 && weekday(day) < 5;
      return isOpen ? 40 * ofWeek(day) * office(hour) + 5 : undefined;
    },
  });
}

/** Open at all hours, with 0.3 contacts an hour at night and forty by day. */
function quietNights(seed: number): MadeQueue {
  return madeQueue({
    days: 168,
    intervalMinutes: 60,
    seed,
    closed: 'left out',
    mood: 0.06,
    rate: ({ day, hour }) => (hour >= 8 && hour < 20 ? 40 * ofWeek(day) * office(hour) + 4 : 0.3),
  });
}

/** Two contacts an hour from 8 to 20 h, on six days. */
function twoAnHour(seed: number): MadeQueue {
  return madeQueue({
    days: 168,
    intervalMinutes: 30,
    seed,
    closed: 'left out',
    mood: 0.06,
    rate: ({ day, hour }) =>
      weekday(day) === 6 || hour < 8 || hour >= 20 ? undefined : ofWeek(day) * (0.4 + office(hour)),
  });
}

/** A chat that grows by two per cent a week, and is busiest in the evening. */
function growingChat(seed: number): MadeQueue {
  return madeQueue({
    days: 364,
    intervalMinutes: 30,
    seed,
    closed: 'left out',
    mood: 0.06,
    rate: ({ day, ago, hour }) =>
      hour < 8
        ? undefined
        : 16 * 1.02 ** (-ago / 7) * (0.6 + 0.4 * ofWeek(day)) * (0.3 + Math.exp(-((hour - 19.5) ** 2) / 10)),
  });
}
