import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BATCH_LIMITS, DOOR_LIMITS, EVENT_LIMITS, FLOOR_LIMITS } from './limits.ts';

test('the list for administrators has every bound with its value and a reason, and no other', () => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (\w+) \| (\d+) \| (.+) \|$/gm)].map(([, name, value, why]) => ({
    name,
    value,
    why,
  }));
  const bounds = [EVENT_LIMITS, BATCH_LIMITS, FLOOR_LIMITS, DOOR_LIMITS].flatMap((group) =>
    Object.entries(group),
  );
  expect(rows.map(({ name, value }) => [name, Number(value)])).toEqual(bounds);
  expect(rows.filter(({ why = '' }) => why.trim().length < 10)).toEqual([]);
});
