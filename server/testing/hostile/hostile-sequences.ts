import { EVIL, type Hostile, type HostileBody } from './hostile-body.ts';

const BATCH = 5_000;
const HOUR = 3_600_000;

type Body = { readonly kind: string; readonly [field: string]: unknown };

/** Events that are right, and of which there is too much: of sources, queues, agents, facts, restarts, of the past, of one instant. */
export function hostileSequences(scale: number, now: number): readonly Hostile[] {
  const many = (count: number): number => Math.max(10, Math.round(count * scale));
  const sequences: Readonly<Record<string, readonly [number, (i: number) => Body]>> = {
    'who signed in in 1990': [
      1,
      () => agent('signed-in', 'old', { at: Date.UTC(1990, 0, 2), queues: ['evil-old'] }),
    ],
    'everybody signed in yesterday': [
      many(20_000),
      (i) => agent('signed-in', `y${i}`, { at: now - 25 * HOUR, queues: queues(10) }),
    ],
    'a day of signing in and out': [
      many(20_000),
      (i) => agent(i % 2 === 0 ? 'signed-in' : 'signed-out', 'fickle', { at: now - 20 * HOUR + i }),
    ],
    'sources without end': [many(220_000), (i) => ({ kind: 'source-heartbeat', source: `evil-${i}` })],
    'messages of one contact': [
      many(20_000),
      (i) => contact('message', 'chat', { by: 'bot', at: now - HOUR + i }),
    ],
    'facts of one instant': [many(20_000), () => contact('message', 'instant', { by: 'bot' })],
    'facts that come backwards': [many(20_000), (i) => contact('held', 'backwards', { at: now - i })],
    'ringing without end': [
      many(20_000),
      (i) =>
        contact(i % 2 === 0 ? 'ringing' : 'refused', 'ringing', { agent: `r${i % 7}`, at: now - HOUR + i }),
    ],
    'transfers without end': [
      many(20_000),
      (i) =>
        contact(i % 2 === 0 ? 'answered' : 'transferred', 'moved', { agent: `t${i}`, at: now - HOUR + i }),
    ],
    'one queue and the other': [
      many(20_000),
      (i) => contact('queued', 'between', { queue: `evil-${i % 2}`, at: now - HOUR + i }),
    ],
    'answers without end': [
      many(20_000),
      (i) => contact('answered', 'answered', { agent: 'one', at: now - HOUR + i }),
    ],
    'wrap-up without end': [
      many(20_000),
      (i) => contact('wrapped', 'wrapped', { agent: 'one', at: now - HOUR + i }),
    ],
    'one agent with every contact': [many(20_000), (i) => contact('answered', `hand${i}`, { agent: 'busy' })],
    'contacts that end together': [many(20_000), (i) => contact('ended', `hand${i}`, {})],
    'states of one agent': [
      many(50_000),
      (i) => agent('state', 'nervous', { state: i % 2 === 0 ? 'away' : 'busy', at: now - HOUR + i }),
    ],
    'heartbeats of one instant': [many(50_000), () => agent('heartbeat', 'pulse', {})],
    'heartbeats backwards': [many(20_000), (i) => agent('heartbeat', 'backwards', { at: now - i })],
    'queues that an agent changes': [
      many(20_000),
      (i) => agent('queues', 'changing', { queues: [`evil-${i % 3}`], at: now - HOUR + i }),
    ],
    restarts: [many(20_000), (i) => ({ kind: 'source-started', at: now - 2 * HOUR + i })],
    'restarts that play': [
      many(2_000),
      (i) => ({ kind: 'source-started', played: i % 2 === 0, at: now - HOUR + i }),
    ],
    stops: [many(20_000), (i) => ({ kind: 'source-stopped', at: now - i })],
    gaps: [many(20_000), (i) => ({ kind: 'source-gap', from: now - HOUR - i, at: now - i })],
    'a clock that jumps': [
      many(20_000),
      (i) => ({ kind: 'source-heartbeat', at: now + (i % 2 === 0 ? 80_000_000 : -80_000_000) }),
    ],
    'times of every year': [
      many(20_000),
      (i) => contact('queued', `year${i}`, { queue: 'evil', at: Date.UTC(1990, 0, 2) + i * 15 * 60_000 }),
    ],
    'hang-ups of every minute': [
      many(20_000),
      (i) => contact('abandoned', `gone${i}`, { during: 'self-service', at: now - i * 60_000 }),
    ],
    'ids that were told': [
      many(20_000),
      (i) => ({ ...contact('queued', `same${i}`, { queue: 'evil' }), id: `same-${i % 100}` }),
    ],
    priorities: [
      many(20_000),
      (i) => contact('queued', `p${i}`, { queue: 'evil', priority: i % 2 === 0 ? 1e308 : -1e308 }),
    ],
    'the contacts of others': [many(2_000), (i) => contact('ended', `honest-${i}`, {})],
    'the source of others': [
      many(2_000),
      (i) => ({ ...contact('ended', `honest-${i}`, {}), source: 'honest' }),
    ],
    'the restart of others': [1, () => ({ kind: 'source-started', source: 'honest' })],
    // What fills the floor comes last: what comes after it is refused at the door.
    'queues without end': [many(80_000), (i) => contact('queued', `q${i}`, { queue: `evil-q${i}` })],
    'queues that only answers name': [
      many(20_000),
      (i) => contact('answered', `qa${i}`, { queue: `evil-a${i}` }),
    ],
    'agents without end': [many(50_000), (i) => agent('signed-in', `a${i}`, { queues: ['evil'] })],
    'agents of every queue': [many(2_000), (i) => agent('signed-in', `b${i}`, { queues: queues(500) })],
    'agents whom only answers name': [
      many(20_000),
      (i) => contact('answered', `aa${i}`, { agent: `only-${i}` }),
    ],
    'contacts that never end': [many(120_000), (i) => contact('queued', `open${i}`, { queue: 'evil' })],
    'labels of many contacts': [
      many(20_000),
      (i) => contact('labelled', `l${i}`, { labels: labels(50, 500) }),
    ],
  };
  return Object.entries(sequences).map(([name, [count, make]], place) => ({
    name: `a sequence of ${name}`,
    bodies: () =>
      batches(count, (i) => ({ id: `s${place}-${i}`, source: EVIL, at: now - 60_000, ...make(i) })),
  }));
}

function* batches(count: number, make: (i: number) => object): Iterable<HostileBody> {
  for (let start = 0; start < count; start += BATCH) {
    const lines: string[] = [];
    for (let i = start; i < Math.min(count, start + BATCH); i += 1) lines.push(JSON.stringify(make(i)));
    yield { body: lines.join('\n') };
  }
}

const contact = (kind: string, name: string, more: object): Body => ({
  kind: `contact-${kind}`,
  contact: name,
  ...more,
});
const agent = (kind: string, name: string, more: object): Body => ({
  kind: `agent-${kind}`,
  agent: `evil-${name}`,
  ...more,
});
const queues = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `evil-of-${i}`);
const labels = (count: number, chars: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`l${i}`, 'x'.repeat(chars)]));
