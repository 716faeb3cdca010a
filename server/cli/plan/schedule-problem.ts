import { SECOND_MS } from '#domain/time.ts';
import type { TableReading } from '#domain/table-reading.ts';
import type { PlanProgress } from '../../../schedules/plan/model/plan-tools.ts';
import { liveRoster, livedTotals, type LiveQuestion } from '../../planning/roster/live-roster.ts';
import { planRoster } from '../../planning/roster/plan-roster.ts';
import { systemClock } from '../../clock/clock.ts';
import { systemTimers } from '../../clock/timers.ts';
import { brokenSentences } from '../../planning/roster/broken-sentences.ts';
import { steadyProgress } from '../steady-progress.ts';
import { notOntoItself } from '../not-onto-itself.ts';
import { CommandFailure } from '../run-command.ts';
import { keepTypedMapping, tableChoicesOf } from './table-choices-of.ts';
import type { TableOptions } from './table-options.ts';
import { listReadingLines, tableReadingLines } from './table-words.ts';
import { writeRoster } from '../../planning/roster/written/write-roster.ts';
import { planSummary } from './plan-summary.ts';
import { percentText } from '../percent-text.ts';
import { gapOf } from '../../../schedules/plan/gap-of.ts';

export type ProblemOptions = TableOptions & {
  readonly seconds: number;
  readonly seed: number;
  readonly out: string;
  readonly excel?: boolean;
  /** Weeks to live the roster in the simulator. Absent: none. */
  readonly liveThrough?: number;
};

/** Plans the shifts of a problem's document and writes them; a problem without a roster ends with 2. */
export async function scheduleProblem(
  file: string,
  options: ProblemOptions,
  signal: AbortSignal,
): Promise<void> {
  const { seconds, seed, out, excel, liveThrough } = options;
  const begunAt = systemClock();
  const line = steadyProgress(process.stderr, { now: systemClock, timers: systemTimers });
  try {
    const choices = await tableChoicesOf(options);
    const { problem, written, answer } = await planRoster(
      { file, choices, seconds, seed },
      {
        now: () => begunAt,
        onFiles: (inputs) => notOntoItself({ inputs, outs: { '--out': out } }),
        onPeopleReading: (reading) =>
          process.stderr.write(`${listReadingLines(reading, 'person').join('\n')}\n`),
        onReading: (reading) => sayPlan(reading, options),
        onProgress: (now) =>
          line.show(() => progressLine(now, { passed: (systemClock() - begunAt) / SECOND_MS, seconds })),
        signal,
      },
    );
    line.clear();
    if (answer.kind === 'infeasible') return sayWhy(answer.because);
    if (answer.kind === 'none') return sayTooShort(seconds, brokenSentences(problem, answer.broken));
    const { plan } = answer;
    await writeRoster(written, { problem, plan, out, excel, writtenAt: systemClock() });
    process.stderr.write(planSummary(problem, plan));
    if (liveThrough !== undefined) sayLived({ problem, plan, weeks: liveThrough, seed });
  } finally {
    line.clear();
  }
}

/** What was understood of the plan's table; the mapping that was typed for it is kept. */
async function sayPlan(reading: TableReading, options: ProblemOptions): Promise<void> {
  const kept = await keepTypedMapping(options);
  const lines = [
    ...tableReadingLines(reading, `${reading.intervals} intervals`),
    ...(kept === undefined ? [] : [kept]),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
}

type Passed = { readonly passed: number; readonly seconds: number };

/** `20 s of 60 s: cost 83.40, bound 38.85, gap 53.4 %`; a dash for what is not known yet. */
function progressLine({ cost, bound }: PlanProgress, { passed, seconds }: Passed): string {
  const gap = cost === undefined || bound === undefined ? undefined : gapOf(cost, bound);
  const figures = [
    `cost ${cost?.toFixed(2) ?? '–'}`,
    `bound ${bound?.toFixed(2) ?? '–'}`,
    `gap ${gap === undefined ? '–' : percentText(gap)}`,
  ];
  return `${passed.toFixed(0)} s of ${seconds} s: ${figures.join(', ')}`;
}

function sayWhy(because: readonly string[]): void {
  process.stderr.write(
    `callboard: no roster keeps to the rules\n${because.map((said) => `  ${said}\n`).join('')}`,
  );
  process.exitCode = 2;
}

function sayTooShort(seconds: number, broken: readonly string[]): void {
  const nearest = broken.length === 0 ? '' : ' What the nearest one breaks:';
  process.stderr.write(
    `callboard: no roster that keeps every rule was found in ${seconds} s. The rules do not contradict each other as far as is known: give it more --seconds, or a weight to a rule.${nearest}\n${broken.map((said) => `  ${said}\n`).join('')}`,
  );
  process.exitCode = NONE_IN_TIME;
}

/** Neither a fault nor a contradiction: worth another try. */
const NONE_IN_TIME = 3;

function sayLived(question: LiveQuestion): void {
  try {
    for (const { queue, promised, realised } of livedTotals(liveRoster(question))) {
      process.stderr.write(
        `  ${queue} in the simulator: service level ${percentText(promised)} promised, ${percentText(realised)} realised\n`,
      );
    }
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CommandFailure(`cannot live the roster: ${cause.message}`, { cause });
  }
}
