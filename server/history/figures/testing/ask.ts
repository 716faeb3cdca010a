import type { VisitRow } from '#domain/history/visit-row.ts';
import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import { PROFILES, type Profile } from '#domain/measures/profiles.ts';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { countFigures } from '../count-figures.ts';
import { listRows } from '../list-rows.ts';
import { prepareQuestion } from '../prepare-question.ts';
import type { Question } from '../question.ts';

/** The profile of this name. */
export function profileOf(id: string): Profile {
  const found = PROFILES.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no profile ${id}`);
  return found;
}

/** A question as tests put it: 20 s, no short abandons, in UTC, by our own definition. */
export function question(asked: Partial<Question>): Question {
  return {
    measures: ['offered'],
    by: [],
    profile: profileOf('arrival'),
    terms: { within_ms: 20_000, short_abandon_ms: 0, repeat_ms: 7 * 86_400_000, chat_slots: 1 },
    zone: timeZone('UTC'),
    ...asked,
  };
}

export type KindOfRow = readonly [RowKind, Row];

/** The answer: one object a row. */
export function ask(
  asked: Partial<Question>,
  rows: readonly KindOfRow[],
): Record<string, string | number | undefined>[] {
  const prepared = prepareQuestion(question(asked));
  const count = countFigures(prepared);
  for (const [kind, row] of rows) count.add(kind, row);
  return count.figures().map(({ by, values }) => ({
    ...Object.fromEntries(prepared.dimensions.map(({ name }, place) => [name, by[place]])),
    ...Object.fromEntries(prepared.measures.map(({ id }, place) => [id, values[place]])),
  }));
}

/** The rows behind the one count that is asked for. */
export function list(asked: Partial<Question>, rows: readonly KindOfRow[]): Row[] {
  const listing = listRows(prepareQuestion(question(asked)));
  return rows.flatMap(([kind, row]) => listing.of(kind, row).map((one) => one.row));
}

let numbered = 0;

/** A visit that waited so many seconds; what a test does not say is unknown. */
export function visit(outcome: string, waitS: number | undefined, more: Partial<VisitRow> = {}): KindOfRow {
  numbered += 1;
  const arrivedAt = more.arrived_at ?? epochMs(Date.UTC(2026, 2, 4, 9));
  const decidedAt = waitS === undefined ? undefined : epochMs(arrivedAt + 1_000 * waitS);
  const waitMs = waitS === undefined ? undefined : 1_000 * waitS;
  return [
    'visit',
    {
      contact: `c${numbered}`,
      queue: 'sales',
      stream: 'inbound',
      outcome,
      arrived_at: arrivedAt,
      decided_at: decidedAt,
      ended_at: decidedAt,
      wait_ms: waitMs,
      waited_ms: waitMs,
      ...more,
    },
  ];
}
