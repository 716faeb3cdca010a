import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Centre } from '#domain/centre.ts';
import type { SourceId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { openAccess } from '../access/open-access.ts';
import { recoverWorld } from '../checkpoint/checkpoint.ts';
import { systemClock } from '../clock/clock.ts';
import { readHistoryPage, type HistoryQuestion } from '../history/read-history-page.ts';
import type { Companion } from '../web/companion.ts';
import { historyFolder, journalFile, openDataFolder, worldFile } from './data-folder.ts';
import { openHistory } from './open-history.ts';
import { definitionsFingerprint } from '../definitions/definitions-fingerprint.ts';
import { overflowOf } from '../floor/floor-room.ts';
import { openContacts } from '../floor/open-contacts.ts';
import { floorTime } from '../floor/source-states.ts';
import { createFeeds } from '../ingest/intake/feeds.ts';
import { openHooks, type Hook } from '../ingest/hooks/open-hooks.ts';
import { createInbox } from '../ingest/intake/inbox.ts';
import { createOpenBodies } from '../ingest/intake/open-bodies.ts';
import { createReadingTurns } from '../ingest/intake/reading-turns.ts';
import { createRefusals } from '../ingest/intake/refusals.ts';
import { systemTimers } from '../clock/timers.ts';
import { reportSources } from '../ingest/report-sources.ts';
import { socketIntake } from '../ingest/intake/socket-intake.ts';
import { logSources } from '../ingest/links/log-sources.ts';
import { barredSources, neverConnected } from '../ingest/links/never-connected.ts';
import { createSourceHealth } from '../ingest/links/source-health.ts';
import { checkSecrets, startSources } from '../ingest/start-sources.ts';
import { sqliteJournal } from '../journal/sqlite-journal.ts';
import { createTransport } from '../push/create-transport.ts';
import { createHub, type Hub } from '../push/hub.ts';
import { wallSocket } from '../push/wall-socket.ts';
import { createServerMetrics } from '../web/server-metrics.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import { startTickLoop, type TickLoop } from './tick-loop.ts';
import { createHttp } from '../web/create-http.ts';
import type { CurrentBoard } from '../web/read-routes.ts';
import { listQueues } from '../pipeline/list-queues.ts';
import type { Terms } from '../pipeline/take-events.ts';
import type { World } from '../pipeline/world.ts';

export type ServerOptions = {
  readonly folder: string;
  readonly centre: Centre;
  readonly host: string;
  readonly port: number;
  /** No token is asked; only on a loopback address. */
  readonly open: boolean;
  readonly origins: readonly string[];
  /** Addresses and networks of proxies whose word on addresses and https is believed. Absent: none. */
  readonly proxies?: readonly string[];
  readonly log: Logger;
  /** A demonstration in the same process. Absent: a real floor. */
  readonly companion?: Companion;
};

export type RunningServer = {
  readonly port: number;
  /** Stops listening, commits what was taken, writes a checkpoint. */
  stop(): Promise<void>;
};

const PAGES = fileURLToPath(new URL('../../wallboard/dist', import.meta.url));

/** How often sockets of revoked tokens are looked for. */
const RECHECK_EVERY_MS = SECOND_MS;

/**
 * Builds the server from its parts and starts it: recovers the world first, listens last. Throws when the data folder is
 * in use, damaged or not writable, or the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { companion, log } = options;
  const { folder, terms, hooks, journal, store, world, reached } = await openKept(options);
  const parts = connectParts(world, terms, log);
  const hub = markedHub(parts.hub, companion);
  const turns = {
    floorNow: () => loop.floorNow(),
    between: <Result>(work: () => Promise<Result>) => loop.between(work),
  };
  const history = openHistory({ folder: historyFolder(folder), world, store, log, ...turns });
  const kept = { world, terms, clock: systemClock, journal, store, history, log };
  const loop = startTickLoop({ ...parts, ...kept, hub });
  // Beside everything else: who asks before it is done is told so.
  void history.resume().catch((error: unknown) => log.error({ err: error }, 'the history was not taken up'));
  const doors = await openDoors(options, folder, { ...parts, hooks, world, store, loop });
  const leave = companion?.start(parts.inbox);
  const close = async (): Promise<void> => {
    leave?.();
    await doors.close();
    await loop.stop();
    await history.close();
    await store.close();
    await journal.close();
  };
  const ports = { ...parts, clock: systemClock, timers: systemTimers, random: Math.random, log };
  const known = { ...ports, standing: (source: SourceId) => journal.standing(source) };
  const places = { ...reached, heard: world.floor.sources };
  const sources = await startSources(places, known).catch(async (cause: unknown) => {
    await close();
    throw cause;
  });
  return {
    port: doors.port,
    async stop() {
      await sources.stop();
      await close();
    },
  };
}

/** What is on the disk, and the world that was rebuilt from it. */
async function openKept({ centre, companion, log, ...options }: ServerOptions) {
  const folder = openDataFolder(options.folder);
  const terms = { centre, zone: timeZone(centre.zone), definitions: definitionsFingerprint(centre) };
  const reached = { sources: centre.sources, environment: process.env };
  await checkSecrets(reached);
  const hooks = await openHooks(centre.sources, process.env);
  const journal = sqliteJournal({ file: journalFile(folder) });
  const store = sqliteWorldStore({ file: worldFile(folder), said: (sentence) => log.warn(sentence) });
  // A demonstration lives at a speed of its own.
  const time = companion === undefined ? 'ours' : 'told';
  const world = await recoverWorld({ journal, store, terms, clock: systemClock, log, gridMs: GRID_MS, time });
  return { folder, terms, reached, hooks, journal, store, world };
}

type Counted = Pick<Parts, 'world' | 'store' | 'loop'> & { readonly zone: TimeZone };

/** Pages of what was counted, each read between two steps. */
const historyOf =
  ({ world, loop, store, zone }: Counted) =>
  (question: HistoryQuestion) =>
    loop.between(() => readHistoryPage({ store, zone, tally: world.tally, now: loop.floorNow() }, question));

/** A hub whose boards carry the companion's word. */
const markedHub = (hub: Hub, companion: Companion | undefined): Pick<Hub, 'publish' | 'heartbeat'> =>
  companion === undefined
    ? hub
    : { ...hub, publish: (board, ...at) => hub.publish(companion.mark(board), ...at) };

/** What the loop, the doors and the sources share. */
function connectParts(world: World, { centre, zone }: Terms, log: Logger) {
  const floorClock = (): EpochMs => floorTime(world.floor, systemClock());
  const refusals = createRefusals();
  const feeds = createFeeds();
  const health = logSources(createSourceHealth(systemClock), {
    log,
    clock: systemClock,
    timers: systemTimers,
  });
  const cut = () => new Set([...feeds.cut(), ...neverConnected(health.list())]);
  const refused = () => refusals.bySource();
  return {
    floorClock,
    // A recording may be ahead of our clock; what is too far ahead is measured from the floor's.
    intakeClock: (): EpochMs => epochMs(Math.max(systemClock(), floorClock())),
    inbox: createInbox(),
    hub: createHub(floorClock),
    refusals,
    feeds,
    health,
    cut,
    barred: () => barredSources(health.list()),
    refused,
    overflow: (event: AcdEvent) => overflowOf(world.floor, event),
    openContacts: (source: SourceId) => openContacts(world.floor, source),
    listedQueues: (_: SourceId, queues: Iterable<string>) => listQueues(world, queues),
    sources: () =>
      reportSources({
        floor: world.floor,
        centre,
        zone,
        health: health.list(),
        refused: refused(),
        cut: cut(),
        serverNow: systemClock(),
      }),
  };
}

type Parts = ReturnType<typeof connectParts> & {
  readonly hooks: ReadonlyMap<SourceId, Hook>;
  readonly world: World;
  readonly loop: TickLoop;
  readonly store: WorldStore;
};

type Doors = { readonly port: number; close(): Promise<void> };

/** Pages, HTTP and sockets on one port. */
async function openDoors({ log, ...options }: ServerOptions, folder: string, parts: Parts): Promise<Doors> {
  const { loop, inbox, hub, refusals, feeds, floorClock, health, hooks, sources } = parts;
  const { access, ...doors } = openAccess({ ...options, folder, clock: systemClock, log });
  const reading = { openBodies: createOpenBodies(), turns: createReadingTurns(), overflow: parts.overflow };
  const ports = { inbox, refusals, clock: parts.intakeClock, ...reading };
  const http = await createHttp({
    ...ports,
    access,
    wrongs: doors.wrongs,
    feeds,
    log,
    pagesFolder: PAGES,
    board: () => boardOf(hub, floorClock()),
    failure: () => loop.failure()?.message,
    metrics: createServerMetrics(parts),
    sources,
    history: historyOf({ ...parts, zone: timeZone(options.centre.zone) }),
    hooks: { hooks, health, timers: systemTimers },
    ...(options.companion !== undefined && { companion: options.companion }),
  });
  const sockets = { access, ...doors, log };
  const routes = [wallSocket({ hub, ...sockets }), socketIntake({ ...ports, ...sockets, feeds })];
  const transport = await createTransport({ http, routes, maxBodyBytes: BATCH_LIMITS.bodyBytes }, log);
  const port = await transport.listen(options.port, options.host);
  const recheck = setInterval(() => doors.recheck(), RECHECK_EVERY_MS);
  return {
    port,
    async close() {
      clearInterval(recheck);
      await transport.close();
      await http.close();
      doors.close();
    },
  };
}

function boardOf(hub: Hub, serverAt: EpochMs): CurrentBoard | undefined {
  const current = hub.current();
  return current === undefined ? undefined : { ...current, serverAt };
}
