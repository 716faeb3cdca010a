import type { Columns, Row } from '#domain/history/column.ts';
import { ROW_COLUMNS, type RowKind } from '#domain/history/rows.ts';
import type { EpochMs } from '#domain/time.ts';
import type { PreparedQuestion } from '../../history/figures/prepare-question.ts';
import { worstStretch } from './note-worst-stretch.ts';
import { namesIn } from '../../history/conditions/names-in.ts';

/** What was read besides rows. */
export type ReadSummary = {
  readonly events: number;
  readonly refused: number;
  readonly mangled: number;
  /** When its first and its last event happened. */
  readonly first: EpochMs;
  readonly last: EpochMs;
};

/** What whoever asked should know of an answer besides its figures. */
export type QueryNotes = {
  see(kind: RowKind, row: Row): void;
  /** A sentence each. */
  said(read: ReadSummary): readonly string[];
};

/** Nothing seen yet. */
export function queryNotes(prepared: PreparedQuestion): QueryNotes {
  const streams = new Map<string, number>();
  const derived = new Set<string>();
  const worst = worstStretch(prepared);
  let waiting = 0;
  return {
    see(kind, row) {
      if (kind === 'span' && row['derived'] === true && typeof row['agent'] === 'string')
        derived.add(row['agent']);
      if (kind !== 'visit' || !prepared.isMeant(row)) return;
      worst?.see(row);
      const stream = typeof row['stream'] === 'string' ? row['stream'] : '';
      streams.set(stream, (streams.get(stream) ?? 0) + 1);
      if (row['outcome'] === 'waiting') waiting += 1;
    },
    said: ({ refused, mangled }) => [
      ...(refused > 0 ? [`${refused} lines refused`] : []),
      ...(mangled > 0
        ? [
            `${mangled} contacts have a customer key that a spreadsheet has rounded (as 6.02701E+11): their customer counts as unknown`,
          ]
        : []),
      ...(waiting > 0 ? [`${waiting} visits had no end yet when the events end`] : []),
      ...(worst?.said() ?? []),
      ...streamsSaid(prepared, streams),
      ...strangersSaid(prepared),
      ...(derived.size > 0
        ? [
            `time of ${derived.size} agents is derived from their contacts: the switch tells no states of them, and pauses of up to an hour count as available`,
          ]
        : []),
    ],
  };
}

/** Where a kind of row has no such column it is unknown, and a condition on it seldom holds. */
function strangersSaid({ question, where, sums, kinds }: PreparedQuestion): readonly string[] {
  const anyKind = new Set(Object.values<Columns>(ROW_COLUMNS).flatMap((columns) => Object.keys(columns)));
  const names = new Set([...question.by, ...(where === undefined ? [] : namesIn(where))]);
  return kinds.flatMap((kind) => {
    const strange = [...names].filter(
      (name) => anyKind.has(name) && !(name in ROW_COLUMNS[kind]) && !(kind === 'span' && name === 'queue'),
    );
    const counted = sums.flatMap(({ sum }) => (sum.of === kind ? [sum.id] : [])).join(', ');
    return strange.map((name) => `a ${kind} has no ${name}: it is unknown for ${counted}`);
  });
}

/** Outbound contacts say nothing of how customers are answered, and deferred work waits for days. */
function streamsSaid(
  { question, where }: PreparedQuestion,
  streams: ReadonlyMap<string, number>,
): readonly string[] {
  const names = new Set([...question.by, ...(where === undefined ? [] : namesIn(where))]);
  if (['stream', 'direction', 'channel'].some((name) => names.has(name))) return [];
  const others = [...streams].filter(([stream]) => stream !== 'inbound');
  if (others.length === 0) return [];
  const counts = others.map(([stream, count]) => `${count} ${stream}`).join(' and ');
  return [
    `${counts} visits are counted with the others; --where 'stream == "inbound"' leaves them out, --by stream puts them apart`,
  ];
}
