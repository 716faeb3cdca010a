import { setTimeout } from 'node:timers/promises';
import type { ChildServer } from '../server/testing/child-server.ts';

/** Sends events, and waits until they are on the disk. */
export async function postEvents({ url }: ChildServer, body: string): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

/** Waits until nothing is counted again any more. */
export async function untilCounted({ url }: ChildServer): Promise<void> {
  for (;;) {
    const answer: unknown = await (await fetch(`${url}/v1/board`)).json();
    const board: unknown = Reflect.get(Object(answer), 'board');
    if (board !== undefined && Reflect.get(Object(board), 'recount') === undefined) return;
    await setTimeout(20);
  }
}
