import type { CrewFigures } from '#domain/staffing-plan.ts';
import { crewModels } from './crew-models.ts';
import { followCrews } from './follow-crews.ts';
import { gammaNodes, type RateNode } from './rates/gamma-nodes.ts';
import { gammaQuantile } from './rates/gamma-quantile.ts';
import { meanHandleSeconds, runsOf } from './join-intervals.ts';
import { crewFigures, meanOutcome } from './outcome.ts';
import type { QueueQuestion } from './queue-question.ts';
import type { Unrostered } from './shrinkage/roster-people.ts';
import { judgeCrew } from './staffing-target.ts';

/** Rounds after which what is still missed stays so: each adds a person to every interval that misses. */
const MOST_ROUNDS = 30;

/**
 * A plan followed from interval to interval, with people added where what was left over makes an interval miss its target. Figures
 * are those of the intervals as they follow each other. Only where customers are those of models A and C.
 */
export function followPlan(question: QueueQuestion, plan: readonly Unrostered[]): readonly Unrostered[] {
  return runsOf(plan, question.intervalMinutes).flatMap((run) => followRun(question, run));
}

type Run = readonly Unrostered[];

function followRun(question: QueueQuestion, run: Run): Run {
  const { judged, shown } = ratesOf(question, run);
  const crews = run.map(({ required }) => required);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const figures = figuresOf(question, { run, crews, rates: judged });
    let isMet = true;
    for (const [at, one] of figures.entries()) {
      if (one === undefined || judgeCrew(one, question.target).missed.length === 0) continue;
      crews[at] = (crews[at] ?? 0) + 1;
      isMet = false;
    }
    if (isMet) break;
  }
  const figures = figuresOf(question, { run, crews, rates: shown });
  return run.map((one, at) => withCrew(question, one, { required: crews[at] ?? 0, figures: figures[at] }));
}

/** At which rates the target must be met, and at which the figures are told. All intervals of a run are high or low together. */
function ratesOf(
  { uncertainty, behaviour }: QueueQuestion,
  run: Run,
): { readonly judged: readonly RateNode[]; readonly shown: readonly RateNode[] } {
  const contacts = run.reduce((sum, { offered }) => sum + offered, 0);
  const cv = contacts === 0 ? 0 : run.reduce((sum, one) => sum + one.offered * one.rateCv, 0) / contacts;
  const load = run.reduce((sum, one) => sum + one.load, 0) / run.length;
  const known = uncertainty.kind === 'mean' ? 0 : cv;
  const shown = gammaNodes(behaviour.kind === 'patient' ? 0 : known, load);
  if (uncertainty.kind !== 'risk') return { judged: shown, shown };
  return { judged: [{ ratio: gammaQuantile(uncertainty.share, known), weight: 1 }], shown };
}

type Trial = { readonly run: Run; readonly crews: readonly number[]; readonly rates: readonly RateNode[] };

function figuresOf(
  question: QueueQuestion,
  { run, crews, rates }: Trial,
): readonly (CrewFigures | undefined)[] {
  const { behaviour, target, intervalMinutes } = question;
  if (behaviour.kind !== 'impatient' && behaviour.kind !== 'patient')
    throw new RangeError(
      `intervals of a ${behaviour.kind} queue cannot be followed, only those of models A and C`,
    );
  const handleSeconds = meanHandleSeconds(run);
  const intervalSeconds = intervalMinutes * 60;
  const followed = rates.map(({ ratio }) =>
    followCrews({
      intervals: run.map(({ offered }, at) => ({
        load: (ratio * offered * handleSeconds) / intervalSeconds,
        agents: crews[at] ?? 0,
      })),
      intervalSeconds,
      handleSeconds,
      patienceSeconds: behaviour.kind === 'patient' ? Infinity : behaviour.patienceSeconds,
      target,
    }),
  );
  return run.map((_one, at) => {
    const parts = rates.flatMap(({ ratio, weight }, node) => {
      const outcome = followed[node]?.[at]?.outcome;
      return outcome === undefined ? [] : [{ ratio, weight, outcome }];
    });
    return parts.length === 0 ? undefined : crewFigures(meanOutcome(parts));
  });
}

/** One more and one fewer are told as in the long run: a change of one interval changes all that follow. */
function withCrew(
  question: QueueQuestion,
  one: Unrostered,
  { required, figures }: { readonly required: number; readonly figures: CrewFigures | undefined },
): Unrostered {
  if (required === one.required) return { ...one, figures };
  const { behaviour, target } = question;
  const { load, handleSeconds } = one;
  const model = crewModels(behaviour, target)({ load, handleSeconds, rates: gammaNodes(0, load) }, load);
  return {
    ...one,
    required,
    figures,
    oneFewer: crewFigures(model.outcomeOf(required - 1)),
    oneMore: crewFigures(model.outcomeOf(required + 1)),
    low: one.low + required - one.required,
    high: one.high + required - one.required,
  };
}
