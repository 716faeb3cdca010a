import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { FreeswitchDefinition } from '#domain/source-definition.ts';
import { SECOND_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { USUAL_BACK_OFF } from '../../links/back-off.ts';
import { createCourier, type Courier, type Told } from '../../links/courier.ts';
import { keepLinked } from '../../links/keep-linked.ts';
import { sourceLinks } from '../../links/source-links.ts';
import type { RunningSource, SourcePorts } from '../../links/source-ports.ts';
import { standingFile, type StandingFile } from '../../links/standing-file.ts';
import { every } from '../../../clock/timers.ts';
import { freeswitchReader, type FreeswitchReader } from '../freeswitch-reader.ts';
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
/** What is known is kept this often: a caller who came and went within it, just before a crash, stays open for the hours of the usual limit. */
const SAVE_EVERY_MS: DurationMs = SECOND_MS;

/**
 * Follows a FreeSWITCH by its event socket, and connects again whenever the connection is over, until stopped. Rejects when
 * the data folder cannot be read.
 */
export async function startFreeswitchSource(
  options: FreeswitchSourceOptions,
  ports: SourcePorts,
): Promise<RunningSource> {
  const { source, definition } = options;
  const health = ports.health.add(source, 'freeswitch');
  const links = sourceLinks(health, ports.feeds);
  const file = standingFile(ports.folder, source);
  const reader = freeswitchReader({ source, wrapUpMs: definition.wrapUpMs, ...(await standingOf(file)) });
  const courier = createCourier({ ...ports, source, health: links });
  const outlet = eslOutlet({ ports, reader, courier });
  const link = keepLinked({
    ...ports,
    backOff: USUAL_BACK_OFF,
    onState: links.onState('esl'),
    connect: (connection) =>
      liveEsl({ ...options, ...ports, ...outlet.ears, asked: judgeQuestion(health) }, connection),
  });
  const save = saver({ file, reader, courier, ports });
  const undos = [
    every(ports.timers, SETTLE_EVERY_MS, () => outlet.settle()),
    every(ports.timers, SAVE_EVERY_MS, () => save.soon()),
  ];
  return {
    async stop() {
      for (const undo of undos) undo();
      await link.stop();
      outlet.settle();
      const saved = save.now();
      await courier.stop();
      await saved;
    },
  };
}

async function standingOf(file: StandingFile): Promise<{ readonly standing?: string }> {
  const standing = await file.read();
  return typeof standing === 'string' ? { standing } : {};
}

type Parts = { readonly ports: SourcePorts; readonly reader: FreeswitchReader; readonly courier: Courier };

type Outlet = {
  readonly ears: Pick<LiveEslOptions, 'connected' | 'word' | 'tables' | 'beat' | 'throttle'>;
  /** Lets out what ends by time, and what the courier had no room for; makes the switch wait when the journal falls behind. */
  settle(): void;
};

/** From what is heard to the courier. */
function eslOutlet({ ports: { clock }, reader, courier }: Parts): Outlet {
  let hold: { pause(): void; resume(): void } | undefined;
  /** How far the switch's clock is ahead of ours. */
  let aheadMs: DurationMs | undefined;
  const add = (events: readonly AcdEvent[], refused: Told['refused'] = []): void => {
    courier.tell({ events, refused });
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
      tables: (tables) => add(reader.tables(tables)),
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
  };
}

type Saver = { soon(): void; now(): Promise<void> };

/** Keeps what the reader knows once it is committed, and only when it has changed. */
function saver({ file, reader, courier, ports: { log } }: Parts & { readonly file: StandingFile }): Saver {
  let written: string | undefined;
  let running: Promise<void> | undefined;
  const save = async (): Promise<void> => {
    const standing = reader.standing();
    if (standing === written) return;
    await courier.delivered();
    await file.write(standing);
    written = standing;
  };
  const now = async (): Promise<void> => {
    await running;
    running = save();
    await running;
    running = undefined;
  };
  return {
    now,
    soon() {
      if (running !== undefined) return;
      now().catch((error: unknown) => {
        running = undefined;
        log.error({ error }, 'what is known of the switch could not be kept');
      });
    },
  };
}
