import type { AcdEvent } from '#domain/acd-event.ts';
import { sourceId } from '#domain/ids.ts';
import { MINUTE_MS, SECOND_MS, epochMs } from '#domain/time.ts';
import { openContacts } from '../../../floor/open-contacts.ts';
import type { StandingChange } from '../../../journal/journal.ts';
import { replayEvents, startReplay, type Replay } from '../../../replay/replay.ts';
import { openStanding, type Standing } from '../../links/standing.ts';
import { eslFramer, type EslFramer } from '../esl-framer.ts';
import { READER_VERSION, freeswitchReader, type FreeswitchReader } from '../freeswitch-reader.ts';
import { askTables } from '../live/ask-tables.ts';
import { readEslMessage } from '../read-esl-message.ts';
import type { SaidEvent } from './esl-events.ts';
import type { FakeCallcenter } from './fake-callcenter.ts';

/** A reader that follows a fake switch in the switch's own time, with a journal that commits when it is told to. */
export type Following = {
  /** What is in the journal, counted. */
  readonly counted: Replay;
  /** Numbers of events of the switch of which what followed is in the journal. */
  readonly heard: ReadonlySet<number>;
  /** Frames that could not be read. */
  readonly refused: readonly string[];
  /** Since when it is connected; undefined: it is not. */
  liveSince(): number | undefined;
  hear(said: readonly SaidEvent[]): void;
  /** What a live connection does by the clock. */
  turn(): Promise<void>;
  commit(): void;
  /** Login, then events, then tables. */
  connect(): Promise<void>;
  cut(): void;
  /** kill -9: what was not committed is gone. */
  kill(): void;
};

const SOURCE = sourceId('fs');
const BEAT_MS = 5 * SECOND_MS;
const POLL_MS = 10 * SECOND_MS;
const LOOK_AGAIN_MS = 2.5 * SECOND_MS;

type State = {
  readonly fake: FakeCallcenter;
  readonly journal: Journal;
  standing: Standing;
  reader: FreeswitchReader;
  framer: EslFramer;
  liveSince: number | undefined;
  due: { beat: number; poll: number };
  readonly refused: string[];
};

export function followCallcenter(fake: FakeCallcenter): Following {
  const journal = openJournal();
  const state: State = {
    fake,
    journal,
    ...anew(journal),
    framer: eslFramer(),
    liveSince: undefined,
    due: { beat: 0, poll: 0 },
    refused: [],
  };
  return {
    counted: journal.counted,
    heard: journal.heard,
    refused: state.refused,
    liveSince: () => state.liveSince,
    hear: (said) => hear(state, said),
    turn: () => turn(state),
    commit: () => journal.commit(),
    connect: () => connect(state),
    cut: () => void (state.liveSince = undefined),
    kill() {
      journal.forget();
      Object.assign(state, { ...anew(journal), liveSince: undefined });
    },
  };
}

function anew({ kept }: Journal): Pick<State, 'standing' | 'reader'> {
  const standing = openStanding({ source: SOURCE, kept, version: READER_VERSION });
  return { standing, reader: freeswitchReader({ source: SOURCE, standing }) };
}

function tell({ journal, standing }: State, events: readonly AcdEvent[], said?: number): void {
  journal.tell({ events, changes: standing.changes(), said });
}

function hear(state: State, said: readonly SaidEvent[]): void {
  if (state.liveSince === undefined) return;
  for (const one of said)
    for (const frame of state.framer.push(one.bytes)) {
      const message = readEslMessage(frame);
      if (message.kind === 'event') tell(state, state.reader.event(message.event), one.said);
      else state.refused.push(JSON.stringify(message));
    }
}

async function connect(state: State): Promise<void> {
  const { fake, journal } = state;
  const at = epochMs(fake.now());
  const uptime = Math.floor((at - fake.startedAt()) / SECOND_MS);
  const startedAt = epochMs(at - (uptime + 1) * SECOND_MS);
  tell(state, state.reader.connected({ core: fake.core(), at, startedAt }));
  Object.assign(state, {
    framer: eslFramer(),
    liveSince: at,
    due: { beat: at + BEAT_MS, poll: at + POLL_MS },
  });
  await look(state, true);
  journal.commit();
  tell(state, state.reader.endStrays(openContacts(journal.counted.world.floor, SOURCE), at));
  if (state.reader.missesSome()) state.due.poll = at + LOOK_AGAIN_MS;
}

async function look(state: State, isFirst: boolean): Promise<void> {
  const { fake, liveSince = 0 } = state;
  const at = epochMs(fake.now());
  const ask = async (command: string) => {
    const question = command.replace('api callcenter_config ', '');
    // Tables are asked for one after the other, and life goes on in between.
    if (question === 'queue list members') hear(state, fake.step(false));
    return { kind: 'done', body: fake.list(question) } as const;
  };
  const asked = (_: string, denial: string | undefined): void =>
    void (denial === undefined || state.refused.push(denial));
  const tables = await askTables({ session: { ask }, asked, withQueues: isFirst });
  tell(state, state.reader.tables({ at, listeningSince: epochMs(liveSince), isFirst, ...tables }));
}

async function turn(state: State): Promise<void> {
  const { fake, reader, due } = state;
  const now = epochMs(fake.now());
  if (state.liveSince === undefined) return;
  tell(state, reader.settle(now));
  if (now >= due.beat) {
    tell(state, reader.beat(now));
    due.beat = now + BEAT_MS;
  }
  if (now < due.poll) return;
  await look(state, false);
  tell(state, reader.settle(epochMs(fake.now())));
  due.poll = now + POLL_MS;
}

type Word = {
  readonly events: readonly AcdEvent[];
  readonly changes: readonly StandingChange[];
  readonly said: number | undefined;
};
type Journal = {
  readonly counted: Replay;
  readonly heard: Set<number>;
  readonly kept: ReadonlyMap<string, string>;
  tell(word: Word): void;
  commit(): void;
  forget(): void;
};

/** What is told waits until it is committed; an id counts once. What is known is committed with events only. */
function openJournal(): Journal {
  const counted = startReplay({
    zone: 'Etc/UTC',
    intervalMs: 30 * MINUTE_MS,
    withinMs: 20 * SECOND_MS,
    shortAbandonMs: 0,
  });
  const [ids, heard, kept] = [new Set<string>(), new Set<number>(), new Map<string, string>()];
  let waiting: Word[] = [];
  return {
    counted,
    heard,
    kept,
    tell: (word) => void waiting.push(word),
    forget: () => void (waiting = []),
    commit() {
      if (!waiting.some(({ events }) => events.length > 0)) return;
      const events = waiting.flatMap((word) => word.events).filter(({ id }) => !ids.has(id) && ids.add(id));
      for (const { changes, said } of waiting) {
        if (said !== undefined) heard.add(said);
        for (const { key, value } of changes)
          if (value === undefined) kept.delete(key);
          else kept.set(key, value);
      }
      waiting = [];
      replayEvents(counted, events);
    },
  };
}
