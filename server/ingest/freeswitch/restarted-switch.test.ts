import { expect, test } from 'vitest';
import { agentId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { freeswitchReader } from './freeswitch-reader.ts';
import { dayFigures } from './testing/day-figures.ts';

const T0 = 1_795_328_200_000;
const amy = { agent: agentId('amy'), phase: 'Waiting', wrapUpMs: 0, statusAt: epochMs(T0 - 5_000) };

test.each([
  ['Available', '*  available 1  away 0'],
  ['On Break', '*  available 0  away 1'],
])('an agent whose status (%s) a restart of the switch did not change is there again', (status, figures) => {
  const here = freeswitchReader({ source: sourceId('fs') });
  const told = ['c0de0001', 'c0de0002'].flatMap((core, index) => {
    const at = epochMs(T0 + index * 60_000);
    const tables = { at, listeningSince: at, agents: [{ ...amy, status }] };
    return [...here.connected({ core, at, startedAt: epochMs(at - 1_000) }), ...here.tables(tables)];
  });
  expect(dayFigures([...told, ...here.beat(epochMs(T0 + 61_000))])(figures)).toBe(figures);
});
