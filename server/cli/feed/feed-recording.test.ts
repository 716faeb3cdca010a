import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { feedRecording, type FeedOptions } from './feed-recording.ts';
import type { Frame } from './frame-window.ts';

const FIRST = 915_141_600_000;

const queued = (afterMs: number, contact = 'c'): AcdEvent => ({
  kind: 'contact-queued',
  id: `e${afterMs}`,
  source: sourceId('bank'),
  at: epochMs(FIRST + afterMs),
  contact: contactId(contact),
  queue: queueId('PS'),
});

async function* batches(...events: AcdEvent[]): AsyncGenerator<readonly AcdEvent[]> {
  await Promise.resolve();
  yield events;
}

/** A link that keeps what it is given, and a clock that goes on only while the run sleeps. */
function recorder(more: Partial<FeedOptions> & Pick<FeedOptions, 'events'>) {
  const frames: Frame[] = [];
  let now = 1_800_000_000_000;
  const options: FeedOptions = {
    link: {
      send: async (frame) => void frames.push(frame),
      offer: () => undefined,
      drained: async () => undefined,
    },
    now: () => epochMs(now),
    sleep: async (ms) => void (now += ms),
    speed: 60,
    run: 'r',
    stop: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  };
  const told = (): AcdEvent[] =>
    frames.flatMap(({ text }) => text.split('\n').map((line): AcdEvent => JSON.parse(line)));
  return { options, frames, told };
}

test('a run begins and ends with its source’s own words, and tells the rest in order', async () => {
  const { options, told } = recorder({ events: batches(queued(0), queued(6_000), queued(600_000)) });
  expect(await feedRecording(options)).toBe(3);
  expect(told().map(({ kind }) => kind)).toEqual([
    'source-started',
    'contact-queued',
    'contact-queued',
    'contact-queued',
    'source-stopped',
  ]);
  const [started, first, second, third] = told();
  expect((first?.at ?? 0) - (started?.at ?? 0)).toBe(1);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(6_000);
  expect((third?.at ?? 0) - (first?.at ?? 0)).toBe(600_000);
  expect(new Set(told().map(({ source }) => source))).toEqual(new Set(['bank']));
  expect(new Set(told().map(({ id }) => id)).size).toBe(5);
});

test('what is due within a twentieth of a second goes out together, at most 500 at once', async () => {
  const close = recorder({ events: batches(queued(0), queued(2_900), queued(3_100)) });
  await feedRecording(close.options);
  expect(close.frames.map(({ events }) => events)).toEqual([0, 2, 1, 0]);
  const many = recorder({ events: batches(...Array.from({ length: 1_001 }, () => queued(0))) });
  await feedRecording(many.options);
  expect(many.frames.map(({ events }) => events)).toEqual([0, 500, 500, 1, 0]);
});

test('long events go out in frames that the server takes', async () => {
  const labels = { note: '长'.repeat(400_000) };
  const long = (id: string): AcdEvent => ({
    kind: 'contact-labelled',
    id,
    source: sourceId('bank'),
    at: epochMs(FIRST),
    contact: contactId('c'),
    labels,
  });
  const { options, frames } = recorder({ events: batches(long('a'), long('b'), long('c')) });
  await feedRecording(options);
  expect(frames.map(({ events }) => events)).toEqual([0, 2, 1, 0]);
});

test('no event is told before it happens', async () => {
  const begin = 1_800_000_000_000;
  const clock = { now: begin };
  const early: number[] = [];
  const { options } = recorder({
    events: batches(...Array.from({ length: 200 }, (_, index) => queued(index * 5_000))),
    now: () => epochMs(clock.now),
    sleep: async (ms) => void (clock.now += ms / 2 + 1),
  });
  const send = async ({ text }: Frame): Promise<void> => {
    const runsClock = begin + (clock.now - begin) * 60 + 1;
    for (const line of text.split('\n')) if (JSON.parse(line).at > runsClock) early.push(JSON.parse(line).at);
  };
  await feedRecording({ ...options, link: { ...options.link, send } });
  expect(early).toEqual([]);
});

test('a recording is played from an instant to an instant', async () => {
  const { options, told } = recorder({
    events: batches(queued(0), queued(60_000, 'd'), queued(90_000), queued(120_000)),
    from: epochMs(FIRST + 30_000),
    until: epochMs(FIRST + 120_000),
  });
  await feedRecording(options);
  const [started, only, stopped] = told();
  expect(told().map(({ kind }) => kind)).toEqual(['source-started', 'contact-queued', 'source-stopped']);
  // Half a minute after `from`, and the millisecond after the run's beginning.
  expect((only?.at ?? 0) - (started?.at ?? 0)).toBe(30_001);
  expect(stopped?.kind).toBe('source-stopped');
});

test('a run that is stopped tells its end and no more of the recording', async () => {
  const stop = new AbortController();
  const { options, told } = recorder({
    events: batches(queued(0), queued(6_000), queued(12_000)),
    stop: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(await feedRecording(options)).toBe(1);
  expect(told().map(({ kind }) => kind)).toEqual(['source-started', 'contact-queued', 'source-stopped']);
});

test('a recording without events tells nothing at all', async () => {
  const { options, frames } = recorder({ events: batches() });
  expect(await feedRecording(options)).toBe(0);
  expect(frames).toEqual([]);
});

test('a link that is lost ends the run with its reason', async () => {
  const { options } = recorder({ events: batches(queued(0)) });
  const link = { ...options.link, send: () => Promise.reject(new Error('gone')) };
  await expect(feedRecording({ ...options, link })).rejects.toThrow('gone');
});
