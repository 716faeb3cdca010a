import type { AcdEvent } from '#domain/acd-event.ts';

/** Facts as a person would tell them, in their order: `Ann queued support`, `alice away On Break`. Heartbeats are left out. */
export function tellStory(events: readonly AcdEvent[], names: ReadonlyMap<string, string>): string[] {
  return inOrder(events)
    .filter(({ kind }) => kind !== 'source-heartbeat')
    .map((event) => sentence(event, names));
}

/** By time, and within an instant in the source's own order. */
export const inOrder = (events: readonly AcdEvent[]): AcdEvent[] =>
  [...events].sort((one, other) => one.at - other.at || (one.seq ?? 0) - (other.seq ?? 0));

/** Names of contacts by their id, from the numbers that called: the second call of a number is told apart. */
export function namesOf(
  events: readonly AcdEvent[],
  callers: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const event of events) {
    if (event.kind !== 'contact-started' || event.customer === undefined) continue;
    const name = callers[event.customer] ?? event.customer;
    const isTaken = [...names.values()].includes(name);
    if (!names.has(event.contact)) names.set(event.contact, isTaken ? `${name} again` : name);
  }
  return names;
}

function sentence(event: AcdEvent, names: ReadonlyMap<string, string>): string {
  if ('contact' in event) {
    const who = names.get(event.contact) ?? event.contact;
    return [who, event.kind.slice('contact-'.length), ...detail(event)].join(' ');
  }
  if ('agent' in event)
    return [short(event.agent), event.kind.slice('agent-'.length), ...detail(event)].join(' ');
  return event.kind;
}

const DETAILS = [
  'queue',
  'agent',
  'state',
  'reason',
  'during',
  'by',
  'queues',
  'direction',
  'labels',
] as const;

function detail(event: AcdEvent): string[] {
  const fields: Readonly<Record<string, unknown>> = { ...event };
  return DETAILS.flatMap((field) => {
    const value = fields[field];
    if (value === undefined || ('agent' in event && field === 'agent' && !('contact' in event))) return [];
    return [short(typeof value === 'string' ? value : JSON.stringify(value))];
  });
}

const short = (name: string): string => name.replaceAll('@acd.local', '');
