import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clearTimer, emptyTimers, growTimers, setTimer, type Timers } from './timers.ts';

const OWNERS = 12;

/** Few owners and few instants, so that timers are moved, cleared and tied all the time. */
const commands = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('set' as const),
      owner: fc.nat(OWNERS - 1),
      time: fc.nat(6),
    }),
    fc.record({ kind: fc.constant('clear' as const), owner: fc.nat(OWNERS - 1) }),
    fc.record({ kind: fc.constant('take' as const) }),
    fc.record({ kind: fc.constant('grow' as const) }),
  ),
  { maxLength: 200 },
);

test('timers come by time and then by the order of setting, whatever was moved and cleared', () => {
  fc.assert(
    fc.property(commands, (asked) => {
      const timers = emptyTimers(OWNERS);
      const naive = new Map<number, { time: number; order: number }>();
      let order = 0;
      for (const command of asked) {
        if (command.kind === 'set') {
          setTimer(timers, command.owner, command.time);
          naive.set(command.owner, { time: command.time, order: (order += 1) });
        } else if (command.kind === 'clear') {
          clearTimer(timers, command.owner);
          naive.delete(command.owner);
        } else if (command.kind === 'grow') growTimers(timers, timers.owners.length + 3);
        else expect(take(timers)).toBe(takeNaive(naive));
        expect(timers.size).toBe(naive.size);
      }
      while (naive.size > 0) expect(take(timers)).toBe(takeNaive(naive));
    }),
  );
});

function take(timers: Timers): number | undefined {
  if (timers.size === 0) return undefined;
  const owner = timers.owners[0] ?? -1;
  clearTimer(timers, owner);
  return owner;
}

function takeNaive(timers: Map<number, { time: number; order: number }>): number | undefined {
  const [first] = [...timers].sort(([, a], [, b]) => a.time - b.time || a.order - b.order);
  if (first !== undefined) timers.delete(first[0]);
  return first?.[0];
}
