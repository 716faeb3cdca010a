/** A steady floor as lines of NDJSON: contacts that are queued, answered, ended and wrapped, on `queues` queues by `agents` agents. */
export type BusyFloor = {
  readonly contacts: number;
  readonly queues: number;
  readonly agents: number;
  readonly startAt: number;
  /** Between two arrivals. */
  readonly everyMs: number;
};

/** Five lines a contact, in order of time within each contact; the same floor gives the same lines. */
export function* busyLines(floor: BusyFloor): Iterable<string> {
  for (let i = 0; i < floor.contacts; i += 1) {
    const at = floor.startAt + i * floor.everyMs;
    const of = { contact: `c${i}` };
    const queue = `queue-${i % floor.queues}`;
    const agent = `agent-${i % floor.agents}`;
    const wait = (i * 7919) % 40_000;
    yield line(i, 'contact-started', at, { ...of, channel: 'voice', direction: 'inbound' });
    yield line(i, 'contact-queued', at + 1_000, { ...of, queue });
    yield line(i, 'contact-answered', at + 1_000 + wait, { ...of, agent });
    yield line(i, 'contact-ended', at + 61_000 + wait, of);
    yield line(i, 'contact-wrapped', at + 71_000 + wait, { ...of, agent });
  }
}

/** Lines joined into batches of `size`. */
export function* inBatches(lines: Iterable<string>, size: number): Iterable<string> {
  let batch: string[] = [];
  for (const one of lines) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch.join('\n');
    batch = [];
  }
  if (batch.length > 0) yield batch.join('\n');
}

const line = (i: number, kind: string, at: number, body: object): string =>
  JSON.stringify({ id: `${i}-${kind}`, source: 'bench', at, kind, ...body });
