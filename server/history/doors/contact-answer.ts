import { Type, type Static } from 'typebox';
import type { ContactEvent } from '#domain/acd-event.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { Row } from '#domain/history/column.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import { rowsOf } from '#domain/history/rows.ts';
import type { VisitRow } from '#domain/history/visit-row.ts';
import { allMeasures } from '#domain/measures/all-measures.ts';
import { SECOND_MS, type EpochMs } from '#domain/time.ts';
import { isoInZone } from '#domain/time-zone.ts';
import { compileSum, type CompiledSum } from '../figures/compile-sum.ts';
import type { Question } from '../figures/question.ts';
import { shownRow, contactsPage } from './contacts-answer.ts';
import { maskCustomer } from './personal.ts';

/** When the journal took a fact, and at which position. */
export type Receipt = { readonly receivedAt: EpochMs; readonly position: number };

/** What is known of a contact. */
export type KnownContact = {
  readonly record: ContactRecord;
  /** Its facts in the order of its life; without a receipt where the journal keeps no longer so far back. */
  readonly facts: readonly { readonly fact: ContactEvent; readonly receipt: Receipt | undefined }[];
  readonly context: RowContext;
};

const row = contactsPage.properties.rows.items.properties.row;

/** One contact, as it is answered. */
export const contactPage = Type.Object({
  contact: Type.String(),
  over: Type.Boolean({ description: 'false: something of it is open' }),
  visits: Type.Array(Type.Object({ row, counts_in: Type.Array(Type.String()), why: Type.String() })),
  handlings: Type.Array(row),
  rounds: Type.Array(row),
  passes: Type.Array(row),
  facts: Type.Array(
    Type.Object({
      at: Type.String(),
      kind: Type.String(),
      source: Type.String(),
      id: Type.String(),
      received_at: Type.Optional(Type.String()),
      late_seconds: Type.Optional(Type.Number({ description: 'from the fact to its receipt' })),
      position: Type.Optional(Type.Integer({ description: 'in the journal' })),
      told: Type.Record(Type.String(), Type.Unknown(), { description: 'what else it says' }),
    }),
  ),
  oddities: Type.Array(Type.Object({ kind: Type.String(), at: Type.String() })),
});

export type ContactPage = Static<typeof contactPage>;

export type ContactAsked = { readonly question: Question; readonly showsCustomers: boolean };

/** The life of a contact, its facts, what does not fit, and in which counts its visits are and why. */
export function contactAnswer({ record, facts, context }: KnownContact, asked: ContactAsked): ContactPage {
  const { question, showsCustomers } = asked;
  const { zone } = question;
  const shown = (kind: 'visit' | 'handling' | 'round' | 'pass', one: Row) =>
    shownRow(kind, one, { zone, showsCustomers });
  const iso = (at: EpochMs): string => isoInZone(zone, at);
  const counted = visitCounts(question);
  return {
    contact: record.contact,
    over: record.over,
    visits: rowsOf.visit(record, context).map((one) => {
      const counts = countsOf(one, counted);
      return { row: shown('visit', one), counts_in: counts, why: whyItCounts(one, counts, question) };
    }),
    handlings: rowsOf.handling(record, context).map((one) => shown('handling', one)),
    rounds: rowsOf.round(record, context).map((one) => shown('round', one)),
    passes: rowsOf.pass(record, context).map((one) => shown('pass', one)),
    facts: facts.map(({ fact: { id, at, source, kind, contact: _, ...told }, receipt }) => ({
      at: iso(at),
      kind,
      source,
      id,
      ...(receipt && {
        received_at: iso(receipt.receivedAt),
        late_seconds: (receipt.receivedAt - at) / SECOND_MS,
        position: receipt.position,
      }),
      told: masked(told, showsCustomers),
    })),
    oddities: record.oddities.map(({ kind, at }) => ({ kind, at: iso(at) })),
  };
}

function masked(
  told: Readonly<Record<string, unknown>>,
  showsCustomers: boolean,
): ContactPage['facts'][number]['told'] {
  const { customer } = told;
  return typeof customer === 'string' && !showsCustomers
    ? { ...told, customer: maskCustomer(customer) }
    : { ...told };
}

/** Every count of visits. */
const visitCounts = ({ profile, terms, zone }: Question): readonly CompiledSum[] =>
  allMeasures(profile).flatMap((one) =>
    one.kind === 'sum' && one.how === 'count' && one.of === 'visit' ? compileSum(one, terms, zone) : [],
  );

/** The counts in which a visit is one. */
const countsOf = (visit: Row, counted: readonly CompiledSum[]): string[] =>
  counted.flatMap(({ sum, counts, at }) => (counts(visit) && at(visit) !== undefined ? sum.id : []));

/** One sentence for whoever wonders at a number. */
function whyItCounts(visit: VisitRow, counts: readonly string[], { profile, terms, zone }: Question): string {
  const wait = visit.wait_ms === undefined ? 'a time that nobody knows' : `${visit.wait_ms / SECOND_MS} s`;
  const at = visit.arrived_at === undefined ? 'a time that nobody knows' : isoInZone(zone, visit.arrived_at);
  const place = `It is offered to ${visit.queue} at ${at}`;
  const level = `the service level (${profile.id}, ${terms.within_ms / SECOND_MS} s)`;
  const verdict = verdictOf(counts, level);
  const short = counts.includes('short_abandoned') ? ', which is a short abandon' : '';
  const said: Readonly<Record<string, string>> = {
    answered: `was answered after ${wait}, and ${verdict}`,
    abandoned: `was given up after ${wait}${short}, and ${verdict}`,
    left: `left it after ${wait} (${visit.reason}), which is no abandon, and ${verdict}`,
    lost: `its end was never told, and ${verdict}`,
    waiting: `still waits, and is not decided for ${level}`,
  };
  return `${place}, ${said[visit.outcome ?? ''] ?? verdict}.`;
}

function verdictOf(counts: readonly string[], level: string): string {
  if (counts.includes('service_level_met')) return `meets ${level}`;
  return counts.includes('service_level_base') ? `misses ${level}` : `is left out of ${level}`;
}
