import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { SECOND_MS } from '#domain/time.ts';
import { eslRecording } from './esl-recording.ts';
import { dayFigures } from './testing/day-figures.ts';
import { captureBytes, captureChunks, phaseTimes, type CaptureName } from './testing/freeswitch-captures.ts';
import { inOrder, namesOf, tellStory } from './testing/tell-story.ts';

const CALLERS = {
  13055560101: 'Ann',
  13055560102: 'Ben',
  13055560111: 'One',
  13055560112: 'Two',
  13055560113: 'Hasty',
  13055560114: 'Four',
  13055560121: 'Ray',
  13055560131: 'Noa',
  13055560141: 'Rna',
  13055560142: 'Abe',
  13055560151: 'Key',
  13055560161: 'Holly',
  13055560171: 'Tom',
  13055560172: 'Wim',
  13055560181: 'Ada',
};

describe('a FreeSWITCH that was listened to', () => {
  const day = read([captureBytes('esl_callcenter_plain'), captureBytes('esl_callcenter_plain_2')]);
  const story = storyteller(day);

  test('a call is answered, the caller hangs up, and the agent wraps up', () => {
    expect(story(1)).toEqual(['source-started', 'alice signed-in']);
    expect(story(2)).toEqual([
      'Ann started inbound',
      'Ann queued support',
      'alice queues ["support"]',
      'Ann ringing support alice',
      'Ann answered support alice',
      'Ann ended customer',
      'alice state wrap-up',
      'Ann wrapped alice',
      'alice state available',
    ]);
  });

  test('one agent is on break and the other takes the call, and hangs up', () => {
    expect(story(3)).toEqual([
      'alice state away On Break',
      'bob signed-in',
      'Ben started inbound',
      'Ben queued support',
      'bob queues ["support"]',
      'Ben ringing support bob',
      'Ben answered support bob',
      'Ben ended agent',
      'bob state wrap-up',
      'Ben wrapped bob',
      'bob state available',
    ]);
  });

  test('of four callers one does not wait, and one waits until an agent has wrapped up', () => {
    expect(story(4).filter((line) => /^(Hasty|Four) /.test(line))).toEqual([
      'Hasty started inbound',
      'Hasty queued support',
      'Four started inbound',
      'Four queued support',
      'Hasty abandoned support queue',
      'Four ringing support bob',
      'Four answered support bob',
      'Four ended agent',
      'Four wrapped bob',
    ]);
  });

  test('a caller who hung up calls again and takes the old place: another contact, with a wait of its own', () => {
    expect(story(5).filter((line) => line.startsWith('Ray'))).toEqual([
      'Ray started inbound',
      'Ray queued support',
      'Ray abandoned support queue',
      'Ray again started inbound {"resumed":"yes"}',
      'Ray again queued support',
      'Ray again ringing support alice',
      'Ray again answered support alice',
      'Ray again ended customer',
      'Ray again wrapped alice',
    ]);
  });

  test('nobody is there, and the longest wait ends as a timeout and not as an abandon', () => {
    expect(story(6)).toEqual(['alice signed-out', 'Noa started inbound', 'Noa queued support']);
    expect(story(7)).toContain('Noa left support timeout');
  });

  test('an agent lets it ring twice and is sent on break by the switch', () => {
    expect(story(7).filter((line) => !line.startsWith('Noa'))).toEqual([
      'carol signed-in',
      'Rna started inbound',
      'Rna queued sales',
      'carol queues ["sales"]',
      'Rna ringing sales carol',
      'Rna refused sales carol',
      'Rna ringing sales carol',
      'carol state away no answer',
      'Rna refused sales carol',
      'Rna left sales timeout',
    ]);
  });

  test('a caller hangs up while it rings: an abandon, and no refusal of the agent', () => {
    expect(story(8)).toEqual([
      'carol state available',
      'Abe started inbound',
      'Abe queued sales',
      'Abe ringing sales carol',
      'Abe abandoned sales ringing',
    ]);
  });

  test('a caller leaves the queue by a key', () => {
    expect(story(9)).toEqual([
      'carol signed-out',
      'Key started inbound',
      'Key queued support',
      'Key left support key',
    ]);
  });

  test('a caller is put into a second queue from the hands of an agent: a second visit of the same contact', () => {
    expect(story(10)).toEqual([
      'alice signed-in ["support"]',
      'Holly started inbound',
      'Holly queued support',
      'Holly ringing support alice',
      'Holly answered support alice',
      'Holly transferred alice',
      'Holly queued sales',
      'alice state wrap-up',
      'Holly wrapped alice',
      'alice state available',
      'Holly abandoned sales queue',
    ]);
  });

  test('a reload of the configuration logs everybody out of the switch, which is no end of anybody’s day', () => {
    expect(story(11)).toEqual([
      'alice state away configuration reload',
      'bob state away configuration reload',
    ]);
  });

  test('the switch is killed with one caller talking and one waiting, and starts again', () => {
    expect(story(12)).toEqual([
      'alice state available',
      'Tom started inbound',
      'Tom queued support',
      'Tom ringing support alice',
      'Tom answered support alice',
      'Wim started inbound',
      'Wim queued support',
      'source-started',
      'alice signed-in',
      'Ada started inbound',
      'Ada queued support',
      'alice queues ["support"]',
      'Ada ringing support alice',
      'Ada answered support alice',
      'Ada ended customer',
      'alice state wrap-up',
      'Ada wrapped alice',
      'alice state available',
    ]);
  });

  test('the figures are those that the script implies', () => {
    const figures = dayFigures(day);
    for (const line of [
      'support@acd.local  offered 14  answered 9  abandoned 2  left 2  lost 1  waiting 0  refused 0',
      'sales@acd.local  offered 3  answered 0  abandoned 2  left 1  lost 0  waiting 0  refused 2',
      '*  offered 17  answered 9  answered-within 9  abandoned 4  handled 9',
      // Waits, to the 20 ms of the switch's clock: 1.56 2.56 1.6 2.6 14.32 2.98 1.62 1.58 1.54, over nine.
      'support@acd.local  speed-of-answer 3.4s  abandon-wait 3.5s',
      'sales@acd.local  abandon-wait 4.8s  speed-of-answer -',
    ])
      expect(figures(line)).toBe(line);
  });

  test('in the middle of it, the floor is as it was', () => {
    const figures = dayFigures(day);
    const inPhase4 = 1795328159000;
    for (const line of [
      'support@acd.local  waiting 3  offered 6  answered 3  busy 1  available 1',
      '*  waiting 3  busy 1  away 0  wrap-up 0',
    ])
      expect(figures(line, inPhase4)).toBe(line);
    expect(figures('support@acd.local  wrap-up 1  busy 0  available 0', 1795328135000)).toBe(
      'support@acd.local  wrap-up 1  busy 0  available 0',
    );
  });

  test('plain and JSON of the same run tell the same facts', () => {
    const json = read([captureBytes('esl_callcenter_json')]);
    const plain = read([captureBytes('esl_callcenter_plain')]);
    expect(facts(json)).toEqual(facts(plain));
  });

  test('with channel events there are holds besides, and nothing else', () => {
    const calls = read([captureBytes('esl_calls_plain')]);
    const plain = read([captureBytes('esl_callcenter_plain')]);
    // Heard from another instant on: the start is dated by the first event.
    expect(facts(calls.filter((event) => !isHold(event)))).toEqual(facts(plain));
    expect(tellStory(calls.filter(isHold), namesOf(calls, CALLERS))).toEqual([
      'Holly held alice',
      'Holly resumed alice',
    ]);
  });

  test.each<CaptureName>(['esl_callcenter_plain', 'esl_callcenter_json', 'esl_calls_plain', 'esl_actions'])(
    'cut as the socket cut it, or anywhere, %s says the same',
    (name) => {
      const bytes = captureBytes(name);
      const whole = read([bytes]);
      expect(read(captureChunks(name).map((chunk) => chunk.bytes))).toEqual(whole);
      const cuts = fc.array(fc.nat(bytes.length), { maxLength: 200 });
      fc.assert(
        fc.property(cuts, (places) => {
          expect(read(cutAt(bytes, places))).toEqual(whole);
        }),
        { numRuns: 5 },
      );
    },
  );

  test('byte by byte it says the same', () => {
    const bytes = captureBytes('esl_callcenter_plain_2');
    const single = [...bytes].map((byte) => Uint8Array.of(byte));
    expect(read(single)).toEqual(read([bytes]));
  });
});

/** The facts of connections that come one after the other. Nothing of a capture is refused. */
function read(chunks: readonly Uint8Array[]): AcdEvent[] {
  const recording = eslRecording({ source: sourceId('fs'), wrapUpMs: 4 * SECOND_MS });
  const told = [...chunks.map((chunk) => recording.read(chunk)), recording.end()];
  expect(told.flatMap(({ refused }) => refused)).toEqual([]);
  return told.flatMap(({ events }) => events);
}

const isHold = ({ kind }: AcdEvent): boolean => kind === 'contact-held' || kind === 'contact-resumed';

const facts = (events: readonly AcdEvent[]): AcdEvent[] =>
  inOrder(events.filter(({ kind }) => kind !== 'source-heartbeat'));

function storyteller(events: readonly AcdEvent[]): (phase: number) => string[] {
  const times = phaseTimes();
  const names = namesOf(inOrder(events), CALLERS);
  return (phase) => {
    // Quantised to 20 ms, the switch's clock may be a little behind the script's.
    const from = (times.get(phase) ?? 0) - 20;
    const to = (times.get(phase + 1) ?? Infinity) - 20;
    return tellStory(
      events.filter(({ at }) => at >= from && at < to),
      names,
    );
  };
}

function cutAt(bytes: Buffer, places: readonly number[]): Uint8Array[] {
  const borders = [0, ...[...places].sort((one, other) => one - other), bytes.length];
  return borders.slice(1).map((end, index) => bytes.subarray(borders[index], end));
}
