import type { Measure } from '#domain/measures/definitions/measure.ts';
import type { Beside } from '#domain/measures/earlier-period.ts';
import { DAY_MS, SECOND_MS } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { QuestionMistake, type Question } from '../../history/figures/question.ts';
import { instantTold, profileTold } from '../../history/figures/told-parts.ts';

/** The options of `callboard query`, as they were typed. */
export type QueryOptions = {
  readonly data?: string;
  readonly measures?: readonly string[];
  readonly contacts?: string;
  readonly define?: string;
  readonly by: readonly string[];
  readonly where?: string;
  readonly profile: string;
  readonly within: number;
  readonly shortAbandon: number;
  readonly repeatDays: number;
  readonly slots: number;
  readonly zone: string;
  readonly from?: string;
  readonly to?: string;
  readonly beside?: Beside;
  readonly out: string;
  readonly list?: boolean;
};

/** The question that was typed. Throws a QuestionMistake for what cannot be asked. */
export function questionOf(options: QueryOptions, own: readonly Measure[]): Question {
  const { measures, contacts, by, where } = options;
  if ((measures === undefined) === (contacts === undefined))
    throw new QuestionMistake(
      `expected --measures or --contacts, one of them, got ${measures === undefined ? 'neither' : 'both'}: figures, or the contacts behind one`,
    );
  if (options.beside !== undefined && contacts !== undefined)
    throw new QuestionMistake('--beside is of --measures: a list of contacts has nothing beside it');
  const zone = timeZone(options.zone);
  const from = instantTold('--from', options.from, zone);
  const to = instantTold('--to', options.to, zone);
  if (from !== undefined && to !== undefined && from >= to)
    throw new QuestionMistake(`--from has to be before --to, got ${options.from} and ${options.to}`);
  return {
    measures: measures ?? (contacts === undefined ? [] : [contacts]),
    by,
    profile: profileTold(options.profile),
    terms: {
      within_ms: options.within * SECOND_MS,
      short_abandon_ms: options.shortAbandon * SECOND_MS,
      repeat_ms: options.repeatDays * DAY_MS,
      chat_slots: options.slots,
    },
    zone,
    own,
    ...(where !== undefined && { where }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
