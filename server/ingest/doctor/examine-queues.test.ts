import { expect, test } from 'vitest';
import type { QueueDefinition } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { USUAL_TARGET } from '#domain/service-target.ts';
import { examineQueues, type ListedQueues } from './examine-queues.ts';

const defined = (...ids: readonly string[]): readonly QueueDefinition[] =>
  ids.map((id) => ({ id: queueId(id), name: {}, target: USUAL_TARGET }));
const pbx = (...queues: readonly string[]): ListedQueues => ({ source: 'pbx', queues });
const SILENT: ListedQueues = { source: 'crm', queues: undefined };

const said = (...of: Parameters<typeof examineQueues>): readonly string[] =>
  examineQueues(...of).map((one) => `${one.kind}: ${one.said}${one.kind === 'good' ? '' : ` → ${one.mend}`}`);

test('a queue that no switch has is a hint, with the name that was meant', () => {
  expect(said(defined('suport', 'sales'), [pbx('support', 'sales')])).toEqual([
    'poor: no switch lists suport, which the definitions name → write the id as the switch does (support for suport), or take it out: until then it stays empty',
    expect.stringMatching(
      /^quiet: the definitions do not name support, which the switch has → nothing is wrong by that/,
    ),
  ]);
});

test('a name without the domain that FreeSWITCH has in it is known again', () => {
  expect(said(defined('support'), [pbx('support@default')])[0]).toContain('(support@default for support)');
});

test('where a source cannot list its queues, a queue may be its own', () => {
  expect(said(defined('chat', 'sales'), [pbx('sales'), SILENT])).toEqual([
    'quiet: no switch lists chat, which the definitions name → nothing is wrong where crm tells of it; else write the id as the switch does',
  ]);
});

test('the queues of several switches are taken together, and what fits is said to fit', () => {
  const both = [pbx('sales'), { source: 'pbx2', queues: ['support'] }];
  expect(said(defined('sales', 'support'), both)).toEqual([
    'good: the 2 queues of the definitions are those of the switches',
  ]);
});

test('without definitions of queues, or without a switch that lists them, nothing is said', () => {
  expect(examineQueues([], [pbx('sales')])).toEqual([]);
  expect(examineQueues(defined('sales'), [SILENT])).toEqual([]);
});

test('two hundred names are not all said', () => {
  const many = Array.from({ length: 200 }, (_, at) => `q${at}`);
  expect(said(defined('q0'), [pbx(...many)])[0]).toMatch(/q1, .*q10 and 189 more, which the switch has/);
});
