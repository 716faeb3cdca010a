import { cropBook, cropModel, type Window } from './crop.ts';
import { dive } from './dive.ts';
import { generateColumns, type Generation } from './generate-columns.ts';
import { chooseAffordable, type Improvement } from './choose-affordable.ts';
import type { Choice } from './integer-master.ts';
import { linePricer, type LinePricer } from './line-pricer.ts';
import {
  addColumns,
  choiceCost,
  openMaster,
  rosterColumn,
  type Master,
  type RosterColumn,
} from './master.ts';
import { isOver, metBy, planOf, type Plan, type Rostering } from './rostering.ts';

/** Whose line is open again, on which days, and how much work that may be. */
export type Neighbourhood = {
  readonly people: readonly number[];
  /** Days that are open; all where absent. On the others everybody keeps what the plan gives them. */
  readonly days?: { readonly from: number; readonly until: number };
  /** For a choice among all lines that could pay, after the dive; 0 for none. */
  readonly choiceSeconds: number;
  /** Duals of the demands to begin from. */
  readonly center?: Float64Array;
};

export type ReRoster = {
  readonly plan: Plan;
  /** True where it is proved that no better plan exists in this neighbourhood. */
  readonly isSettled: boolean;
};

/** Takes some people's lines away and looks for better ones, all others staying as they are. */
export function reRoster(rostering: Rostering, plan: Plan, neighbourhood: Neighbourhood): ReRoster {
  const { book, solver } = rostering;
  const { people } = neighbourhood;
  const window = windowOf(rostering, neighbourhood);
  const inside =
    window === undefined ? { rostering, places: undefined } : cropRostering(rostering, plan, people, window);
  const open = new Set(people);
  const met = metBy(
    book,
    plan.columns.filter(({ person }) => !open.has(person)),
  );
  const others =
    inside.places === undefined ? met : Int32Array.from(inside.places, (place) => met[place] ?? 0);
  const master = openMaster(solver, inside.rostering.book, people, others);
  try {
    const current = people.flatMap((person) => currentColumn(inside.rostering, plan, person, window));
    addColumns(master, current);
    const known = { columns: current, cost: choiceCost(master, current) };
    const center = centerOf(neighbourhood, inside.places);
    const { choice, isSettled } = improve(inside.rostering, master, known, { ...neighbourhood, ...center });
    return { plan: choice === undefined ? plan : withLines(rostering, plan, choice, window), isSettled };
  } finally {
    master.program.close();
  }
}

function windowOf({ models }: Rostering, { days }: Neighbourhood): Window | undefined {
  if (days === undefined) return undefined;
  const last = models[0]?.days ?? 0;
  const window = { from: Math.max(0, days.from), until: Math.min(last, days.until) };
  return window.from === 0 && window.until === last ? undefined : window;
}

type Cropped = { readonly rostering: Rostering; readonly places: Int32Array };

function cropRostering(rostering: Rostering, plan: Plan, people: readonly number[], window: Window): Cropped {
  const models = rostering.models.slice();
  const pricers: (LinePricer | undefined)[] = models.map(() => undefined);
  let until = window.until;
  for (const person of people) {
    const [model, line] = [rostering.models[person], plan.columns[person]?.line];
    if (model === undefined || line === undefined) continue;
    const cropped = cropModel(model, line, window);
    until = window.from + cropped.days;
    models[person] = cropped;
    pricers[person] = linePricer(cropped, rostering.room);
  }
  const { book, places } = cropBook(rostering.book, { from: window.from, until });
  return { rostering: { ...rostering, models, pricers, book }, places };
}

function currentColumn(
  { book, models }: Rostering,
  plan: Plan,
  person: number,
  window: Window | undefined,
): RosterColumn[] {
  const column = plan.columns[person];
  const model = models[person];
  if (column === undefined || model === undefined) return [];
  if (window === undefined) return [column];
  return [rosterColumn(book, model, column.line.slice(window.from, window.from + model.days))];
}

function centerOf(
  { center }: Neighbourhood,
  places: Int32Array | undefined,
): { readonly center?: Float64Array } {
  if (center === undefined || places === undefined) return {};
  return { center: Float64Array.from(places, (place) => center[place] ?? 0) };
}

function improve(
  rostering: Rostering,
  master: Master,
  known: Choice,
  neighbourhood: Neighbourhood,
): Improvement {
  const cutoff = known.cost - rostering.step + SLACK;
  const generation = generate(rostering, master, neighbourhood, cutoff);
  if (generation === undefined) return { isSettled: false };
  if (generation.bound > cutoff) return { isSettled: true };
  const dived = dive(rostering, master, generation, { below: known.cost });
  if (dived !== undefined) return { choice: dived, isSettled: false };
  const seconds = Math.min(neighbourhood.choiceSeconds, rostering.secondsLeft());
  if (seconds <= 0) return { isSettled: false };
  return chooseAffordable(rostering, master, { generation, known, seconds, onlyWhole: false });
}

const SLACK = 1e-6;

function withLines(
  { book, models }: Rostering,
  plan: Plan,
  choice: Choice,
  window: Window | undefined,
): Plan {
  const chosen = new Map(choice.columns.map((column) => [column.person, column]));
  const columns = plan.columns.map((column) => {
    const better = chosen.get(column.person);
    const model = models[column.person];
    if (better === undefined || model === undefined || window === undefined) return better ?? column;
    const line = column.line.slice();
    line.set(better.line, window.from);
    return rosterColumn(book, model, line);
  });
  return planOf(book, columns);
}

function generate(
  rostering: Rostering,
  master: Master,
  { center }: Neighbourhood,
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
