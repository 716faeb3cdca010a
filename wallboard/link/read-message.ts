import type { ServerMessage } from '#domain/board/wire.ts';

const KINDS: ReadonlySet<unknown> = new Set(['snapshot', 'patch', 'heartbeat', 'refused']);

/** The message in a frame; undefined when it is not one. A page says nothing about such a frame: its age goes on counting, and that is shown. */
export function readMessage(frame: unknown): ServerMessage | undefined {
  const said = parse(frame);
  if (!isObject(said) || !KINDS.has(said['kind'])) return undefined;
  if (said['kind'] !== 'refused' && !(isNumber(said['version']) && isNumber(said['serverAt'])))
    return undefined;
  // The server is ours and of the same protocol; the envelope was checked above.
  return said as ServerMessage;
}

function parse(frame: unknown): unknown {
  if (typeof frame !== 'string') return undefined;
  try {
    return JSON.parse(frame);
  } catch {
    // Not JSON is not a message: the same answer as for a frame of an unknown kind.
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);
