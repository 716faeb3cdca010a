import { expect, test } from 'vitest';
import { VISIT_COLUMNS } from '#domain/history/visit-row.ts';
import { parseExpression } from './parse-expression.ts';
import { sqlExpression } from './sql-expression.ts';

const names = { columns: VISIT_COLUMNS, terms: ['within_ms'] };
const sql = (text: string): string =>
  sqlExpression(parseExpression(text, names, 'flag'), { terms: { within_ms: 20_000 }, zone: 'UTC' });

test.each([
  ['queue == "o\'neil"', `(coalesce("queue", '') IS NOT DISTINCT FROM 'o''neil')`],
  ['wait_ms <= within_ms', 'coalesce(CAST("wait_ms" AS DOUBLE) <= CAST(20000 AS DOUBLE), FALSE)'],
  [
    'has(labels.x) && handled',
    `((coalesce(map_extract_value(labels, 'x'), '') <> '') AND coalesce("handled", FALSE))`,
  ],
  [
    'priority in [1, 2]',
    'coalesce(CAST("priority" AS DOUBLE) IN (CAST(1 AS DOUBLE), CAST(2 AS DOUBLE)), FALSE)',
  ],
])('%s in SQL', (text, written) => expect(sql(text)).toBe(written));
