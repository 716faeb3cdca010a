import { Command, InvalidArgumentError } from 'commander';
import { USUAL_KEEP_DAYS } from '../../keeping/usual-keep.ts';
import { folderOption } from '../folder-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { StartOptions } from './run-server.ts';

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
    .option(
      '--trust-proxy <address...>',
      'proxies in front whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses, networks, or loopback',
      [],
    )
    .option(
      '--keep-contacts <days>',
      'let go of contacts, and of days of the history, that are older',
      wholeDays,
      USUAL_KEEP_DAYS,
    )
    .option('--keep-journal <days>', 'let go of events that are older', wholeDays, USUAL_KEEP_DAYS)
    .option(
      '--hash-customers <key-file>',
      "keep a keyed hash instead of customers' numbers; whoever has the file can find one again",
    )
    .option('--log <level>', 'what is logged: debug, info, warn, error or silent', 'info')
    .addHelpText('after', EXAMPLE)
    .action((options: StartOptions) =>
      runCommand(async () => (await import('./run-server.ts')).runServer(options)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard start --open
  callboard start --data /var/lib/callboard --definitions centre.yaml`;

function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535 && text.trim() !== '') return port;
  throw new InvalidArgumentError(`expected a port from 0 to 65535, got ${text}`);
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`expected whole days from 1 to ${MOST_DAYS}, got ${text}`);
}

/** A century: whoever wants to keep everything. */
const MOST_DAYS = 36_500;
