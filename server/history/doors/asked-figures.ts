import { Type, type Static } from 'typebox';
import type { Centre } from '#domain/centre.ts';
import { listedNames } from '#domain/text/listed-names.ts';
import { DAY_MS, SECOND_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { QuestionMistake, type Question } from '../figures/question.ts';
import { instantTold, profileTold } from '../figures/told-parts.ts';

const text = (description: string) => Type.Optional(Type.String({ description, maxLength: 4_000 }));
const amount = (description: string) =>
  Type.Optional(Type.String({ description, pattern: '^\\d{1,9}(\\.\\d{1,3})?$' }));

/** What figures and lists have in common, as it stands in an address. */
export const askedRange = {
  by: text(
    'columns of the answer, with commas between: at most one of quarter-hour, half-hour, hour, day, week, ten-days, month, quarter, year; queue, channel, agent, site, priority, …; label:NAME',
  ),
  from: text(
    'the first instant, by arrival: 2026-03-04T09:00:00+08:00, or 2026-03-04 of the centre. Absent: from the first',
  ),
  to: text('the instant before which it ends. Absent: up to now'),
  where: text(
    'a condition in CEL over the columns: queue == "sales" && wait_ms > duration("1m"). At most 4,000 letters; the whole address, escaped, with its headers has at most 16 kB (beyond is a bare 431): what is longer is asked of `callboard query --where`',
  ),
  profile: text('whose service level is meant: arrival (ours), genesys, amazon, cisco-ignore, …'),
  within: amount('answered within so many seconds; absent: the centre’s target'),
  short_abandon: amount('an abandon under so many seconds is short; absent: the centre’s'),
  repeat_days: amount('within so many days a customer comes again; absent: 7'),
  slots: amount('chats that an agent may have at once; absent: 1'),
};

export type AskedRange = { readonly [Name in keyof typeof askedRange]?: Static<(typeof askedRange)[Name]> };

/** By whose words a question is read. */
export type AskedOf = { readonly centre: Centre; readonly zone: TimeZone };

const USUAL_REPEAT_DAYS = 7;

/** The question that an address asks. Throws a QuestionMistake that names the value and what was expected. */
export function readAsked(
  asked: AskedRange,
  measures: readonly string[],
  { centre, zone }: AskedOf,
): Question {
  const from = instantAsked('from', asked.from, zone);
  const to = instantAsked('to', asked.to, zone);
  if (from !== undefined && to !== undefined && from >= to)
    throw new QuestionMistake(`from has to be before to, got ${asked.from} and ${asked.to}`);
  return {
    measures,
    by: listedNames(asked.by ?? ''),
    profile: profileTold(asked.profile ?? 'arrival'),
    terms: {
      within_ms: secondsOr(asked.within, centre.target.withinMs),
      short_abandon_ms: secondsOr(asked.short_abandon, centre.target.shortAbandonMs),
      repeat_ms: Number(asked.repeat_days ?? USUAL_REPEAT_DAYS) * DAY_MS,
      chat_slots: Number(asked.slots ?? 1),
    },
    zone,
    ...(asked.where !== undefined && { where: asked.where }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}

const secondsOr = (told: string | undefined, usual: DurationMs): DurationMs =>
  told === undefined ? usual : Number(told) * SECOND_MS;

/** The instant that an address tells. Throws a QuestionMistake for a text that is none. */
export const instantAsked = (name: string, told: string | undefined, zone: TimeZone): EpochMs | undefined =>
  // A plus in an address is a space to those who wrote it without thinking of it.
  instantTold(name, told?.replace(/ (\d\d:\d\d)$/, '+$1'), zone);
