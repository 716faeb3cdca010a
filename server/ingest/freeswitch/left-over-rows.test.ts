import { describe, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { agentId, contactId, queueId, sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { openStanding } from '../links/standing.ts';
import { READER_VERSION, freeswitchReader, type FreeswitchReader } from './freeswitch-reader.ts';
import type { MemberRow } from './read-callcenter-tables.ts';
import type { Tables } from './take-tables.ts';
import { tellStory } from './testing/tell-story.ts';

const CORE = '90d95d9f-610b-497a-ad68-e9ef2e68f7e0';
const ONE = '2308fd54-7b8a-4c83-a931-f4bf64c0437d';
const T0 = 1795328200000;
const amy = agentId('amy');
const source = sourceId('fs');
const story = (events: readonly AcdEvent[]): string[] => tellStory(events, new Map([[ONE, 'One']]));

/** A switch that has run for long, to which we came at second 90. */
function connected(): FreeswitchReader {
  const standing = openStanding({ source, kept: new Map(), version: READER_VERSION });
  const here = freeswitchReader({ source, standing });
  here.connected({ core: CORE, startedAt: epochMs(T0 - 9_000_000), at: epochMs(T0 + 90_000) });
  return here;
}

const look = (here: FreeswitchReader, seconds: number, tables: Partial<Tables>): readonly AcdEvent[] =>
  here.tables({ at: epochMs(T0 + seconds * 1000), listeningSince: epochMs(T0 + 90_000), ...tables });

const ROW: MemberRow = {
  member: { member: `m-${ONE}`, contact: contactId(ONE), queue: queueId('support') },
  queuedAt: epochMs(T0),
  state: 'Answered',
  agent: amy,
};

/** What the tables say of a talk since some milliseconds, whose agent has ended a call then. */
const talking = (since: number, lastBridgeEnd: number | undefined, phase = 'Waiting'): Partial<Tables> => ({
  agents: [
    {
      agent: amy,
      status: 'Available',
      phase,
      wrapUpMs: 0,
      statusAt: epochMs(T0 - 7_200_000),
      ...(lastBridgeEnd !== undefined && { lastBridgeEndAt: epochMs(T0 + lastBridgeEnd) }),
    },
  ],
  members: [{ ...ROW, bridgedAt: epochMs(T0 + since) }],
});

describe('a row that the switch has kept as answered though the call is over', () => {
  test('is no talk: its agent has ended a call since', () => {
    const here = connected();
    expect(story(look(here, 91, talking(10_000, 70_000)))).toEqual(['amy signed-in']);
  });

  test('ends the talk, where that was known, when its agent was last in one', () => {
    const here = connected();
    expect(story(look(here, 91, talking(10_000, 5_000, 'In a queue call')))).toContain(
      'One answered support amy',
    );
    const told = look(here, 101, talking(10_000, 98_000));
    expect(story(told)).toEqual(['One ended']);
    expect(told[0]?.at).toBe(T0 + 98_000);
    expect(look(here, 111, talking(10_000, 98_000))).toEqual([]);
  });

  test('is a talk, where the agent ended the call before in the same second and is in one now', () => {
    const here = connected();
    expect(story(look(here, 91, talking(10_000, 10_000, 'In a queue call')))).toContain(
      'One answered support amy',
    );
    expect(look(here, 101, talking(10_000, 10_000, 'In a queue call'))).toEqual([]);
  });

  test('is no talk of an agent who was added anew, and is free', () => {
    const here = connected();
    expect(story(look(here, 91, talking(10_000, undefined)))).toEqual(['amy signed-in']);
    const first = connected();
    expect(story(look(first, 91, talking(10_000, undefined, 'In a queue call')))).toContain(
      'One answered support amy',
    );
    const told = look(first, 101, talking(10_000, undefined));
    expect(story(told)).toEqual(['One ended']);
    expect(told[0]).toMatchObject({ at: T0 + 101_000, clock: 'receipt' });
  });

  test('is believed where the table of agents is not shown to us', () => {
    const here = connected();
    const { members = [] } = talking(10_000, 70_000);
    expect(story(look(here, 91, { members }))).toContain('One answered support amy');
  });
});
