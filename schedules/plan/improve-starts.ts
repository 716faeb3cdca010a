import type { NamedShift } from './person-times.ts';
import { costOfMove, hardBreaches, isFree, work, type ShiftFloor } from './shift-floor.ts';

/** Rounds through all shifts; each ends early when nothing moves any more. */
const ROUNDS = 3;
/** Less than this is the last digit of a sum. */
const GAIN = 1e-9;

/**
 * Moves single shifts to another start of their kind where that covers better and breaks no hard rule. What is fixed, or of a rotation,
 * stays; days and people stay.
 */
export function improveStarts(floor: ShiftFloor): void {
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0;
    for (const own of floor.now.values())
      for (const at of own.keys()) if (moveShift(floor, own, at)) moved += 1;
    if (moved === 0) break;
  }
}

/** Moves one of somebody's shifts to its best start; false when it is there already. */
function moveShift(floor: ShiftFloor, own: NamedShift[], at: number): boolean {
  const shift = own[at];
  if (shift === undefined || !floor.movable.has(shift.person)) return false;
  let best: { readonly shift: NamedShift; readonly cost: number } | undefined;
  for (const template of floor.problem.templates) {
    if (template.kind !== shift.template.kind || template.id === shift.template.id) continue;
    const moved = { ...shift, template };
    const cost = costOfMove(floor, shift, moved);
    if (cost >= (best?.cost ?? -GAIN) || !isFree(floor, moved)) continue;
    if (hardBreaches(floor, shift.person, own.with(at, moved)) === 0) best = { shift: moved, cost };
  }
  if (best === undefined) return false;
  work(floor, shift, -1);
  work(floor, best.shift, 1);
  own[at] = best.shift;
  return true;
}
