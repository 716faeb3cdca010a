import type { Command } from 'commander';
import { FileFailure } from '../files/file-failure.ts';
import { PlanningFailure } from '../planning/work/planning-failure.ts';

/** A command that could not do its work, in words for whoever typed it; the program ends with 1. */
export class CommandFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFailure';
  }
}

/** Runs a command's work: what failed for a reason the user can mend is said in one line, and the program ends with 1. */
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
  cause instanceof CommandFailure || cause instanceof FileFailure || cause instanceof PlanningFailure;

/** A mistake in how `command` was typed ends the program with 2; asking for help ends it with 0. */
export function endWithTwoOnMistakes(command: Command): Command {
  return command.exitOverride((problem) => {
    process.exit(problem.exitCode === 0 ? 0 : 2);
  });
}
