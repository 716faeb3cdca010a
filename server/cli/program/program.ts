import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { endWithTwoOnMistakes } from '../run-command.ts';
import { COMMANDS } from './commands.ts';

/**
 * The program with the one command that `typed` calls; the others are known by name and summary only, so that nothing is
 * loaded that is not used.
 */
export async function program(typed: readonly string[]): Promise<Command> {
  const whole = new Command('callboard')
    .description('Real-time workforce management for contact centres')
    .version(versionOfPackage())
    // Else options of a command's own commands (schedule replan --out) would be taken by the command above them.
    .enablePositionalOptions();
  const called = commandCalled(typed);
  for (const { name, summary, load } of COMMANDS)
    whole.addCommand((name === called ? await load() : new Command(name)).summary(summary));
  return endWithTwoOnMistakes(whole);
}

/** The first word that is no option: the program itself has no option with a value. After `help` it is the next one. */
function commandCalled(typed: readonly string[]): string | undefined {
  const [first, second] = typed.filter((word) => !word.startsWith('-'));
  return first === 'help' ? second : first;
}

function versionOfPackage(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
