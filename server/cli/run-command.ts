import type { Command } from 'commander';
import { FileFailure } from '../files/file-failure.ts';
import { PlanningFailure } from '../planning/work/planning-failure.ts';

/** A command could not do its work; the message is for the person who typed it, and the program exits with 1. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFailure';
  }
}

/** Runs a command. An error that the user can fix is printed in one line, and the program exits with 1; any other error is thrown on. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!isFailure(cause)) throw cause;
    process.stderr.write(`callboard: ${cause.message}\n`);
    process.exitCode = 1;
  }
}

const isFailure = (cause: unknown): cause is Error =>
  cause instanceof CommandFailure ||
  cause instanceof FileFailure ||
  cause instanceof PlanningFailure ||
  // By its name: `--version` loads no more than it needs.
  (cause instanceof Error && cause.name === 'StorageFailure');

/** Makes the program exit with 2 when `command` is mistyped, and with 0 after its help. */
export function endWithTwoOnMistakes(command: Command): Command {
  return command.exitOverride((problem) => {
    process.exit(problem.exitCode === 0 ? 0 : 2);
  });
}
