import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { shorten, type Refusal } from './explain-refusal.ts';

/** What keeps a text from being read at all: too long for an event, or nested endlessly. Reading it would take long and tell nothing. */
export function lineFault(line: string): Refusal | undefined {
  if (line.length <= USUAL_CHARS) return undefined;
  if (line.length > EVENT_LIMITS.chars)
    return fault('too-long', line, `an event of at most ${EVENT_LIMITS.chars} characters`);
  if (depthOf(line) <= EVENT_LIMITS.depth) return undefined;
  return fault('too-deep', line, `at most ${EVENT_LIMITS.depth} objects and lists within each other`);
}

/** The usual event is shorter, and so is not looked through twice. */
const USUAL_CHARS = 1_000;

const fault = (reason: Refusal['reason'], line: string, expected: string): Refusal => ({
  reason,
  field: '',
  value: shorten(line),
  expected,
});

/** How deep objects and lists are nested, those in texts not counted. */
export function depthOf(line: string): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < line.length; i += 1) {
    const code = line.charCodeAt(i);
    if (inText) {
      if (code === BACKSLASH) i += 1;
      else if (code === QUOTE) inText = false;
    } else if (code === QUOTE) inText = true;
    else if (code === OPEN_LIST || code === OPEN_OBJECT) deepest = Math.max(deepest, (depth += 1));
    else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth -= 1;
  }
  return deepest;
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
