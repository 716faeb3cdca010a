import { chooseAffordable, type Improvement } from '../columns/choose-affordable.ts';
import { dive } from '../columns/dive.ts';
import { generateColumns, type Duals, type Generation } from '../columns/generate-columns.ts';
import type { Choice } from '../columns/integer-master.ts';
import { keepLines } from '../columns/line-pool.ts';
import { addColumns, choiceCost, openMaster, rosterColumn, type Master } from '../columns/master.ts';
import {
  openPart,
  ownColumn,
  placed,
  pooledColumns,
  wholeLine,
  type OpenPart,
  type Part,
} from './open-part.ts';
import { isOver, metBy, planOf, type Plan, type Rostering } from '../columns/rostering.ts';

/** Which part of the plan is open again, and how much work that may be. */
export type Neighbourhood = Part & {
  /** For a choice among all lines that could pay, after the dive; 0 for none. */
  readonly choiceSeconds: number;
  /** Duals of the whole problem to begin from. */
  readonly duals?: Duals | undefined;
  /** For all of it but the choice. */
  readonly seconds: number;
};

export type ReRoster = {
  readonly plan: Plan;
  /** True where it is proved that no better plan exists in this neighbourhood. */
  readonly isSettled: boolean;
};

/** Takes some people's lines away and looks for better ones, all others staying as they are. */
export function reRoster(rostering: Rostering, plan: Plan, neighbourhood: Neighbourhood): ReRoster {
  const { people, duals } = neighbourhood;
  const part = openPart(withSeconds(rostering, neighbourhood.seconds), plan, neighbourhood);
  const open = new Set(people);
  const others = plan.columns.filter(({ person }) => !open.has(person));
  const met = placed(Float64Array.from(metBy(rostering.book, others)), part);
  const master = openMaster(rostering.solver, part.rostering.book, people, Int32Array.from(met));
  try {
    const center = duals === undefined ? undefined : placed(duals.demands, part);
    const current = people.flatMap((person) => ownColumn(part, person) ?? []);
    addColumns(master, current);
    for (const person of people) addColumns(master, pooledColumns(part, person, center));
    const known = { columns: current, cost: choiceCost(master, current) };
    const { choice, isSettled } = improve(part.rostering, master, {
      ...neighbourhood,
      known,
      center,
      wholeLeft: rostering.secondsLeft,
    });
    keepLines(
      rostering.pool,
      master.columns.map((column) => ({ person: column.person, line: wholeLine(part, column) })),
    );
    return { plan: choice === undefined ? plan : withLines(rostering, part, choice), isSettled };
  } finally {
    master.program.close();
  }
}

/** The same search, over after so many seconds at the latest. */
function withSeconds(rostering: Rostering, seconds: number): Rostering {
  const { secondsLeft } = rostering;
  const until = secondsLeft() - seconds;
  return { ...rostering, secondsLeft: () => Math.min(secondsLeft(), secondsLeft() - until) };
}

type Task = {
  readonly known: Choice;
  readonly choiceSeconds: number;
  readonly center: Float64Array | undefined;
  /** Seconds left of the whole search. */
  readonly wholeLeft: () => number;
};

function improve(rostering: Rostering, master: Master, task: Task): Improvement {
  const { known, choiceSeconds, center, wholeLeft } = task;
  const cutoff = known.cost - rostering.step + SLACK;
  const generation = generate(rostering, master, center, cutoff);
  if (generation === undefined) return { isSettled: false };
  if (generation.bound > cutoff) return { isSettled: true };
  // Its pace is that of the whole search: in a hurry it would settle too many people at once.
  const dived = dive(rostering, master, generation, { below: known.cost, seconds: wholeLeft() });
  if (dived !== undefined) return { choice: dived, isSettled: false };
  const seconds = Math.min(choiceSeconds, wholeLeft());
  if (seconds <= 0) return { isSettled: false };
  return chooseAffordable(rostering, master, { generation, known, seconds, onlyWhole: false });
}

const SLACK = 1e-6;

function withLines({ book, models }: Rostering, part: OpenPart, choice: Choice): Plan {
  const chosen = new Map(choice.columns.map((column) => [column.person, column]));
  const columns = part.plan.columns.map((column) => {
    const better = chosen.get(column.person);
    const model = models[column.person];
    if (better === undefined || model === undefined) return column;
    return rosterColumn(book, model, wholeLine(part, better));
  });
  return planOf(book, columns);
}

function generate(
  rostering: Rostering,
  master: Master,
  center: Float64Array | undefined,
  cutoff: number,
): Generation | undefined {
  return generateColumns(master, {
    pricers: rostering.pricers,
    mostRounds: MOST_ROUNDS,
    linesEach: 3,
    isOver: () => isOver(rostering),
    secondsLeft: rostering.secondsLeft,
    cutoff,
    step: rostering.step,
    ...(center === undefined ? {} : { center }),
  });
}

/** Some thirty are enough; a cap against a relaxation that creeps. */
const MOST_ROUNDS = 80;
