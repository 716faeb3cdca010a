import type { ShiftPlanProblem } from '../../../../schedules/plan/model/shift-plan-problem.ts';

/** Light enough to be printed and read; the words tell shifts apart too. */
export const TINTS: readonly string[] = ['#FFF2CC', '#D9EAD3', '#CFE2F3', '#D9D2E9', '#FCE5CD', '#EAD1DC'];

/** By kind of shift, which of the tints it has: one after another, over and over. */
export function tintsOf({ templates }: ShiftPlanProblem): ReadonlyMap<string, number> {
  const kinds = [...new Set(templates.map(({ kind }) => kind))];
  return new Map(kinds.map((kind, at) => [kind, at % TINTS.length]));
}
