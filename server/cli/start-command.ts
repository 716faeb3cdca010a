import { Command, InvalidArgumentError } from 'commander';
import { pino } from 'pino';
import { usualCentre } from '#domain/centre.ts';
import { openAllowed } from '../access/same-host.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { startServer, type RunningServer } from '../start/start-server.ts';
import { readCentre } from './read-centre.ts';
import { CommandFailure, endWithTwoOnMistakes, runCommand } from './run-command.ts';
import { folderOption } from './token-command.ts';

type StartOptions = {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly definitions?: string;
  readonly open?: true;
  readonly origin: readonly string[];
  readonly log: string;
};

/** `callboard start`: the server. */
export function startCommand(): Command {
  const command = new Command('start')
    .description('run the server: take events, count, alert, and serve the wall')
    .addOption(folderOption())
    .option('--port <number>', 'port to listen on; 0 takes a free one', portNumber, 8080)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--definitions <file>', 'queues, targets, zone, sites and alerts, in YAML')
    .option('--open', 'ask for no token (only on a loopback address)')
    .option(
      '--origin <origin...>',
      'other origins whose pages may connect, such as https://wall.example.com',
      [],
    )
    .option('--log <level>', 'what is logged: debug, info, warn, error or silent', 'info')
    .addHelpText('after', EXAMPLE)
    .action((options: StartOptions) => runCommand(() => start(options)));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard start --open
  callboard start --data /var/lib/callboard --definitions centre.yaml`;

async function start(options: StartOptions): Promise<void> {
  const { host, port } = options;
  if (options.open === true && !openAllowed(host)) {
    throw new CommandFailure(`--open asks for no token, so it needs a loopback address; --host is ${host}`);
  }
  const centre =
    options.definitions === undefined
      ? // Queues appear as they are seen, in this machine's time zone.
        usualCentre(Intl.DateTimeFormat().resolvedOptions().timeZone)
      : await readCentre(options.definitions);
  const log = pino({ level: options.log }, pino.destination({ fd: 2, sync: false }));
  const server = await startServer({
    folder: options.data,
    centre,
    host,
    port,
    log,
    open: options.open === true,
    origins: options.origin,
  }).catch(rethrowInWords);
  process.stdout.write(`the wall is at http://${host}:${server.port}/wall\n`);
  stopOnSignals(server);
}

/** A second signal ends the program at once. */
function stopOnSignals(server: RunningServer): void {
  const stop = (): void => {
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`callboard: ${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function rethrowInWords(cause: unknown): never {
  if (cause instanceof StorageFailure) throw new CommandFailure(cause.message, { cause });
  if (cause instanceof Error && 'code' in cause) throw new CommandFailure(cause.message, { cause });
  throw cause;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port;
  throw new InvalidArgumentError(`expected a port from 0 to 65535, got ${text}`);
}
