import { Command } from 'commander';
import { systemClock } from '../clock/clock.ts';
import { examineSource } from '../ingest/doctor/examine-source.ts';
import type { Finding } from '../ingest/doctor/finding.ts';
import { systemTimers } from '../clock/timers.ts';
import { readCentre } from './read-centre.ts';
import { endWithTwoOnMistakes, runCommand } from './run-command.ts';

/** `callboard doctor`: whether the sources of the definitions can be reached, and what is missing. */
export function doctorCommand(): Command {
  const command = new Command('doctor')
    .description('try each source of the definitions, and say what is missing and how to mend it')
    .requiredOption('--definitions <file>', 'the definitions that the server is started with')
    .addHelpText('after', EXAMPLE)
    .action(({ definitions }: { readonly definitions: string }) => runCommand(() => examine(definitions)));
  return endWithTwoOnMistakes(command);
}

const EXAMPLE = `
Ends with 1 when something does not work; what could be better is only said.

Example:
  callboard doctor --definitions centre.yaml`;

async function examine(path: string): Promise<void> {
  const { sources } = await readCentre(path);
  if (sources.length === 0) process.stdout.write(`${path} names no sources\n`);
  const options = { environment: process.env, clock: systemClock, timers: systemTimers };
  for (const source of sources) {
    process.stdout.write(`${source.id}${source.reach === undefined ? '' : ` (${source.reach.kind})`}\n`);
    for (const finding of await examineSource(source, options)) {
      process.stdout.write(written(finding));
      if (finding.kind === 'bad') process.exitCode = 1;
    }
  }
}

const MARKS: Readonly<Record<Finding['kind'], string>> = { good: 'ok  ', poor: 'hint', bad: 'BAD ' };

function written(finding: Finding): string {
  const line = `  ${MARKS[finding.kind]}  ${finding.said}\n`;
  return finding.kind === 'good' ? line : `${line}        → ${finding.mend}\n`;
}
