import type { EpochMs } from '#domain/time.ts';
import type { KnownMap } from '../../links/standing.ts';
import type { AgentNames } from './agent-names.ts';
import type { SwitchFact } from './switch-fact.ts';

export type Waiting = { readonly fact: SwitchFact; readonly until: EpochMs };

/** Facts that wait to be told by somebody else as well. */
export type WaitingRoom = {
  add(fact: SwitchFact, until: EpochMs): void;
  /** Takes out the first fact like this one that `matches`; undefined when there is none. */
  take(like: SwitchFact, matches: (fact: SwitchFact) => boolean): SwitchFact | undefined;
  /** Takes out what has waited until `now`; everything, when there is no such time. */
  due(now?: EpochMs): SwitchFact[];
  /** Takes out the first while there are more than `most`. */
  overflow(most: number): SwitchFact[];
};

/** A room in which those in `line` wait, by the number under which they came. */
export function waitingRoom(names: AgentNames, line: KnownMap<Waiting>): WaitingRoom {
  const room: Room = { line, byKey: new Map(), next: 0 };
  for (const [number, { fact }] of line.entries()) {
    index(room, number, fact);
    room.next = Number(number) + 1;
  }
  return {
    add(fact, until) {
      const number = String(room.next).padStart(DIGITS, '0');
      room.next += 1;
      line.set(number, { fact, until });
      index(room, number, fact);
    },
    take(like, matches) {
      const who = memberOf(names, like);
      const numbers = room.byKey.get(keyOf(like)) ?? [];
      const found = numbers.find((number) => {
        const fact = line.get(number)?.fact;
        return fact !== undefined && memberOf(names, fact) === who && matches(fact);
      });
      return found === undefined ? undefined : remove(room, found);
    },
    due: (now) => leave(room, (first) => now === undefined || first.until <= now),
    overflow: (most) => leave(room, () => line.size() > most),
  };
}

/** Numbers are kept as text, in whose order they are read again. */
const DIGITS = 15;

type Room = {
  /** In the order of coming, which is that of leaving. */
  readonly line: KnownMap<Waiting>;
  readonly byKey: Map<string, string[]>;
  next: number;
};

function index({ byKey }: Room, number: string, fact: SwitchFact): void {
  const others = byKey.get(keyOf(fact));
  if (others === undefined) byKey.set(keyOf(fact), [number]);
  else others.push(number);
}

function remove({ line, byKey }: Room, number: string): SwitchFact | undefined {
  const fact = line.get(number)?.fact;
  line.delete(number);
  if (fact === undefined) return undefined;
  const rest = byKey.get(keyOf(fact))?.filter((other) => other !== number) ?? [];
  if (rest.length === 0) byKey.delete(keyOf(fact));
  else byKey.set(keyOf(fact), rest);
  return fact;
}

function leave(room: Room, isDue: (first: Waiting) => boolean): SwitchFact[] {
  const facts: SwitchFact[] = [];
  for (const [number, first] of room.line.entries()) {
    if (!isDue(first)) break;
    const fact = remove(room, number);
    if (fact !== undefined) facts.push(fact);
  }
  return facts;
}

const keyOf = (fact: SwitchFact): string =>
  [fact.kind, 'call' in fact ? fact.call : '', 'queue' in fact ? fact.queue : ''].join('|');

/** Whom a fact is about; of a call's own facts there is one at a time, whoever it is with. */
function memberOf(names: AgentNames, fact: SwitchFact): string {
  if (!('member' in fact) || fact.kind === 'connected' || fact.kind === 'released') return '';
  return names.resolve(fact.member);
}
