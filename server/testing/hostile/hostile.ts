import type { Hostile } from './hostile-body.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { hostileLines } from './hostile-lines.ts';
import { hostileSequences } from './hostile-sequences.ts';

/** Everything that has been thought of. `scale` 1 is as large as a body may be and beyond; below, smaller ones of the same kinds. */
export function hostiles(scale: number, now: number): readonly Hostile[] {
  return [...hostileLines(now), ...hostileBodies(scale, now), ...hostileSequences(scale, now)];
}
