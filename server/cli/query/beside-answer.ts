import { lengthMs, type KnownPeriod } from '#domain/measures/compare-figures.ts';
import { earlierPeriod, type Beside, type Period } from '#domain/measures/earlier-period.ts';
import { DAY_MS, HOUR_MS, later, type EpochMs } from '#domain/time.ts';
import { dayStart, isoInZone, type TimeZone } from '#domain/time-zone.ts';
import { csvRow } from '../../files/writing/csv-row.ts';
import { comparedTable } from '../../history/doors/answer-tables.ts';
import { countFigures } from '../../history/figures/count-figures.ts';
import { compareRows, isUnknown } from '../../history/figures/figures-beside.ts';
import { prepareQuestion, type PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { QuestionMistake, type Question } from '../../history/figures/question.ts';
import type { Answer } from './answer.ts';

/** Figures beside those of an earlier period, from one reading. `now` is asked for whether a day is over yet. Throws a QuestionMistake. */
export function besideAnswer(prepared: PreparedQuestion, beside: Beside, now: EpochMs): Answer {
  const { question } = prepared;
  const period = askedPeriod(prepared);
  const before = earlierPeriod(beside, period, question.zone);
  if (before === undefined)
    throw new QuestionMistake(
      '--beside year: 29 February has no day a year before it, ask for a period that begins and ends on another',
    );
  const count = countFigures(prepared);
  const earlier = countFigures(prepareQuestion({ ...question, ...before }));
  return {
    columns: [],
    take(kind, row) {
      count.add(kind, row);
      earlier.add(kind, row);
    },
    last(read) {
      const known = knownIn(question.zone, read, now);
      const { columns, rows } = comparedTable(
        prepared,
        compareRows(
          prepared,
          { period: known(period), figures: count.figures() },
          { period: known(before), figures: earlier.figures() },
        ),
      );
      return [columns.map(({ name }) => name), ...rows].map(csvRow);
    },
    said: (read) => {
      const known = knownIn(question.zone, read, now);
      return besideSaid(question, known(period), known(before));
    },
  };
}

function askedPeriod({ question, dimensions }: PreparedQuestion): Period {
  const { from, to } = question;
  if (from === undefined || to === undefined)
    throw new QuestionMistake('--beside needs --from and --to: the period beside which another is put');
  const period = dimensions.find(({ kind }) => kind === 'period');
  if (period !== undefined)
    throw new QuestionMistake(
      `--beside puts one period beside another, so --by cannot have ${period.name}: ask for one ${period.name} by --from and --to`,
    );
  return { from, to };
}

type Heard = { readonly first: EpochMs; readonly last: EpochMs };

/**
 * What is known of a period. Nobody calls at midnight, so the days of the first and of the last event count as whole for a period that
 * begins or ends at a midnight, unless the last one is not over yet.
 */
function knownIn(zone: TimeZone, { first, last }: Heard, now: EpochMs): (period: Period) => KnownPeriod {
  // No day is longer than 25 hours, and none that ends then has a second midnight before 23.
  const dayEnd = dayStart(zone, later(dayStart(zone, last), DAY_MS + 2 * HOUR_MS));
  const isOver = now < last || now >= dayEnd;
  return ({ from, to }) => ({
    from,
    to,
    knownFrom: dayStart(zone, from) === from ? dayStart(zone, first) : first,
    knownTo: dayStart(zone, to) === to && isOver ? dayEnd : last,
  });
}

function besideSaid({ zone }: Question, now: KnownPeriod, before: KnownPeriod): readonly string[] {
  const between = (from: EpochMs, to: EpochMs) => `${isoInZone(zone, from)} to ${isoInZone(zone, to)}`;
  const lengths = [now, before].map(lengthMs);
  const partly = (period: KnownPeriod): readonly string[] => {
    const { from, to, knownFrom, knownTo } = period;
    if (isUnknown(period)) return [`nothing is known of ${between(from, to)}: no change is told`];
    if (knownFrom <= from && knownTo >= to) return [];
    const [start, end] = [knownFrom > from ? knownFrom : from, knownTo < to ? knownTo : to];
    return [`of ${between(from, to)} only ${between(start, end)} is known: no change is told`];
  };
  return [
    `beside is ${between(before.from, before.to)}`,
    ...partly(now),
    ...partly(before),
    ...(lengths[0] === lengths[1]
      ? []
      : [
          `the periods are of unequal length, ${lengths.map(lengthSaid).join(' and ')}: changes of counts are per day, all else is compared as it is`,
        ]),
  ];
}

const lengthSaid = (length: number): string =>
  length % DAY_MS === 0 ? `${length / DAY_MS} days` : `${Number((length / HOUR_MS).toFixed(2))} hours`;
