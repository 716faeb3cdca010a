import { unitsOn } from '../lines/counters.ts';
import type { RosterColumn } from './master.ts';
import type { PersonModel } from '../lines/person-model.ts';
import type { Line } from '../lines/search-lines.ts';

/** Lines of each person that were worth a look once: what one neighbourhood found serves the next. */
export type LinePool = Map<number, Map<string, Line>>;

/** Keeps these lines; of a person with too many, those go that have been of no use for longest. */
export function keepLines(pool: LinePool, columns: readonly Pick<RosterColumn, 'person' | 'line'>[]): void {
  for (const { person, line } of columns) {
    const kept = pool.get(person) ?? new Map<string, Line>();
    pool.set(person, kept);
    const key = line.join();
    kept.delete(key);
    kept.set(key, line);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  }
}

/** Of each person; a line takes some hundred bytes. */
const MOST_KEPT = 200;

/** Whether a line keeps to all rules of a model. */
export function keepsTo(model: PersonModel, line: Line): boolean {
  const { automaton, options, allowed, counters, accepts } = model;
  const sums = new Int32Array(counters.length);
  let state = automaton.start;
  for (const [day, option] of line.entries()) {
    if (state < 0 || allowed[day * options + option] !== 1) return false;
    const worked = automaton.worked[state] === 1;
    for (const [place, counter] of counters.entries())
      sums[place] = (sums[place] ?? 0) + unitsOn(counter, day, option, worked);
    state = automaton.next[state * options + option] ?? -1;
  }
  if (state < 0 || accepts?.[state] === 0) return false;
  return counters.every(({ least, most }, place) => {
    const sum = sums[place] ?? 0;
    return sum >= least && sum <= most;
  });
}
