import { Command } from 'commander';
import { folderOption } from '../folder-option.ts';
import { endWithTwoOnMistakes, runCommand } from '../run-command.ts';

/** `callboard backup …`: a copy of everything, at any time. */
export function backupCommand(): Command {
  const command = new Command('backup')
    .description(
      'copy journal, counts, history, tokens and documents into an empty folder; the server goes on meanwhile',
    )
    .argument('<folder>', 'where the copy goes: a folder that is empty or not there yet')
    .addOption(folderOption())
    .addHelpText('after', EXAMPLE)
    .action((into: string, { data }: { readonly data: string }) =>
      runCommand(async () => (await import('./run-backup.ts')).runBackup(into, data)),
    );
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Examples:
  callboard backup /backup/callboard-2026-03-04 --data /var/lib/callboard
  callboard journal verify --full --data /backup/callboard-2026-03-04

Whoever owns the data folder may ask; no token is needed. An erasure does not reach backups: delete old ones.`;
