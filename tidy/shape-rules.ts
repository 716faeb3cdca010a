import { isConfiguration, isTest } from './layers.ts';
import type { Export, Offence, Source } from './parse-source.ts';

const FILE_LINES = 300;
const FUNCTION_LINES = 40;

/** The one file that gathers what others export: the face of a package that is published alone. */
const PACKAGE_FACE = 'forecasting/erlang-c/erlang-c.ts';

/** Files and functions that are too long. */
export function sizeOffences({ path, lines, functions }: Source): readonly Offence[] {
  const long = functions.filter((one) => one.lines > FUNCTION_LINES && !(one.holdsTests && isTest(path)));
  const offences = long.map(({ name, line, lines: length }) => ({
    path,
    line,
    said: `${name} has ${length} lines, at most ${FUNCTION_LINES} are read in one go`,
  }));
  if (lines > FILE_LINES) offences.push({ path, line: 1, said: `has ${lines} lines, at most ${FILE_LINES}` });
  return offences;
}

/** Exports that nobody could find by their name: defaults, things passed on from elsewhere, and words that say nothing. */
export function exportOffences({ path, exports }: Source): readonly Offence[] {
  return exports.flatMap((one) => {
    const said = exportSaid(path, one);
    return said === undefined ? [] : { path, line: one.line, said };
  });
}

function exportSaid(path: string, { name, isDefault, isPassedOn }: Export): string | undefined {
  if (isDefault) return isConfiguration(path) ? undefined : 'has a default export: name it';
  if (isPassedOn && path !== PACKAGE_FACE)
    return `passes on ${name || 'a whole file'}: import it from where it is`;
  const word = emptyWord(name);
  return word === undefined ? undefined : `exports ${name}: ${word} says nothing, use the planner's word`;
}

const EMPTY_WORDS: ReadonlySet<string> = new Set([
  'data',
  'info',
  'manager',
  'helper',
  'helpers',
  'util',
  'utils',
  'process',
]);

/** To handle is what agents do to contacts, so it is a word of the field where time is measured, and empty as a verb of ours. */
const HANDLE_TIME: ReadonlySet<string> = new Set(['time', 'ms', 'seconds']);

function emptyWord(name: string): string | undefined {
  const words = name.split(/(?=[A-Z][a-z])|_/).map((word) => word.toLowerCase());
  const [first = '', second = ''] = words;
  if (first === 'handle' && !HANDLE_TIME.has(second)) return first;
  // `--data` names a folder: there the word is the whole meaning.
  return words.find(
    (word, index) => EMPTY_WORDS.has(word) && !(word === 'data' && words[index + 1] === 'folder'),
  );
}
