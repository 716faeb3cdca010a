import { open, stat } from 'node:fs/promises';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { QueuesSeen } from './examine-ami.ts';
import { bad, good, poor, type Finding } from './finding.ts';

export type QueueLogExamination = {
  readonly path: string;
  readonly now: EpochMs;
  /** What the manager interface told; undefined where there is none, or it did not answer. */
  readonly seen: QueuesSeen | undefined;
};

/** Reads the end of the log, and judges whether it is written and how it names agents. */
export async function examineQueueLog(examination: QueueLogExamination): Promise<readonly Finding[]> {
  const { path, now, seen } = examination;
  let lines: readonly string[];
  let writtenAt: EpochMs;
  try {
    writtenAt = epochMs((await stat(path)).mtimeMs);
    lines = await readEnd(path);
  } catch (cause) {
    return [bad(FileFailure.of('read', path, cause).message, UNREADABLE)];
  }
  const verbs = lines.filter((line) => /^\d{9,}\|([^|]*\|){4}/.test(line));
  if (lines.length > 0 && verbs.length === 0)
    return [
      bad(
        `${path} is no queue_log: ${JSON.stringify(lines[0]?.slice(0, 60))}`,
        'name the file that astlogdir in asterisk.conf has as queue_log',
      ),
    ];
  return [examineAge(path, now - writtenAt, verbs.length), examineNames(verbs, seen)].flatMap(
    (one) => one ?? [],
  );
}

const UNREADABLE =
  'let whoever runs Callboard read it (usermod -aG asterisk, or setfacl -m u:callboard:r), and set queue_log=yes in logger.conf where there is none';

/** A floor that has no contact for so long is closed, or its log is. */
const OLD_MS: DurationMs = DAY_MS;

function examineAge(path: string, ageMs: DurationMs, lines: number): Finding {
  if (lines === 0)
    return poor(
      `${path} is empty`,
      'call a queue: when nothing is written, set queue_log=yes in logger.conf, and queue_log_to_file=yes where it goes to a database',
    );
  const words =
    ageMs < HOUR_MS
      ? `${Math.max(0, Math.round(ageMs / MINUTE_MS))} min`
      : `${Math.round(ageMs / HOUR_MS)} h`;
  if (ageMs < OLD_MS) return good(`${path} was written ${words} ago`);
  return poor(
    `${path} was last written ${words} ago`,
    'if there were calls since, look at queue_log and queue_log_to_file in logger.conf, and whether the log is another file by now',
  );
}

/** Where members have names, a log that names them by their interface has two names for one agent. */
function examineNames(lines: readonly string[], seen: QueuesSeen | undefined): Finding | undefined {
  const named = lines
    .map((line) => line.split('|', 5))
    .filter(([, , , , verb]) => verb === 'ADDMEMBER' || verb === 'REMOVEMEMBER');
  const byInterface = named.find(([, , , agent = '']) => /^[A-Za-z][\w-]*\//.test(agent));
  if (byInterface === undefined)
    return named.length === 0 ? undefined : good('the log names agents by their names');
  const [, , , agent = ''] = byInterface;
  const name = seen?.members.find(({ location }) => location === agent)?.name;
  if (name === agent)
    return good(
      'members have no names of their own: the log and the live events call them by their interface',
    );
  return poor(
    `the log calls an agent ${agent}${name === undefined ? '' : `, and elsewhere ${name}`} (log_membername_as_agent=no)`,
    'set log_membername_as_agent=yes in [general] of queues.conf, or name them in the definitions under agents:',
  );
}

/** Some thousand lines: a few hours of most floors. */
const END_BYTES = 131_072;

async function readEnd(path: string): Promise<readonly string[]> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - END_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(END_BYTES), 0, END_BYTES, from);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines.slice(from === 0 ? 0 : 1).filter((line) => line !== '');
  } finally {
    await handle.close();
  }
}
