import { Command } from 'commander';
import { folderOption } from '../folder-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';

/** `callboard restore …`: a backup becomes a data folder. */
export function restoreCommand(): Command {
  const command = new Command('restore')
    .description('make a data folder of a backup, after every file was compared with what was written')
    .argument('<backup>', 'a folder that callboard backup has made')
    .addOption(folderOption())
    .option('--replace', 'where there is something, keep it under another name and take its place')
    .addHelpText('after', EXAMPLE)
    .action((backup: string, options: { readonly data: string; readonly replace?: true }) =>
      runCommand(async () =>
        (await import('./run-restore.ts')).runRestore(backup, options.data, options.replace === true),
      ),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Example:
  callboard restore /backup/callboard-2026-03-04 --data /var/lib/callboard --replace

Events that were acknowledged after the backup are not in it: senders that keep them can send them again, and what is there already is not counted twice.`;
