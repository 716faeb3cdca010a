import type { Hostile, HostileBody } from './hostile-body.ts';

/** A server under attack, and the tokens of its two senders. */
export type Field = { readonly url: string; readonly evil?: string; readonly honest?: string };

/** What was answered to a body: its status, and the position at or before which its events are. */
export type Told = { readonly status: number; readonly position: number };

/** Sends one body after the other; one that is told to wait is sent again. Answers what was answered to the last. */
export async function attack(field: Field, { bodies }: Hostile): Promise<Told> {
  let told: Told = { status: 0, position: 0 };
  for (const body of bodies()) told = await send(field.url, field.evil, body);
  return told;
}

/** Whom nothing must harm: each contact of this sender is queued, answered and over. Rejects when it is not taken. */
export async function tellHonestly(field: Field, events: readonly object[]): Promise<Told> {
  const body = events.map((event) => JSON.stringify(event)).join('\n');
  let told = await send(field.url, field.honest, { body });
  // A connection that was kept may end in the moment in which it is used again.
  if (told.status === HUNG_UP) told = await send(field.url, field.honest, { body });
  if (told.status !== 200) throw new Error(`the honest sender was answered ${told.status}`);
  return told;
}

async function send(url: string, token: string | undefined, body: HostileBody): Promise<Told> {
  for (let again = 0; ; again += 1) {
    const { status, text } = await post(url, token, body);
    if (status !== 429 || again >= AGAIN_MAX) return { status, position: positionIn(text) };
    // The pause is as long as the server takes for something small.
    await (await fetch(`${url}/healthz`)).text();
  }
}

async function post(url: string, token: string | undefined, { body, headers }: HostileBody) {
  const typed = { 'content-type': 'application/x-ndjson', ...headers };
  const all = token === undefined ? typed : { ...typed, authorization: `Bearer ${token}` };
  try {
    const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers: all, body });
    return { status: reply.status, text: await reply.text() };
  } catch {
    // Whoever sends what is refused before its end may be hung up on.
    return { status: HUNG_UP, text: '' };
  }
}

const HUNG_UP = 0;

/** A server that has no room for so long has none. */
const AGAIN_MAX = 5_000;

function positionIn(text: string): number {
  const position: unknown = text.startsWith('{"position"')
    ? Reflect.get(Object(JSON.parse(text)), 'position')
    : undefined;
  return typeof position === 'number' ? position : 0;
}

/** The events of a contact that was served. */
export function served(place: number, now: number): readonly object[] {
  const event = (kind: string, agoMs: number, more: object): object => ({
    id: `honest-${place}-${kind}`,
    source: 'honest',
    at: now - agoMs,
    kind: `contact-${kind}`,
    contact: `honest-${place}`,
    ...more,
  });
  return [
    event('queued', 90_000, { queue: 'honest' }),
    event('answered', 80_000, { agent: 'amy' }),
    event('ended', 20_000, {}),
  ];
}
