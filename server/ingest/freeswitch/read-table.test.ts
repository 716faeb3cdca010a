import { describe, expect, test } from 'vitest';
import { readAgentRow, readMemberRow } from './read-callcenter-tables.ts';
import { readTable } from './read-table.ts';

describe('tables as the switch writes them', () => {
  test('a bar in a dial string or in a caller’s name belongs to that column', () => {
    const agents =
      'name|contact|status|state|wrap_up_time|last_status_change\namy|user/1|user/2|Available|Waiting|10|1795328155\n+OK\n';
    const read = readTable(agents, 'contact');
    if (read.kind !== 'table') throw new Error(read.reason);
    expect(read.table.rows.map(readAgentRow)).toEqual([
      { agent: 'amy', status: 'Available', phase: 'Waiting', wrapUpMs: 10_000, statusAt: 1795328155000 },
    ]);
  });

  test('no rows, a refusal, and a table that breaks off', () => {
    expect(readTable('+OK\n', 'contact')).toEqual({ kind: 'table', table: { rows: [], refused: [] } });
    expect(readTable('-ERR callcenter_config Command not found!\n', '')).toEqual({
      kind: 'denied',
      reason: '-ERR callcenter_config Command not found!',
    });
    expect(readTable('name|status\namy|Avail', '').kind).toBe('denied');
  });

  test('a name with a line end in it breaks its row, and only that', () => {
    const read = readTable('queue|cid_name|state\nsales|Ann|Waiting\nsales|B\nen|Waiting\n+OK\n', 'cid_name');
    if (read.kind !== 'table') throw new Error(read.reason);
    expect(read.table.rows.map((row) => row.get('cid_name'))).toEqual(['Ann']);
    expect(read.table.refused.map(({ value }) => value)).toEqual(['sales|B', 'en|Waiting']);
  });

  test('a ring-all queue has its strategy where the agent will be', () => {
    const row = new Map([
      ['uuid', 'm1'],
      ['session_uuid', 's1'],
      ['queue', 'sales'],
      ['serving_agent', 'ring-all'],
      ['state', 'Trying'],
    ]);
    expect(readMemberRow(row)).not.toHaveProperty('agent');
  });
});
