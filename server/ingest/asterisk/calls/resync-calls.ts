import { DAY_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import type { ListedChannel, ListedEntry } from '../ami/ami-lists.ts';
import { interfaceTail } from '../facts/agent-names.ts';
import { LISTED_MS, isListedAs } from '../facts/same-time.ts';
import type { FactTime, SwitchFact } from '../facts/switch-fact.ts';
import type { CallVisit, OpenCall } from './call-book.ts';
import { ROUNDED_MS } from './call-words.ts';

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
  const begun = [
    ...entries
      .filter((entry) => !isHeard(entry.call) || lacksEntry(entry, all.get(entry.call)))
      .flatMap((entry) => enteredFacts(entry, all.get(entry.call))),
    ...talks.flatMap((talk) => connectedFacts(resync, talk, known.get(talk.call))),
  ];
  const nextOf = new Map(begun.toReversed().map((fact) => [fact.call, fact]));
  for (const [call, { visits }] of known) {
    const visit = visits.findLast(({ stage }) => stage !== 'done');
    if (visit === undefined || isListed(resync, visit, waits.get(call), talkOf.get(call))) continue;
    const next = nextOf.get(call);
    // Whoever waits again, or talks to another agent, was passed on, which is told by that.
    if (visit.stage === 'talking' && (waits.has(call) || next !== undefined)) continue;
    facts.push({ ...inGap(resync, next?.at), kind: 'unlisted', call, queue: visit.queue });
  }
  return { facts: [...facts, ...begun, ...ringFacts(resync, waits)], talks: talks.flatMap(listedTalk) };
}

const listedTalk = ({ call, leg }: Talk): readonly ListedTalk[] =>
  leg === undefined ? [] : [{ call, leg: leg.id, member: interfaceOf(leg.channel) }];

type Begun = Extract<SwitchFact, { readonly kind: 'entered' | 'connected' }>;

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
    return (
      (wait?.queue === visit.queue && isSame) || (talk?.queue === visit.queue && isAnswered(visit, talk))
    );
  }
  if (channels === undefined) return !isIdle(member);
  if (talk?.queue !== visit.queue) return false;
  return talk.leg === undefined || isSame(nameOf(member), nameOf(interfaceOf(talk.leg.channel)));
}

/** Whether the talk may be that of the wait: it rang at the agent before the caller was said to have left. */
const isAnswered = ({ ending }: CallVisit, { leg }: Talk): boolean =>
  ending === undefined || leg === undefined || leg.beganAt <= later(ending.at, ROUNDED_MS);

/** The switch counts waits in whole seconds. */
const inSeconds = ({ enteredAt }: ListedEntry): FactTime => ({
  at: enteredAt,
  precisionMs: SECOND_MS,
  isListed: true,
});

function enteredFacts(entry: ListedEntry, known: OpenCall | undefined): readonly Begun[] {
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

type Talk = {
  readonly call: string;
  readonly queue: string;
  /** When the caller's channel began. */
  readonly callerAt: EpochMs;
  /** The member's channel; undefined where it is none of the queue's any more, as that behind a Local channel which left the path. */
  readonly leg: ListedChannel | undefined;
};

/** Callers in Queue() who are bridged, with the member's channel that has their Linkedid. */
function talksOf({ channels = [] }: Resync): readonly Talk[] {
  const legs = new Map<string, ListedChannel>();
  for (const channel of channels)
    if (channel.application === 'AppQueue' && channel.isBridged) legs.set(channel.linkedId, channel);
  return channels.flatMap(({ id, linkedId, application, given, isBridged, beganAt }) => {
    const queue = given.split(',')[0] ?? '';
    if (application !== 'Queue' || !isBridged || queue === '') return [];
    return [{ call: id, queue, callerAt: beganAt, leg: legs.get(linkedId) }];
  });
}

/** The talk, and the entry before it where that was not told: both some time while nobody listened. */
function connectedFacts(resync: Resync, talk: Talk, known: OpenCall | undefined): readonly Begun[] {
  const { now, gapFrom, nameOf } = resync;
  const { call, queue, leg, callerAt } = talk;
  if (leg === undefined) return [];
  const [member, legAt] = [interfaceOf(leg.channel), leg.beganAt];
  const here = known?.visits.filter((visit) => visit.queue === queue) ?? [];
  const wait = here.findLast(({ stage }) => stage === 'waiting' || stage === 'leaving');
  const isKnown = here.some(
    (visit) =>
      (visit.stage === 'talking' || wait === undefined) &&
      visit.answered !== undefined &&
      later(visit.answered.at, (visit.answered.precisionMs ?? 0) + LISTED_MS) >= legAt &&
      isSame(nameOf(visit.member ?? ''), nameOf(member)),
  );
  if (isKnown) return [];
  const at = epochMs(Math.max(legAt, gapFrom ?? 0));
  const connected = {
    at,
    precisionMs: precisionOf(now, at),
    isListed: true,
    kind: 'connected',
    call,
    queue,
    member,
  } as const;
  if (wait?.entered !== undefined && isAnswered(wait, talk)) return [connected];
  const entered = epochMs(Math.min(at, Math.max(callerAt, gapFrom ?? 0)));
  const precisionMs = precisionOf(now, entered);
  return [{ at: entered, precisionMs, isListed: true, kind: 'entered', call, queue }, connected];
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

/** Whether a member is the one whose channel is listed. An interface of which no name is known may be anybody's who has one. */
const isSame = (member: string, listed: string): boolean =>
  member === listed || (interfaceTail(listed) !== undefined && interfaceTail(member) === undefined);

/** `PJSIP/alice-00000007` is a channel of PJSIP/alice. */
const interfaceOf = (channel: string): string => channel.replace(/-[0-9a-f]{8,}(;\d)?$/, '');

const precisionOf = (now: FactTime, at: EpochMs): number =>
  Math.min(DAY_MS, Math.max(SECOND_MS, now.at - at));

/** Some time while nobody listened, before what came next. */
function inGap({ now, gapFrom }: Resync, nextAt: EpochMs = now.at): FactTime {
  const at = epochMs(Math.min(now.at, nextAt));
  return { ...now, at, precisionMs: precisionOf({ at }, gapFrom ?? at), isListed: true };
}
