import { Command, InvalidArgumentError } from 'commander';
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
