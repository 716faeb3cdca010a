import type { AgentId } from '#domain/ids.ts';
import type { Rotation } from './rotation.ts';

/** People dealt to crews, as even as can be: eleven over four crews are 3, 3, 3 and 2. Those who bring a scarce skill are dealt first, so that each crew has one. */
export function dealCrews(
  rotation: Rotation,
  people: readonly { readonly id: AgentId; readonly skills: readonly { readonly queue: string }[] }[],
): ReadonlyMap<AgentId, string> {
  const holders = new Map<string, number>();
  for (const { skills } of people) {
    for (const { queue } of skills) holders.set(queue, (holders.get(queue) ?? 0) + 1);
  }
  const rarity = (skills: readonly { readonly queue: string }[]): number =>
    Math.min(Infinity, ...skills.map(({ queue }) => holders.get(queue) ?? 0));
  const rarest = people.toSorted((one, other) => rarity(one.skills) - rarity(other.skills));
  return new Map(
    rarest.map(({ id }, at) => [id, rotation.crews[at % rotation.crews.length]?.crew ?? ''] as const),
  );
}
