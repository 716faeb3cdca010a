import { readLines } from '../../files/read-lines.ts';
import { CommandFailure } from '../run-command.ts';

/** Reads lines of `PJSIP/alice,Alice`: a name that the switch uses, and the agent it stands for. Throws a CommandFailure for any other line. */
export async function readAgentNames(path: string): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const { first, lines } of readLines(path)) {
    for (const [index, line] of lines.entries()) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      const comma = line.indexOf(',');
      const [name, agent] = [line.slice(0, comma).trim(), line.slice(comma + 1).trim()];
      if (comma === -1 || name === '' || agent === '' || agent.length > NAME_MAX)
        throw new CommandFailure(
          `${path} line ${first + index}: expected "name,agent" such as PJSIP/alice,Alice, got ${line.slice(0, 80)}`,
        );
      names.set(name, agent);
    }
  }
  return names;
}

/** The longest name that an event may hold. */
const NAME_MAX = 200;
