import type { GroupSkill, CoverageGroup } from './coverage-problem.ts';

/** Groups whose people can do the same stand in one pool. */
export type SkillPool = { readonly skills: readonly GroupSkill[]; readonly groups: readonly number[] };

/** The pools of a problem's groups, in the order of their first group. */
export function skillPools(groups: readonly CoverageGroup[]): SkillPool[] {
  const pools = new Map<string, { readonly skills: readonly GroupSkill[]; readonly groups: number[] }>();
  for (const [place, { skills }] of groups.entries()) {
    const text = JSON.stringify(skills);
    const known = pools.get(text);
    if (known === undefined) pools.set(text, { skills, groups: [place] });
    else known.groups.push(place);
  }
  return [...pools.values()];
}
