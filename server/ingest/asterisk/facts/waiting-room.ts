import type { EpochMs } from '#domain/time.ts';
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
  saved(): readonly Waiting[];
};

/** A room in which those that were `saved` wait. */
export function waitingRoom(names: AgentNames, saved: readonly Waiting[] = []): WaitingRoom {
  const room: Room = { byKey: new Map(), line: [], gone: new Set() };
  for (const one of saved) place(room, one);
  return {
    add: (fact, until) => place(room, { fact, until }),
    take(like, matches) {
      const who = memberOf(names, like);
      const found = room.byKey
        .get(keyOf(like))
        ?.find(({ fact }) => memberOf(names, fact) === who && matches(fact));
      if (found === undefined) return undefined;
      remove(room, found);
      room.gone.add(found);
      return found.fact;
    },
    due: (now) => leave(room, (first) => now === undefined || first.until <= now),
    overflow: (most) => leave(room, () => room.line.length - room.gone.size > most),
    saved: () => room.line.filter((one) => !room.gone.has(one)),
  };
}

type Room = {
  readonly byKey: Map<string, Waiting[]>;
  /** In the order of coming, which is that of leaving. */
  readonly line: Waiting[];
  /** Taken out before its time; it stays in the line until that comes. */
  readonly gone: Set<Waiting>;
};

function place({ byKey, line }: Room, one: Waiting): void {
  const key = keyOf(one.fact);
  const others = byKey.get(key);
  if (others === undefined) byKey.set(key, [one]);
  else others.push(one);
  line.push(one);
}

function remove({ byKey }: Room, one: Waiting): void {
  const key = keyOf(one.fact);
  const rest = byKey.get(key)?.filter((other) => other !== one) ?? [];
  if (rest.length === 0) byKey.delete(key);
  else byKey.set(key, rest);
}

function leave(room: Room, isDue: (first: Waiting) => boolean): SwitchFact[] {
  const facts: SwitchFact[] = [];
  for (let first = room.line[0]; first !== undefined && isDue(first); first = room.line[0]) {
    room.line.shift();
    if (room.gone.delete(first)) continue;
    remove(room, first);
    facts.push(first.fact);
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
