import { userInfo } from 'node:os';
import { Command } from 'commander';
import { folderOption } from '../folder-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';
import type { EraseOptions } from './run-erase.ts';

/** `callboard erase …`: a customer asks to be forgotten. */
export function eraseCommand(): Command {
  const command = new Command('erase')
    .description(
      'take the key of a customer out of events, contacts, checkpoint and history; figures stay as they are',
    )
    .requiredOption('--customer <key>', 'the telephone number or other key, as the switch tells it')
    .option('--by <name>', 'who erases, for the record', userInfo().username)
    .addOption(folderOption())
    .addHelpText('after', EXAMPLE)
    .action((options: EraseOptions) =>
      runCommand(async () => (await import('./run-erase.ts')).runErase(options)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard erase --customer 13800138000 --by "data protection" --data /var/lib/callboard

It is written down in erasures.ndjson, with a hash in place of the key. Backups are not reached, nor what the switch itself keeps.
Ids of contacts and events are never changed: where a switch puts the number into them, that is said.`;
