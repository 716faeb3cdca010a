import { systemClock } from '../../clock/clock.ts';
import { systemTimers } from '../../clock/timers.ts';
import { examineQueues, type ListedQueues } from '../../ingest/doctor/examine-queues.ts';
import { examineSource } from '../../ingest/doctor/examine-source.ts';
import type { Finding } from '../../ingest/doctor/finding.ts';
import { readCentre } from '../read-centre.ts';

/** Prints what was found out about each source of the definitions; the program ends with 1 when something does not work. */
export async function examineSources(path: string): Promise<void> {
  const { queues, sources } = await readCentre(path);
  if (sources.length === 0) process.stdout.write(`${path} names no sources\n`);
  const listed: ListedQueues[] = [];
  const options = { environment: process.env, clock: systemClock, timers: systemTimers };
  for (const source of sources) {
    process.stdout.write(`${source.id}${source.reach === undefined ? '' : ` (${source.reach.kind})`}\n`);
    const examination = await examineSource(source, options);
    listed.push({ source: source.id, queues: examination.queues });
    print(examination.findings);
  }
  const compared = examineQueues(queues, listed);
  if (compared.length > 0) process.stdout.write('queues\n');
  print(compared);
}

function print(findings: readonly Finding[]): void {
  for (const finding of findings) {
    process.stdout.write(written(finding));
    if (finding.kind === 'bad') process.exitCode = 1;
  }
}

const MARKS: Readonly<Record<Finding['kind'], string>> = {
  good: 'ok  ',
  quiet: 'note',
  poor: 'hint',
  bad: 'BAD ',
};

function written(finding: Finding): string {
  const line = `  ${MARKS[finding.kind]}  ${finding.said}\n`;
  return finding.kind === 'good' ? line : `${line}        → ${finding.mend}\n`;
}
