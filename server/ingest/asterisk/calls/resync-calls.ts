import { DAY_MS, SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import type { ListedChannel, ListedEntry } from '../ami/ami-lists.ts';
import { isListedAs } from '../facts/same-time.ts';
import type { FactTime, SwitchFact } from '../facts/switch-fact.ts';
import type { CallVisit, OpenCall } from './call-book.ts';

/** What the switch lists, and what we knew before. */
export type Resync = {
  readonly entries: readonly ListedEntry[];
  /** Undefined: they are not shown to us (`write=reporting`). */
  readonly channels: readonly ListedChannel[] | undefined;
  readonly calls: Iterable<readonly [string, OpenCall]>;
  /** Whether an event has told of the call since the lists were asked for: then that counts. */
  readonly isHeard: (call: string) => boolean;
  /** Whether a member has nothing in hand, as far as the lists show. */
  readonly isIdle: (member: string) => boolean;
  /** The agent's name. */
  readonly nameOf: (member: string) => string;
  readonly now: FactTime;
  /** Since when nothing was heard; absent at the first connection. */
  readonly gapFrom: EpochMs | undefined;
};

/** A call that a member has in hand, with the member's channel. */
export type ListedTalk = { readonly call: string; readonly leg: string; readonly member: string };

/**
 * What must have happened while nobody listened, as facts that are as coarse as the gap: the switch's lists are the truth, and
 * what they do not have is over. How a wait ended that nobody saw the end of is unknown, and says so.
 */
export function resyncCalls(resync: Resync): {
  readonly facts: readonly SwitchFact[];
  readonly talks: readonly ListedTalk[];
} {
  const { entries, calls, isHeard } = resync;
  const facts: SwitchFact[] = [];
  const all = new Map(calls);
  const known = new Map([...all].filter(([call]) => !isHeard(call)));
  const waits = new Map(entries.map((entry) => [entry.call, entry]));
  const talks = talksOf(resync).filter(({ call }) => !isHeard(call));
  const talkOf = new Map(talks.map((talk) => [talk.call, talk]));
  for (const [call, { visits }] of known) {
    const visit = visits.findLast(({ stage }) => stage !== 'done');
    if (visit === undefined || isListed(resync, visit, waits.get(call), talkOf.get(call))) continue;
    // Whoever waits again, or talks to the agent who takes the next call, is told of below.
    if (visit.stage === 'talking' && waits.has(call)) continue;
    facts.push({ ...inGap(resync), kind: 'unlisted', call, queue: visit.queue });
  }
  for (const entry of entries)
    if (!isHeard(entry.call) || lacksEntry(entry, all.get(entry.call)))
      facts.push(...enteredFacts(entry, all.get(entry.call)));
  for (const talk of talks) facts.push(...connectedFacts(resync, talk, known.get(talk.call)));
  return { facts: [...facts, ...ringFacts(resync, waits)], talks };
}

/** Whether the lists have the visit as it is known. */
function isListed(
  { channels, isIdle, nameOf }: Resync,
  visit: CallVisit,
  wait: ListedEntry | undefined,
  talk: Talk | undefined,
): boolean {
  const member = visit.member ?? '';
  if (visit.stage !== 'talking') {
    const isSame =
      visit.entered === undefined || (wait !== undefined && isListedAs(visit.entered, inSeconds(wait)));
    return (wait?.queue === visit.queue && isSame) || talk?.queue === visit.queue;
  }
  if (channels === undefined) return !isIdle(member);
  return talk?.queue === visit.queue && nameOf(talk.member) === nameOf(member);
}

/** The switch counts waits in whole seconds. */
const inSeconds = ({ enteredAt }: ListedEntry): FactTime => ({ at: enteredAt, precisionMs: SECOND_MS });

function enteredFacts(entry: ListedEntry, known: OpenCall | undefined): readonly SwitchFact[] {
  const { call, queue, customer } = entry;
  const time = inSeconds(entry);
  const isKnown = known?.visits.some(
    (visit) => visit.queue === queue && visit.entered !== undefined && isListedAs(visit.entered, time),
  );
  if (isKnown === true) return [];
  const isNumber = customer !== '' && !/^<?unknown>?$/i.test(customer);
  return [{ ...time, kind: 'entered', call, queue, ...(isNumber ? { customer: customer } : {}) }];
}

/** Who was heard to leave, and not to enter. */
const lacksEntry = ({ queue }: ListedEntry, known: OpenCall | undefined): boolean =>
  known?.visits.some((visit) => visit.queue === queue && visit.entered === undefined) === true;

type Talk = ListedTalk & {
  readonly queue: string;
  /** When the member's channel, and the caller's, began. */
  readonly legAt: EpochMs;
  readonly callerAt: EpochMs;
};

/** Callers in Queue() who are bridged, with the member's channel that has their Linkedid. */
function talksOf({ channels = [] }: Resync): readonly Talk[] {
  const legs = new Map<string, ListedChannel>();
  for (const channel of channels)
    if (channel.application === 'AppQueue' && channel.isBridged) legs.set(channel.linkedId, channel);
  return channels.flatMap(({ id, linkedId, application, given, isBridged, beganAt }) => {
    const leg = legs.get(linkedId);
    const queue = given.split(',')[0] ?? '';
    if (application !== 'Queue' || !isBridged || leg === undefined || queue === '') return [];
    const member = interfaceOf(leg.channel);
    return [{ call: id, queue, member, leg: leg.id, legAt: leg.beganAt, callerAt: beganAt }];
  });
}

/** The talk, and the entry before it where that was not told: both some time while nobody listened. */
function connectedFacts(resync: Resync, talk: Talk, known: OpenCall | undefined): readonly SwitchFact[] {
  const { now, gapFrom, nameOf } = resync;
  const { call, queue, member, legAt, callerAt } = talk;
  const here = known?.visits.filter((visit) => visit.queue === queue) ?? [];
  const isKnown = here.some(
    (visit) =>
      visit.answered !== undefined &&
      visit.answered.at >= legAt - SECOND_MS &&
      nameOf(visit.member ?? '') === nameOf(member),
  );
  if (isKnown) return [];
  const at = epochMs(Math.max(legAt, gapFrom ?? 0));
  const connected = {
    at,
    precisionMs: precisionOf(now, at),
    kind: 'connected',
    call,
    queue,
    member,
  } as const;
  if (here.some(({ stage }) => stage !== 'done')) return [connected];
  const entered = epochMs(Math.min(at, Math.max(callerAt, gapFrom ?? 0)));
  return [{ at: entered, precisionMs: precisionOf(now, entered), kind: 'entered', call, queue }, connected];
}

/** Members' channels that ring for a caller who waits. */
function ringFacts(
  { channels = [], isHeard }: Resync,
  waits: ReadonlyMap<string, ListedEntry>,
): readonly SwitchFact[] {
  return channels.flatMap(({ application, linkedId, isBridged, isRinging, channel, beganAt }) => {
    const wait = waits.get(linkedId);
    if (application !== 'AppQueue' || isBridged || !isRinging || wait === undefined || isHeard(linkedId))
      return [];
    const member = interfaceOf(channel);
    return [{ at: beganAt, precisionMs: SECOND_MS, kind: 'rang', call: linkedId, queue: wait.queue, member }];
  });
}

/** `PJSIP/alice-00000007` is a channel of PJSIP/alice. */
const interfaceOf = (channel: string): string => channel.replace(/-[0-9a-f]{8,}(;\d)?$/, '');

const precisionOf = (now: FactTime, at: EpochMs): number =>
  Math.min(DAY_MS, Math.max(SECOND_MS, now.at - at));

/** Some time while nobody listened. */
function inGap({ now, gapFrom }: Resync): FactTime {
  return { ...now, precisionMs: precisionOf(now, gapFrom ?? now.at) };
}
