import { expect, test } from 'vitest';
import { later, SECOND_MS } from '#domain/time.ts';
import { manyQueuesBoard } from '../../gallery/hard-boards.ts';
import { busyBoard, extremeBoard, SAMPLE_AT } from '../../gallery/sample-boards.ts';
import { textEms } from '../../format/text-ems.ts';
import { layoutFor } from '../screen/layout.ts';
import { orderQueues, type Row } from '../view/queue-order.ts';
import { wordsOf } from '../words/wall-words-of.ts';
import { closeService, openText } from './cell-texts.ts';
import { CELL_PAD_EMS, NAME_ICON_EMS, columnsFor, type Columns } from './columns.ts';

const LIVE = () => ({ state: 'live', at: SAMPLE_AT }) as const;
const rowsOf = (board: Parameters<typeof orderQueues>[0], language: 'en' | 'zh' = 'en'): readonly Row[] =>
  orderQueues(board, wordsOf(language), LIVE);

/** The columns on a 55-inch screen. */
function columnsAt(distanceM: number, rows: readonly Row[], language: 'en' | 'zh' = 'en'): Columns {
  const screen = { widthPx: 1920, heightPx: 1080, inches: 55, distanceM };
  return columnsFor(layoutFor(screen, { queues: rows.length, alertLines: 1 }), rows, wordsOf(language));
}

const nameRoom = ({ columns }: Columns): number => (columns[0]?.ems ?? 0) - NAME_ICON_EMS - CELL_PAD_EMS;

test.each(['en', 'zh'] as const)(
  'two tables from 5 m show whole names of fourteen letters, who waits and how long, in %s',
  (language) => {
    for (const queues of [14, 40, 99]) {
      const rows = rowsOf(manyQueuesBoard(queues), language);
      const columns = columnsAt(5, rows, language);
      expect(columns.waits).toBe('together');
      expect(rows.every(({ name }) => textEms(name) <= nameRoom(columns))).toBe(true);
    }
  },
);

test('waits have columns of their own where names stay whole beside them', () => {
  expect(columnsAt(5, rowsOf(manyQueuesBoard(4))).waits).toBe('columns');
  expect(columnsAt(3, rowsOf(manyQueuesBoard(40))).waits).toBe('columns');
});

test('five digits everywhere leave a name its place: how long is the first to go', () => {
  const columns = columnsAt(5, rowsOf(extremeBoard()));
  expect(columns.waits).toBe('count');
  expect(nameRoom(columns)).toBeGreaterThan(5);
});

test('columns stand still while a wait grows up to ten minutes and ten more come', () => {
  const [row] = rowsOf(busyBoard());
  if (row === undefined) return expect.unreachable();
  const widths = [0, 9, 59, 599].map((seconds) =>
    columnsAt(5, [
      ...rowsOf(manyQueuesBoard(40)),
      {
        ...row,
        figures: {
          ...row.figures,
          waiting: 1 + Math.floor(seconds / 30),
          oldestQueuedAt: later(SAMPLE_AT, -seconds * SECOND_MS),
        },
      },
    ]).columns.map(({ ems }) => ems),
  );
  expect(new Set(widths.map(String)).size).toBe(1);
});

test('waits and service levels are as short as they can be said', () => {
  const rows = rowsOf(busyBoard());
  expect(rows.map((row) => openText(row, 'together'))).toEqual([
    '11 · 2:48',
    '4 · 0:52',
    '6',
    '1 · 0:12',
    '0',
    '0',
    '1 · 0:11',
    '0',
  ]);
  expect(rows.map(({ figures }) => closeService(figures))).toEqual([
    '61–63',
    '78–80',
    '60',
    '92–94',
    '91',
    '94',
    '≥88',
    undefined,
  ]);
});
