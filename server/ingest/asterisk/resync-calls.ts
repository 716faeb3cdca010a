import { DAY_MS, SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import type { ListedChannel, ListedEntry } from './ami/ami-lists.ts';
import type { CallVisit, OpenCall } from './call-book.ts';
import type { FactTime, SwitchFact } from './facts/switch-fact.ts';

/** What the switch lists, and what we knew before. */
export type Resync = {
  readonly entries: readonly ListedEntry[];
  readonly channels: readonly ListedChannel[];
  readonly calls: Iterable<readonly [string, OpenCall]>;
  readonly now: FactTime;
  /** Since when nothing was heard; absent at the first connection. */
  readonly gapFrom: EpochMs | undefined;
};

/**
 * What must have happened while nobody listened, as facts that are as coarse as the gap. A call that talks to a member is
 * known by its Linkedid. How a wait ended that nobody saw the end of is unknown, and says so.
 */
export function resyncCalls(resync: Resync): SwitchFact[] {
  const { entries, calls } = resync;
  const facts: SwitchFact[] = [];
  const known = new Map([...calls].flatMap(([call, { visits }]) => openVisit(call, visits)));
  for (const entry of entries) {
    const waits = known.get(entry.call);
    if (waits?.stage !== 'waiting' || waits.queue !== entry.queue) facts.push(enteredFact(entry));
  }
  const waiting = new Set(entries.map(({ call, queue }) => `${call}|${queue}`));
  const talks = talksOf(resync);
  for (const [call, visit] of known) {
    if (visit.stage === 'waiting' && !waiting.has(`${call}|${visit.queue}`) && !talks.has(call))
      facts.push({
        ...inGap(resync),
        kind: 'left',
        call,
        queue: visit.queue,
        exit: 'error',
        presumed: UNSEEN,
      });
    if (visit.stage === 'talking' && !talks.has(call) && visit.member !== undefined)
      facts.push({
        ...inGap(resync),
        kind: 'released',
        call,
        queue: visit.queue,
        member: visit.member,
        how: 'unknown',
      });
  }
  for (const [call, talk] of talks)
    if (known.get(call)?.stage !== 'talking')
      facts.push({ ...talk.time, kind: 'connected', call, ...talk.with });
  return facts;
}

const UNSEEN = 'unknown: the connection was lost';

function openVisit(call: string, visits: readonly CallVisit[]): [string, CallVisit][] {
  const visit = visits.findLast(({ stage }) => stage !== 'done');
  return visit === undefined ? [] : [[call, visit]];
}

function enteredFact({ call, queue, enteredAt, customer }: ListedEntry): SwitchFact {
  const isKnown = customer !== '' && !/^<?unknown>?$/i.test(customer);
  const time = { at: enteredAt, precisionMs: SECOND_MS };
  return { ...time, kind: 'entered', call, queue, ...(isKnown ? { customer } : {}) };
}

type Talk = { readonly time: FactTime; readonly with: { readonly queue: string; readonly member: string } };

/** Callers in Queue() who are bridged, with the member's channel that has their Linkedid. */
function talksOf({ channels, now, gapFrom }: Resync): ReadonlyMap<string, Talk> {
  const legs = new Map<string, ListedChannel>();
  for (const channel of channels)
    if (channel.application === 'AppQueue' && channel.isBridged) legs.set(channel.linkedId, channel);
  const talks = new Map<string, Talk>();
  for (const { id, linkedId, application, given, isBridged } of channels) {
    const leg = legs.get(linkedId);
    const queue = given.split(',')[0] ?? '';
    if (application !== 'Queue' || !isBridged || leg === undefined || queue === '') continue;
    const at = epochMs(Math.max(leg.beganAt, gapFrom ?? 0));
    const precisionMs = Math.max(SECOND_MS, now.at - at);
    talks.set(id, { time: { at, precisionMs }, with: { queue, member: interfaceOf(leg.channel) } });
  }
  return talks;
}

/** `PJSIP/alice-00000007` is a channel of PJSIP/alice. */
const interfaceOf = (channel: string): string => channel.replace(/-[0-9a-f]{8,}(;\d)?$/, '');

/** Some time while nobody listened. */
function inGap({ now, gapFrom }: Resync): FactTime {
  return { ...now, precisionMs: Math.min(DAY_MS, Math.max(SECOND_MS, now.at - (gapFrom ?? now.at))) };
}
