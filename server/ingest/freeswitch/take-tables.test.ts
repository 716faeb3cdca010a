import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs, later, type EpochMs } from '#domain/time.ts';
import { openStanding } from '../links/standing.ts';
import { keptStanding } from '../links/testing/kept-standing.ts';
import { READER_VERSION, freeswitchReader, type FreeswitchReader } from './freeswitch-reader.ts';
import type { AgentRow, MemberRow } from './read-callcenter-tables.ts';
import type { Tables } from './take-tables.ts';
import { askedAt, capturedEvents, capturedTables } from './testing/captured-words.ts';
import { dayFigures } from './testing/day-figures.ts';
import { tellStory } from './testing/tell-story.ts';

const CORE = '90d95d9f-610b-497a-ad68-e9ef2e68f7e0';
const ONE = '2308fd54-7b8a-4c83-a931-f4bf64c0437d';
const TWO = 'f8eb0a00-dfa2-42a1-b08a-473149b163ae';
const HASTY = '0b39d2ae-f4f5-46ef-bbd4-bb60a0b205ea';
const FOUR = '58d95ddc-f9c6-4629-a14c-991a9e2d0c04';
const names = new Map([
  [ONE, 'One'],
  [TWO, 'Two'],
  [HASTY, 'Hasty'],
  [FOUR, 'Four'],
]);
const story = (events: readonly AcdEvent[]): string[] => tellStory(events, names);

describe('the tables of a real switch', () => {
  // The script asked while one caller talked, one rang and two waited.
  const LOOK = 1795328159143;

  test('who comes to a running floor sees who waits, who talks and who is there', () => {
    const told = arrive(reader(), LOOK);
    expect(story(told)).toEqual([
      'source-started',
      'carol signed-out',
      'bob signed-in ["support"]',
      'alice signed-in ["support"]',
      'One started inbound',
      'One queued support',
      'Two started inbound',
      'Two queued support',
      'Hasty started inbound',
      'Hasty queued support',
      'One answered support alice',
      'Four started inbound',
      'Four queued support',
      'Two ringing support bob',
    ]);
    expect(dayFigures(told)('support@acd.local  waiting 3  answered 1  busy 1  available 1')).toBe(
      'support@acd.local  waiting 3  answered 1  busy 1  available 1',
    );
  });

  test('what goes on from there has the figures that it would have had', () => {
    const here = reader();
    const told = [...arrive(here, LOOK), ...eventsSince(here, LOOK)];
    const figures = dayFigures(told);
    for (const line of [
      'support@acd.local  offered 11  answered 6  abandoned 2  left 2  lost 0  waiting 1',
      'sales@acd.local  offered 3  answered 0  abandoned 2  left 1  lost 0  waiting 0',
    ])
      expect(figures(line)).toBe(line);
  });

  test('tables that say what events have said before tell nothing but agents who were never heard of', () => {
    const here = reader();
    for (const event of capturedEvents('esl_callcenter_plain')) if (event.stamp.at < LOOK) here.event(event);
    const since = { ...askedAt(LOOK), listeningSince: epochMs(1795328121690) };
    expect(story(here.tables({ ...since, ...capturedTables(LOOK) }))).toEqual(['carol signed-out']);
    expect(here.tables({ ...since, ...capturedTables(LOOK) })).toEqual([]);
  });

  test('the agents’ own wrap-up times are taken from their table', () => {
    const here = reader();
    const told = [...arrive(here, LOOK), ...eventsSince(here, LOOK)];
    expect(story(told)).toContain('One wrapped alice');
    const ended = told.find(({ kind, id }) => kind === 'contact-ended' && id.startsWith(ONE));
    const wrapped = told.find(({ kind, id }) => kind === 'contact-wrapped' && id.startsWith(ONE));
    expect((wrapped?.at ?? 0) - (ended?.at ?? 0)).toBe(4000);
  });

  test('who was put on break before the tables were read, and sent home by the reload, is not there', () => {
    const told = arrive(reader(), 1795328290112);
    expect(story(told).slice(0, 4)).toEqual([
      'source-started',
      'bob signed-out',
      'carol signed-out',
      'alice signed-in ["support"]',
    ]);
  });

  test('a switch that was killed keeps its callers as rows without a call: nobody waits', () => {
    const here = reader();
    here.connected({
      core: '6ebd2377-60eb-43fc-9173-0d47ebb3de4e',
      startedAt: epochMs(1795328295000),
      at: epochMs(1795328300837),
    });
    const told = here.tables({ ...askedAt(1795328300837), ...capturedTables(1795328300837) });
    expect(story(told).filter((line) => line.includes('queued'))).toEqual([]);
  });
});

describe('after a gap', () => {
  const T0 = 1795328200000;
  const row = (contact: string): MemberRow => queued(contact, epochMs(T0));
  const look = (here: FreeswitchReader, seconds: number, tables: Partial<Tables>): AcdEvent[] => [
    ...here.tables({ at: epochMs(T0 + seconds * 1000), listeningSince: epochMs(T0 + 90_000), ...tables }),
  ];

  /** Four callers wait, then nothing is heard from 10 s to 90 s. */
  function afterGap(): { here: FreeswitchReader; kept: ReadonlyMap<string, string> } {
    const known = keptStanding({ source, kept: new Map(), version: READER_VERSION });
    const here = freeswitchReader({ source, standing: known.standing });
    here.connected({ core: CORE, startedAt: epochMs(T0 - 3_600_000), at: epochMs(T0 + 10_000) });
    here.tables({ ...askedAt(T0 + 10_000), members: [ONE, TWO, HASTY, FOUR].map(row) });
    return { here, kept: known.kept() };
  }

  test('the time that was not heard is a gap', () => {
    const { here } = afterGap();
    expect(here.connected({ core: CORE, startedAt: epochMs(T0), at: epochMs(T0 + 90_000) })).toEqual([
      { id: `gap/${T0 + 10_000}`, source: 'fs', kind: 'source-gap', from: T0 + 10_000, at: T0 + 90_000 },
    ]);
  });

  test('of a switch that does not say since when it is up, callers of the tables are not taken for lost', () => {
    const here = reader();
    const told = [
      ...here.connected({ core: CORE, at: epochMs(T0 + 90_000) }),
      ...look(here, 91, { members: [row(ONE)] }),
      ...here.beat(epochMs(T0 + 92_000)),
    ];
    expect(dayFigures(told)('support  waiting 1  lost 0')).toBe('support  waiting 1  lost 0');
  });

  test.each(['the same reader', 'a reader that starts anew'])(
    '%s finds out what became of those who waited',
    (who) => {
      const before = afterGap();
      const here = who === 'the same reader' ? before.here : reader(before.kept);
      here.connected({ core: CORE, startedAt: epochMs(T0), at: epochMs(T0 + 90_000) });
      const members = [
        answered(row(ONE), epochMs(T0 + 30_000)),
        abandoned(row(HASTY), epochMs(T0 + 22_000)),
        row(FOUR),
      ];
      expect(story(look(here, 91, { members }))).toEqual(['One answered support amy']);
      // A second look, for an end may be on its way. What became of Two nobody can tell any more.
      const told = look(here, 101, { members });
      expect(story(told)).toEqual(['Hasty abandoned support queue', 'Two ended system']);
      expect(new Set(told.map(({ at }) => at - T0))).toEqual(new Set([22_000, 91_000]));
      expect(look(here, 111, { members })).toEqual([]);
    },
  );

  test('one who had waited as long as may be was sent on by the switch: no abandon', () => {
    const { here } = afterGap();
    const queues = [{ queue: queueId('support'), longestWaitMs: 25_000 }];
    const members = [
      abandoned(row(TWO), epochMs(T0 + 25_000)),
      abandoned(row(HASTY), epochMs(T0 + 22_000)),
      row(ONE),
      row(FOUR),
    ];
    look(here, 91, { queues, members });
    expect(story(look(here, 101, { members }))).toEqual([
      'Hasty abandoned support queue',
      'Two left support timeout',
    ]);
  });

  test('an end that was on its way is told as it was, and once', () => {
    const { here } = afterGap();
    look(here, 91, { members: [row(ONE), row(TWO), row(FOUR)] });
    const member = { member: `m-${HASTY}`, contact: contactId(HASTY), queue: queueId('support') };
    const stamp = { core: CORE, seq: 7, at: epochMs(T0 + 90_900) };
    here.event({ kind: 'member-cancelled', stamp, member, reason: 'BREAK_OUT', isUp: false });
    expect(look(here, 101, { members: [row(ONE), row(TWO), row(FOUR)] })).toEqual([]);
  });

  test('a name for a call that is no UUID may be in use elsewhere, so it carries the name of the source', () => {
    const [, told] = look(reader(), 91, { members: [row('4711')] });
    expect(told).toMatchObject({ kind: 'contact-queued', contact: 'fs/4711' });
  });

  test('an agent who changed to break within a whole second that began earlier is on break', () => {
    const here = reader();
    const amy = agentId('amy');
    here.event({
      kind: 'agent-status',
      agent: amy,
      status: 'Available',
      stamp: { core: CORE, seq: 1, at: epochMs(T0 + 500) },
    });
    const agents: AgentRow[] = [
      { agent: amy, status: 'On Break', phase: 'Waiting', wrapUpMs: 0, statusAt: epochMs(T0) },
    ];
    const [told] = look(here, 91, { agents });
    expect(told).toMatchObject({ kind: 'agent-state', state: 'away', reason: 'On Break', at: T0 + 501 });
  });

  test('an agent who was deleted has left', () => {
    const here = reader();
    const stamp = { core: CORE, seq: 1, at: epochMs(T0) };
    here.event({ kind: 'agent-status', agent: agentId('amy'), status: 'Available', stamp });
    expect(story(look(here, 91, { agents: [] }))).toEqual(['amy signed-out']);
  });
});

const source = sourceId('fs');
const reader = (kept: ReadonlyMap<string, string> = new Map()): FreeswitchReader =>
  freeswitchReader({ source, standing: openStanding({ source, kept, version: READER_VERSION }) });

/** A connection is made, and the tables are read. */
function arrive(here: FreeswitchReader, look: number): AcdEvent[] {
  const at = epochMs(look);
  return [
    ...here.connected({ core: CORE, startedAt: later(at, -600_000), at }),
    ...here.tables({ ...askedAt(look), ...capturedTables(look) }),
  ];
}

const eventsSince = (here: FreeswitchReader, at: number): AcdEvent[] => [
  ...capturedEvents('esl_callcenter_plain').flatMap((event) =>
    event.stamp.at < at ? [] : here.event(event),
  ),
  ...here.end(),
];

const queued = (contact: string, at: EpochMs): MemberRow => ({
  member: { member: `m-${contact}`, contact: contactId(contact), queue: queueId('support') },
  state: 'Waiting',
  queuedAt: at,
});
const answered = (row: MemberRow, at: EpochMs): MemberRow => ({
  ...row,
  state: 'Answered',
  agent: agentId('amy'),
  bridgedAt: at,
});
const abandoned = (row: MemberRow, at: EpochMs): MemberRow => ({
  ...row,
  member: { ...row.member, contact: contactId('') },
  state: 'Abandoned',
  abandonedAt: at,
});
