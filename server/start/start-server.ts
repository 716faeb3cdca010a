import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Centre } from '#domain/centre.ts';
import type { ContactId, SourceId } from '#domain/ids.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { DAY_MS, SECOND_MS, epochMs, type EpochMs } from '#domain/time.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { openAccess, type AccessParts } from '../access/open-access.ts';
import { systemClock } from '../clock/clock.ts';
import { readHistoryPage, type HistoryQuestion } from '../history/read-history-page.ts';
import type { Companion } from '../web/companion.ts';
import { historyFolder, keepPrivate, openDataFolder } from './data-folder.ts';
import { figuresDoors } from './figures-doors.ts';
import { openHistory } from './open-history.ts';
import type { History } from '../history/store/history.ts';
import type { Journal } from '../journal/journal.ts';
import { definitionsFingerprint } from '../definitions/definitions-fingerprint.ts';
import { overflowOf } from '../floor/floor-room.ts';
import { openContacts } from '../floor/open-contacts.ts';
import { floorTime } from '../floor/source-states.ts';
import { createFeeds } from '../ingest/intake/feeds.ts';
import { openHooks, type Hook } from '../ingest/hooks/open-hooks.ts';
import { hashedInbox, type HashCustomer } from '../ingest/intake/hash-customers.ts';
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
import { createTransport } from '../push/create-transport.ts';
import { createHub, type Hub } from '../push/hub.ts';
import { wallSocket } from '../push/wall-socket.ts';
import { createServerMetrics } from '../web/server-metrics.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { listenForOwner } from '../keeping/control/control.ts';
import { answerOwner } from './answer-owner.ts';
import type { Keep } from '../keeping/retention.ts';
import { USUAL_KEEP_DAYS } from '../keeping/usual-keep.ts';
import type { Recounting } from './recounting.ts';
import { openFolder } from './open-folder.ts';
import { logStates } from './log-states.ts';
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
  /** How long what is over is kept. Absent: 13 months. */
  readonly keep?: Keep;
  /** Makes another key of a customer's, before anything is written. Absent: keys stay as they are told. */
  readonly hashCustomer?: HashCustomer;
  /** A demonstration in the same process. Absent: a real floor. */
  readonly companion?: Companion;
};

export type RunningServer = {
  readonly port: number;
  /** Stops listening, commits what was taken, writes a checkpoint. */
  stop(): Promise<void>;
};

const PAGES = fileURLToPath(new URL('../../wallboard/dist', import.meta.url));

const USUAL_KEEP: Keep = { contactsMs: USUAL_KEEP_DAYS * DAY_MS, journalMs: USUAL_KEEP_DAYS * DAY_MS };

/** How often sockets of revoked tokens are looked for. */
const RECHECK_EVERY_MS = SECOND_MS;

/**
 * Builds the server from its parts and starts it: recovers the world first, listens last. Throws when the data folder is
 * in use, damaged or not writable, or the port is taken.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { companion, log } = options;
  const kept = await openKept(options);
  const { folder, reached, journal, world, recounting } = kept;
  const parts = connectParts(world, kept.terms, options);
  const { history, loop } = startLive(options, kept, parts);
  const doors = await openDoors(options, { ...parts, ...kept, loop, history });
  const answer = answerOwner({ ...kept, ...options, folder, loop, history });
  const owner = await listenForOwner(folder, answer, log);
  const leave = companion?.start(parts.inbox);
  const close = async (): Promise<void> => {
    leave?.();
    await owner.close();
    await doors.close();
    await loop.stop();
    await history.close();
    await kept.close();
  };
  const ports = { ...parts, clock: systemClock, timers: systemTimers, random: Math.random, log };
  const known = { ...ports, standing: (source: SourceId) => journal.standing(source) };
  const start = () => startSources({ ...reached, heard: world.floor.sources }, known);
  const sources = await startWhenCounted(start, recounting, log).catch(async (cause: unknown) => {
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

/** What goes on for ever: the loop, and the history that it tells. */
function startLive(
  { companion, log }: ServerOptions,
  kept: Awaited<ReturnType<typeof openKept>>,
  parts: ReturnType<typeof connectParts>,
) {
  const { folder, world, store, recounting } = kept;
  const hub = markedHub(parts.hub, companion);
  const history = openHistory({ folder: historyFolder(folder), world, store, log, loop: () => loop });
  const keepHouse = kept.retention(async (until) => void (await history.forgetBefore(until)));
  const loop = startTickLoop({ ...parts, ...kept, history, hub, keepHouse });
  // Beside everything else: who asks before it is done is told so.
  void recounting.counted
    .then(() => history.resume())
    .catch((error: unknown) => log.error({ err: error }, 'the history was not taken up'));
  return { history, loop };
}

/** Readers ask which contacts are open, so the floor is counted before they do. Rejects where they cannot be started now. */
async function startWhenCounted(
  start: () => ReturnType<typeof startSources>,
  recounting: Recounting,
  log: Logger,
): ReturnType<typeof startSources> {
  if (!recounting.isBehind()) return start();
  const starting = recounting.counted.then(start);
  starting.catch((cause: unknown) => log.fatal({ err: cause }, 'sources could not be started'));
  return {
    async stop() {
      // Where they could not be started, that was said.
      if (!recounting.isBehind()) await (await starting.catch(() => undefined))?.stop();
    },
  };
}

/** What is on the disk, and the world that was rebuilt from it, or is being rebuilt. */
async function openKept({ centre, companion, log, keep = USUAL_KEEP, ...options }: ServerOptions) {
  const folder = openDataFolder(options.folder);
  keepPrivate(folder);
  const terms = { centre, zone: timeZone(centre.zone), definitions: definitionsFingerprint(centre) };
  const reached = { sources: centre.sources, environment: process.env };
  await checkSecrets(reached);
  const hooks = await openHooks(centre.sources, process.env);
  const entry = openAccess({ ...options, folder, clock: systemClock, log });
  // A demonstration lives at a speed of its own.
  const time = companion === undefined ? 'ours' : 'told';
  return { folder, reached, hooks, entry, ...(await openFolder({ folder, terms, time, keep, log })) };
}

type Counted = Pick<Parts, 'world' | 'store' | 'loop' | 'recounting'> & { readonly zone: TimeZone };

/** Pages of what was counted, each read between two steps; none while that is counted again, for they would say too little. */
const historyOf =
  ({ world, loop, store, zone, recounting }: Counted) =>
  (question: HistoryQuestion) =>
    recounting.progress() === undefined
      ? loop.between(() =>
          readHistoryPage({ store, zone, tally: world.tally, now: loop.floorNow() }, question),
        )
      : undefined;

/** A hub whose boards carry the companion's word. */
const markedHub = (hub: Hub, companion: Companion | undefined): Pick<Hub, 'publish' | 'heartbeat'> =>
  companion === undefined
    ? hub
    : { ...hub, publish: (board, ...at) => hub.publish(companion.mark(board), ...at) };

/** What the loop, the doors and the sources share. */
function connectParts(world: World, { centre, zone }: Terms, { log, hashCustomer }: ServerOptions) {
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
    inbox: hashedInbox(createInbox(), hashCustomer),
    hub: createHub(floorClock),
    refusals,
    feeds,
    health,
    cut,
    barred: () => barredSources(health.list()),
    watch: logStates({ log, timers: systemTimers }),
    refused,
    overflow: (event: AcdEvent) => overflowOf(world.floor, event),
    beganBy: (contact: ContactId) => world.floor.contacts.get(contact)?.facts[0]?.source,
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
  readonly entry: AccessParts;
  readonly hooks: ReadonlyMap<SourceId, Hook>;
  readonly world: World;
  readonly loop: TickLoop;
  readonly store: WorldStore;
  readonly recounting: Recounting;
  readonly history: History;
  readonly journal: Journal;
  readonly folder: string;
};

type Doors = { readonly port: number; close(): Promise<void> };

/** Pages, HTTP and sockets on one port. */
async function openDoors({ log, ...options }: ServerOptions, parts: Parts): Promise<Doors> {
  const { loop, inbox, hub, refusals, feeds, floorClock, health, hooks, sources, overflow, beganBy } = parts;
  const { access, ...doors } = parts.entry;
  const reading = { openBodies: createOpenBodies(), turns: createReadingTurns(), overflow, beganBy };
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
    uncounted: () => Object.fromEntries(parts.world.floor.room.uncounted),
    metrics: createServerMetrics(parts),
    sources,
    history: historyOf({ ...parts, zone: timeZone(options.centre.zone) }),
    figures: figuresDoors(parts, options.centre),
    hooks: { hooks, health, timers: systemTimers },
    ...(options.companion !== undefined && { companion: options.companion }),
  });
  const sockets = { access, ...doors, log };
  const routes = [wallSocket({ hub, ...sockets }), socketIntake({ ...ports, ...sockets, feeds })];
  const transport = await createTransport(
    { http, routes, maxBodyBytes: BATCH_LIMITS.bodyBytes, bodyMs: BATCH_LIMITS.bodyMs },
    log,
  );
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
