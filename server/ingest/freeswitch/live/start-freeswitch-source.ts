import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { USUAL_BACK_OFF } from '../../links/back-off.ts';
import { createCourier, type Courier, type Told } from '../../links/courier.ts';
import { keepLinked } from '../../links/keep-linked.ts';
import { sourceLinks } from '../../links/source-links.ts';
import type { RunningSource, SourcePorts } from '../../links/source-ports.ts';
import { openStanding, type Standing } from '../../links/standing.ts';
import { every } from '../../../clock/timers.ts';
import { READER_VERSION, freeswitchReader, type FreeswitchReader } from '../freeswitch-reader.ts';
import type { Tables } from '../take-tables.ts';
import { judgeQuestion } from './judge-question.ts';
import { liveEsl, type LiveEslOptions } from './live-esl.ts';

export type FreeswitchSourceOptions = {
  readonly source: SourceId;
  readonly definition: FreeswitchDefinition;
  /** The password of the event socket; asked for each connection. */
  readonly password: () => Promise<string>;
};

/** Wrap-up ends by time alone, and is told this soon after. */
const SETTLE_EVERY_MS: DurationMs = SECOND_MS / 4;
/**
 * Follows a FreeSWITCH by its event socket, and connects again whenever the connection is over, until stopped. Rejects when
 * the journal cannot be read.
 */
export async function startFreeswitchSource(
  options: FreeswitchSourceOptions,
  ports: SourcePorts,
): Promise<RunningSource> {
  const { source, definition } = options;
  const health = ports.health.add(source, 'freeswitch');
  const links = sourceLinks(health, ports.feeds);
  const standing = openStanding({ source, kept: await ports.standing(source), version: READER_VERSION });
  const reader = freeswitchReader({ source, wrapUpMs: definition.wrapUpMs, standing });
  const courier = createCourier({ ...ports, source, health: links });
  const outlet = eslOutlet({ source, ports, standing, reader, courier });
  const link = keepLinked({
    ...ports,
    backOff: USUAL_BACK_OFF,
    onState: links.onState('esl'),
    async connect(connection) {
      try {
        return await liveEsl(
          { ...options, ...ports, ...outlet.ears, asked: judgeQuestion(health) },
          connection,
        );
      } finally {
        outlet.lost();
      }
    },
  });
  const undo = every(ports.timers, SETTLE_EVERY_MS, () => outlet.settle());
  return {
    async stop() {
      undo();
      await link.stop();
      outlet.settle();
      await courier.stop();
    },
  };
}

type Parts = {
  readonly source: SourceId;
  readonly ports: SourcePorts;
  readonly standing: Standing;
  readonly reader: FreeswitchReader;
  readonly courier: Courier;
};

type Outlet = {
  readonly ears: Pick<LiveEslOptions, 'connected' | 'word' | 'tables' | 'beat' | 'throttle' | 'missesSome'>;
  /** Lets out what ends by time; lets the switch go on when the journal has caught up. */
  settle(): void;
  /** The connection is over: whether the switch still lives, and what ends by time with it, is said by the next one. */
  lost(): void;
};

/** From what is heard to the courier. */
function eslOutlet(parts: Parts): Outlet {
  const { ports, standing, reader, courier } = parts;
  const { clock } = ports;
  let hold: { pause(): void; resume(): void } | undefined;
  /** How far the switch's clock is ahead of ours; undefined without a connection. */
  let aheadMs: DurationMs | undefined;
  const add = (events: readonly AcdEvent[], refused: Told['refused'] = []): void => {
    courier.tell({ events, refused, standing: standing.changes() });
    if (courier.isBehind()) hold?.pause();
  };
  const seen = (at: EpochMs): void => {
    aheadMs = at - clock();
  };
  return {
    ears: {
      connected(of) {
        seen(of.at);
        add(reader.connected(of));
      },
      word(word) {
        if (word.kind === 'event') add(reader.event(word.event));
        else add([], [{ line: 1, ...word.refusal }]);
      },
      tables: (tables) => takeTables(parts, tables, add),
      missesSome: () => reader.missesSome(),
      beat(at) {
        seen(at);
        add(reader.beat(at));
      },
      throttle: (socket) => {
        hold = socket;
      },
    },
    settle() {
      add(aheadMs === undefined ? [] : reader.settle(epochMs(clock() + aheadMs)));
      if (!courier.isBehind()) hold?.resume();
    },
    lost: () => void (aheadMs = undefined),
  };
}

type Add = (events: readonly AcdEvent[]) => void;

async function takeTables(
  { source, ports, reader, courier }: Parts,
  tables: Tables,
  add: Add,
): Promise<void> {
  add(reader.tables(tables));
  ports.listedQueues(
    source,
    (tables.queues ?? []).map(({ queue }) => queue),
  );
  if (tables.isFirst !== true || tables.members === undefined) return;
  // What is open in the journal is known when all that was told so far is in it.
  await courier.delivered();
  add(reader.endStrays(ports.openContacts(source), tables.at));
}
