import type { Board } from './board.ts';
import type { BoardPatch } from './wire.ts';

type Json = { readonly [key: string]: unknown };

/** What changes `before` into `after` (RFC 7396): `applyPatch(before, diffBoard(before, after))` equals `after`. Undefined when nothing changed. */
export function diffBoard(before: Board, after: Board): BoardPatch | undefined {
  return diffObjects(before, after);
}

/** The board after a patch. Parts that did not change keep their identity, so a page can skip them. */
export function applyPatch(board: Board, patch: BoardPatch): Board {
  // The server made the patch from two boards, so what comes out is one.
  return mergeObjects(board, patch) as Board;
}

function diffObjects(before: Json, after: Json): Json | undefined {
  const changes: Record<string, unknown> = {};
  for (const key of Object.keys(before))
    if (own(after, key) === undefined && before[key] !== undefined) changes[key] = null;
  for (const key of Object.keys(after)) {
    const change = diffValues(own(before, key), after[key]);
    if (change !== undefined) changes[key] = change;
  }
  return Object.keys(changes).length === 0 ? undefined : changes;
}

function diffValues(before: unknown, after: unknown): unknown {
  if (before === after || after === undefined) return undefined;
  if (isObject(after)) return isObject(before) ? diffObjects(before, after) : after;
  if (Array.isArray(after) && JSON.stringify(before) === JSON.stringify(after)) return undefined;
  return after;
}

function mergeObjects(target: Json, patch: Json): Json {
  const merged: Record<string, unknown> = { ...target };
  for (const [key, change] of Object.entries(patch)) {
    const old = own(merged, key);
    if (change === null) delete merged[key];
    else if (isObject(change)) merged[key] = mergeObjects(isObject(old) ? old : {}, change);
    else merged[key] = change;
  }
  return merged;
}

/** A queue may be called `constructor`: what an object inherits is not on the board. */
const own = (object: Json, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
