import { expect, test } from 'vitest';
import { fakeSwitch } from '../testing/fake-switch.ts';
import { figuresOf } from '../testing/figures.ts';

/** What a log alone comes to; each line begins with its second. */
function told(lines: readonly string[]) {
  const pbx = fakeSwitch({ mode: 'queue-log' });
  for (const line of lines) {
    const [second = '', ...words] = line.split(' ');
    pbx.log(Number(second), words.join(' '));
  }
  return figuresOf(pbx.events());
}

const ENTER = 'c|a|NONE|ENTERQUEUE||1305|1';

test.each([
  'COMPLETECALLER|1|90|1',
  'COMPLETEAGENT|1|0|1',
  'BLINDTRANSFER|600|agents|1|20|1',
  'TRANSFER|600|x|1|9',
])('an end without an answer tells both, also a second after the entry: %s', (end) => {
  expect(told([`0 ${ENTER}`, `1 c|a|Amy|${end}`])).toEqual({
    a: { offered: 1, answered: 1, answeredWithin: 1, speedOfAnswer: 1 },
  });
});

test('a caller who is sent back into the queue is there again, though the line of that comes before the transfer', () => {
  const lines = [
    `0 ${ENTER}`,
    '2 c|a|Amy|CONNECT|2|x|1',
    `9 ${ENTER}`,
    '9 c|a|Amy|BLINDTRANSFER|600|agents|2|7|1',
    '12 c|a|Amy|CONNECT|3|y|1',
    '20 c|a|Amy|COMPLETECALLER|3|8|1',
  ];
  expect(told(lines)).toEqual({ a: { offered: 2, answered: 2, answeredWithin: 2, speedOfAnswer: 2.5 } });
});

test('waits and talks that begin and are over within one second are as many as there are', () => {
  const lines = [
    `0 ${ENTER}`,
    '1 c|a|NONE|EXITWITHKEY|9|1|1|1',
    `1 ${ENTER}`,
    '1 c|a|NONE|EXITWITHKEY|9|1|1|0',
    `1 ${ENTER}`,
    '1 c|a|Amy|CONNECT|0|x|0',
    '1 c|a|Amy|BLINDTRANSFER|600|agents|0|0|1',
    `1 ${ENTER}`,
    '1 c|a|Bob|CONNECT|0|y|0',
    '9 c|a|Bob|COMPLETEAGENT|0|8|1',
  ];
  expect(told(lines)).toEqual({ a: { offered: 4, answered: 2, answeredWithin: 2, key: 2 } });
});

test('three queues in one second, each transfer written after the next entry', () => {
  const lines = [
    `0 ${ENTER}`,
    '0 c|a|Amy|CONNECT|0|x|0',
    '0 c|b|NONE|ENTERQUEUE||1305|1',
    '0 c|a|Amy|BLINDTRANSFER|601|agents|0|0|1',
    '0 c|b|Bob|CONNECT|0|y|0',
    '0 c|d|NONE|ENTERQUEUE||1305|1',
    '0 c|b|Bob|BLINDTRANSFER|602|agents|0|0|1',
    '3 c|d|Cid|CONNECT|3|z|1',
    '9 c|d|Cid|COMPLETEAGENT|3|6|1',
  ];
  const one = { offered: 1, answered: 1, answeredWithin: 1 };
  expect(told(lines)).toEqual({ a: one, b: one, d: { ...one, speedOfAnswer: 3 } });
});
