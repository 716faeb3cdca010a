import { Command, InvalidArgumentError } from 'commander';
import { cableCompany } from '../../../forecasting/simulation/centres/cable-company.ts';
import { MOST_SPEED } from '../../demo/demo-routes.ts';
import { addCentreOption } from '../centre-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { DemoCommandOptions } from './run-demo.ts';

/** `callboard demo`: a simulated contact centre with a past, live in the browser, for whoever wants to see before they install. */
export function demoCommand(): Command {
  const command = new Command('demo').description(
    'show a simulated contact centre, live: nothing to set up, no token, nothing left behind',
  );
  addCentreOption(command, cableCompany)
    .option('--speed <n>', `seconds of the floor in one second, at most ${MOST_SPEED}`, speedOf, 1)
    .option('--seed <number>', 'another whole number is another day', wholeUpTo(Number.MAX_SAFE_INTEGER), 1)
    .option(
      '--at <time>',
      'the time on the floor at the beginning: 10:00, or 2026-03-02T10:00 (default: now, or a busy hour where now is a quiet one)',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', wholeUpTo(65_535), 8080)
    .option('--data <dir>', 'an empty folder to keep (default: a temporary one, removed at the end)')
    .option(
      '--weeks <n>',
      'weeks of the past before today (default: as many as are written in seconds)',
      wholeUpTo(52),
    )
    .option('--log <level>', 'what is logged: debug, info, warn, error or silent', 'warn')
    .addHelpText('after', EXAMPLE)
    .action((options: DemoCommandOptions) =>
      runCommand(async () => (await import('./run-demo.ts')).runDemo(options)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard demo
  callboard demo --centre tibetan-seats --speed 60 --port 0`;

function wholeUpTo(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw new InvalidArgumentError(`expected a whole number from 0 to ${most}, got ${text}`);
  };
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (text.trim() !== '' && speed > 0 && speed <= MOST_SPEED) return speed;
  throw new InvalidArgumentError(`expected a number above 0, at most ${MOST_SPEED}, got ${text}`);
}
