import { max } from 'd3-array';
import { line } from 'd3-shape';
import { dayNumber } from '#domain/local-day.ts';
import type { FittedQueue, PastDay } from '../forecast/fit-queue.ts';
import type { Oddity } from '../history/find-oddities.ts';
import { across, frame, heading, legend, levels, mark, monthStarts, upwards } from './frame.ts';

const HEIGHT = 300;
const PLOT = { top: 44, bottom: 262 };

/** The latest days of a history: what came, what had been expected the day before, and what is odd. A queue without a past is an empty picture. */
export function historyPicture({ queue, pastDays }: FittedQueue, oddities: readonly Oddity[]): string {
  const [first, last] = [pastDays[0], pastDays.at(-1)];
  if (first === undefined || last === undefined) return frame(HEIGHT, []);
  const x = across(dayNumber(first.day), dayNumber(last.day));
  const y = upwards(
    { most: max(pastDays, ({ offered, expected }) => Math.max(offered, expected)) ?? 0 },
    PLOT,
  );
  const place = ({ day }: PastDay): number => x(dayNumber(day));
  const expected = line<PastDay>(place, ({ expected: count }) => y(count))(pastDays);
  const odd = new Set(oddities.map(({ day }) => day));
  return frame(HEIGHT, [
    heading(20, `${queue}: contacts a day`),
    ...legend(20, [
      { name: 'came', colour: '#555' },
      { name: 'expected', colour: '#08519c' },
      { name: 'odd', colour: '#b35806' },
    ]),
    ...levels(y),
    `<path d="${expected ?? ''}" fill="none" stroke="#08519c" stroke-width="1.2"/>`,
    ...pastDays.map(
      (day) =>
        `<circle cx="${place(day).toFixed(1)}" cy="${y(day.offered).toFixed(1)}" r="${odd.has(day.day) ? 4 : 2.2}" fill="${odd.has(day.day) ? '#b35806' : '#555'}"/>`,
    ),
    ...monthStarts(pastDays).map((day) => mark(place(day), HEIGHT - 14, day.day)),
  ]);
}
