import { Command } from 'commander';
import { folderOption } from '../folder-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';

/** `callboard journal …`: whether everything that was acknowledged is there, and what to do where it is not. */
export function journalCommand(): Command {
  const command = new Command('journal').description(
    'verify or repair the journal of a data folder or of a backup',
  );
  for (const one of [verifyCommand(), repairCommand()]) command.addCommand(endWithTwoOnMistakes(one));
  return endWithTwoOnMistakes(command);
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('say whether all that was acknowledged is there, and exactly what is not; changes nothing')
    .addOption(folderOption())
    .option('--full', 'read every line and every page, which takes a minute for some ten million events')
    .addHelpText('after', EXAMPLE)
    .action((options: { readonly data: string; readonly full?: true }) =>
      runCommand(async () =>
        (await import('./verify-folder.ts')).verifyFolder(options.data, options.full === true),
      ),
    );
}

function repairCommand(): Command {
  return new Command('repair')
    .description(
      'go on without what is lost: what is sound is kept, and the damaged file stays under another name',
    )
    .addOption(folderOption())
    .action((options: { readonly data: string }) =>
      runCommand(async () => (await import('./repair-folder.ts')).repairFolder(options.data)),
    );
}

const EXAMPLE = `
Examples:
  callboard journal verify --data /var/lib/callboard
  callboard journal verify --full --data /backup/callboard-2026-03-04

The server must not run meanwhile; a backup can be verified at any time. Ends with 1 where anything is missing.`;
