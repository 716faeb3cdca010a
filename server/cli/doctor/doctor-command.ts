import { Command } from 'commander';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';

/** `callboard doctor`: whether the sources of the definitions can be reached, and what is missing. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('try each source of the definitions, and say what is missing and how to mend it')
    .requiredOption('--definitions <file>', 'the definitions that the server is started with')
    .addHelpText('after', EXAMPLE)
    .action(({ definitions }: { readonly definitions: string }) =>
      runCommand(async () => (await import('./examine-sources.ts')).examineSources(definitions)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Ends with 1 when something does not work; what could be better is only said.

Example:
  callboard doctor --definitions centre.yaml`;
