import { EVIL, type Hostile, type HostileBody } from './hostile-body.ts';

const BATCH = 5_000;
const HOUR = 3_600_000;

type Body = { readonly kind: string; readonly [field: string]: unknown };

type Sequences = Readonly<Record<string, readonly [number, (i: number) => Body]>>;

/** Events that are right, and of which there is too much: of sources, queues, agents, facts, restarts, of the past, of one instant. */
export function hostileSequences(scale: number, now: number): readonly Hostile[] {
  // What fills the floor comes last: what comes after it is refused at the door.
  const sequences = {
    ...ofAgents(now),
    ...ofContacts(now),
    ...ofSources(now),
    ...ofTimes(now),
    ...OF_OTHERS,
    ...FLOODS,
  };
  return Object.entries(sequences).map(([name, [whole, make]], place) => ({
    name: `a sequence of ${name}`,
    bodies: () => {
      const count = whole === 1 ? 1 : Math.max(10, Math.round(whole * scale));
      return batches(count, (i) => ({ id: `s${place}-${i}`, source: EVIL, at: now - 60_000, ...make(i) }));
    },
  }));
}

const ofAgents = (now: number): Sequences => ({
  'who signed in in 1990': [
    1,
    () => agent('signed-in', 'old', { at: Date.UTC(1990, 0, 2), queues: ['evil-old'] }),
  ],
  'a day of signing in and out': [
    20_000,
    (i) => agent(i % 2 === 0 ? 'signed-in' : 'signed-out', 'fickle', { at: now - 20 * HOUR + i }),
  ],
  'states of one agent': [
    50_000,
    (i) => agent('state', 'nervous', { state: i % 2 === 0 ? 'away' : 'busy', at: now - HOUR + i }),
  ],
  'heartbeats of one instant': [50_000, () => agent('heartbeat', 'pulse', {})],
  'heartbeats backwards': [20_000, (i) => agent('heartbeat', 'backwards', { at: now - i })],
  'queues that an agent changes': [
    20_000,
    (i) => agent('queues', 'changing', { queues: [`evil-${i % 3}`], at: now - HOUR + i }),
  ],
});

const ofContacts = (now: number): Sequences => ({
  'messages of one contact': [20_000, (i) => contact('message', 'chat', { by: 'bot', at: now - HOUR + i })],
  'facts of one instant': [20_000, () => contact('message', 'instant', { by: 'bot' })],
  'facts that come backwards': [20_000, (i) => contact('held', 'backwards', { at: now - i })],
  'ringing without end': [
    20_000,
    (i) =>
      contact(i % 2 === 0 ? 'ringing' : 'refused', 'ringing', { agent: `r${i % 7}`, at: now - HOUR + i }),
  ],
  'transfers without end': [
    20_000,
    (i) => contact(i % 2 === 0 ? 'answered' : 'transferred', 'moved', { agent: `t${i}`, at: now - HOUR + i }),
  ],
  'one queue and the other': [
    20_000,
    (i) => contact('queued', 'between', { queue: `evil-${i % 2}`, at: now - HOUR + i }),
  ],
  'answers without end': [
    20_000,
    (i) => contact('answered', 'answered', { agent: 'one', at: now - HOUR + i }),
  ],
  'wrap-up without end': [20_000, (i) => contact('wrapped', 'wrapped', { agent: 'one', at: now - HOUR + i })],
  'one agent with every contact': [20_000, (i) => contact('answered', `hand${i}`, { agent: 'busy' })],
  'contacts that end together': [20_000, (i) => contact('ended', `hand${i}`, {})],
});

const ofSources = (now: number): Sequences => ({
  'sources without end': [220_000, (i) => ({ kind: 'source-heartbeat', source: `evil-${i}` })],
  restarts: [20_000, (i) => ({ kind: 'source-started', at: now - 2 * HOUR + i })],
  'restarts that play': [2_000, (i) => ({ kind: 'source-started', played: i % 2 === 0, at: now - HOUR + i })],
  stops: [20_000, (i) => ({ kind: 'source-stopped', at: now - i })],
  gaps: [20_000, (i) => ({ kind: 'source-gap', from: now - HOUR - i, at: now - i })],
  'a clock that jumps': [
    20_000,
    (i) => ({ kind: 'source-heartbeat', at: now + (i % 2 === 0 ? 80_000_000 : -80_000_000) }),
  ],
});

const ofTimes = (now: number): Sequences => ({
  'times of every year': [
    20_000,
    (i) => contact('queued', `year${i}`, { queue: 'evil', at: Date.UTC(1990, 0, 2) + i * 900_000 }),
  ],
  'hang-ups of every minute': [
    20_000,
    (i) => contact('abandoned', `gone${i}`, { during: 'self-service', at: now - i * 60_000 }),
  ],
  'ids that were told': [
    20_000,
    (i) => ({ ...contact('queued', `same${i}`, { queue: 'evil' }), id: `same-${i % 100}` }),
  ],
  priorities: [
    20_000,
    (i) => contact('queued', `p${i}`, { queue: 'evil', priority: i % 2 === 0 ? 1e308 : -1e308 }),
  ],
  'everybody signed in yesterday': [
    20_000,
    (i) => agent('signed-in', `y${i}`, { at: now - 25 * HOUR, queues: queues(10) }),
  ],
});

const OF_OTHERS: Sequences = {
  'the contacts of others': [2_000, (i) => contact('ended', `honest-${i}`, {})],
  'the source of others': [2_000, (i) => ({ ...contact('ended', `honest-${i}`, {}), source: 'honest' })],
  'the restart of others': [1, () => ({ kind: 'source-started', source: 'honest' })],
};

const FLOODS: Sequences = {
  'queues without end': [80_000, (i) => contact('queued', `q${i}`, { queue: `evil-q${i}` })],
  'queues that only answers name': [20_000, (i) => contact('answered', `qa${i}`, { queue: `evil-a${i}` })],
  'agents without end': [50_000, (i) => agent('signed-in', `a${i}`, { queues: ['evil'] })],
  'agents of every queue': [2_000, (i) => agent('signed-in', `b${i}`, { queues: queues(500) })],
  'agents whom only answers name': [20_000, (i) => contact('answered', `aa${i}`, { agent: `only-${i}` })],
  'contacts that never end': [120_000, (i) => contact('queued', `open${i}`, { queue: 'evil' })],
  'labels of many contacts': [20_000, (i) => contact('labelled', `l${i}`, { labels: labels(50, 500) })],
};

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
