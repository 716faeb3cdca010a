import type { QueueDefinition } from '#domain/centre.ts';
import { nearestName } from '#domain/text/nearest-name.ts';
import { good, poor, quiet, type Finding } from './finding.ts';

/** A source, and the queues that its switch lists; undefined: it lists none, or could not be asked. */
export type ListedQueues = { readonly source: string; readonly queues: readonly string[] | undefined };

/** Whether the queues of the definitions are those of the switches. Empty where no switch lists its queues, or none are defined. */
export function examineQueues(
  defined: readonly QueueDefinition[],
  listed: readonly ListedQueues[],
): readonly Finding[] {
  const known = new Set(listed.flatMap(({ queues = [] }) => queues));
  if (known.size === 0 || defined.length === 0) return [];
  const named = new Set<string>(defined.map(({ id }) => id));
  const unknown = [...named].filter((id) => !known.has(id));
  const silent = listed.filter(({ queues }) => queues === undefined).map(({ source }) => source);
  const undefinedOnes = [...known].filter((id) => !named.has(id));
  const findings = [
    ...(unknown.length > 0 ? [unknownQueues(unknown, silent, undefinedOnes)] : []),
    ...(undefinedOnes.length > 0 ? [undefinedQueues(undefinedOnes)] : []),
  ];
  return findings.length > 0
    ? findings
    : [good(`the ${named.size} queues of the definitions are those of the switches`)];
}

/** A queue that is written otherwise stays empty for ever, while the one that was meant is shown without its target. */
function unknownQueues(
  unknown: readonly string[],
  silent: readonly string[],
  others: readonly string[],
): Finding {
  const said = `no switch lists ${some(unknown)}, which the definitions name`;
  if (silent.length > 0)
    return quiet(
      said,
      `nothing is wrong where ${some(silent)} tells of it; else write the id as the switch does`,
    );
  const meant = unknown.flatMap((id) => {
    // mod_callcenter has the domain in the name.
    const other = others.find((one) => one.startsWith(`${id}@`)) ?? nearestName(id, others);
    return other === undefined ? [] : [`${other} for ${id}`];
  });
  const hint = meant.length > 0 ? ` (${some(meant)})` : '';
  return poor(said, `write the id as the switch does${hint}, or take it out: until then it stays empty`);
}

function undefinedQueues(names: readonly string[]): Finding {
  return quiet(
    `the definitions do not name ${some(names)}, which the switch has`,
    'nothing is wrong by that: it is shown by its id and judged by the target of the centre, unless it is named under queues:',
  );
}

/** More names than this do not help to find the mistake. */
const LISTED = 10;

export function some(names: readonly string[]): string {
  const more = names.length - LISTED;
  return `${names.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
