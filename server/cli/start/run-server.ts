import { pino } from 'pino';
import { usualCentre } from '#domain/centre.ts';
import { DAY_MS } from '#domain/time.ts';
import { readHashKey } from '../../ingest/intake/hash-customers.ts';
import { openAllowed } from '../../access/same-host.ts';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { startServer } from '../../start/start-server.ts';
import { readCentre } from '../read-centre.ts';
import { CommandFailure } from '../run-command.ts';
import { stopSignal } from '../stop-signal.ts';

export type StartOptions = {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly definitions?: string;
  readonly open?: true;
  readonly origin: readonly string[];
  readonly trustProxy: readonly string[];
  readonly keepContacts: number;
  readonly keepJournal: number;
  readonly hashCustomers?: string;
  readonly log: string;
};

/** Starts the server and says where the wall is; it runs until a signal ends it. */
export async function runServer(options: StartOptions): Promise<void> {
  const { host, port } = options;
  if (options.open === true && !openAllowed(host)) {
    throw new CommandFailure(`--open asks for no token, so it needs a loopback address; --host is ${host}`);
  }
  if (options.open === true && options.trustProxy.length > 0)
    throw new CommandFailure(
      '--open asks for no token, so it must not be behind a proxy: leave out --trust-proxy, or --open',
    );
  const centre =
    options.definitions === undefined
      ? // Queues appear as they are seen, in this machine's time zone.
        usualCentre(Intl.DateTimeFormat().resolvedOptions().timeZone)
      : await readCentre(options.definitions);
  const stop = stopSignal();
  const log = pino({ level: options.log }, pino.destination({ fd: 2, sync: false }));
  const server = await startServer({
    folder: options.data,
    centre,
    host,
    port,
    log,
    open: options.open === true,
    origins: options.origin,
    proxies: options.trustProxy,
    keep: { contactsMs: options.keepContacts * DAY_MS, journalMs: options.keepJournal * DAY_MS },
    ...(options.hashCustomers !== undefined && { hashCustomer: readHashKey(options.hashCustomers) }),
  }).catch(rethrowInWords);
  process.stdout.write(`the wall is at http://${host}:${server.port}/wall\n`);
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve));
  await server.stop();
  process.exit(0);
}

function rethrowInWords(cause: unknown): never {
  if (cause instanceof StorageFailure) throw new CommandFailure(cause.message, { cause });
  if (cause instanceof Error && 'code' in cause) throw new CommandFailure(cause.message, { cause });
  throw cause;
}
