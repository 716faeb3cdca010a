import { InvalidArgumentError, Option, type Command } from 'commander';
import { COLUMN_ROLES, type ColumnRole } from '../../planning/tables/headings/column-role.ts';
import type { ColumnMap, OnConflict } from '../../planning/tables/layout/table-choices.ts';

/** What can be typed about how a table is written. */
export type TableOptions = {
  readonly map?: ColumnMap;
  /** The name under which all of it is kept, and found again. */
  readonly mapping?: string;
  readonly mapFile?: string;
  readonly sheet?: string;
  readonly dates?: 'ymd' | 'dmy' | 'mdy';
  readonly decimal?: 'point' | 'comma';
  readonly encoding?: string;
  readonly separator?: string;
  readonly queue?: string;
  readonly duplicates?: OnConflict;
  readonly skipMistakes?: boolean;
};

/** Where mappings are kept unless it is said: beside the tables. */
export const USUAL_MAP_FILE = 'callboard-mappings.json';

/** The options of every command that reads a table; nothing of it has to be said where the table shows it. */
export function addTableOptions(command: Command): Command {
  return command
    .optionsGroup('How the table is written, where it does not show it:')
    .option(
      '--map <columns>',
      'which column is what: queue=Skill,start=Interval,offered=Calls+Chats; #3 is the third column; may be repeated',
      mapArgument,
    )
    .option('--mapping <name>', 'keep what is said here under this name, or use what was kept')
    .option('--map-file <json>', 'where mappings are kept', USUAL_MAP_FILE)
    .option('--sheet <name>', 'the sheet of a workbook (default: the first that has such a table)')
    .addOption(new Option('--dates <order>', 'of day, month and year').choices(['ymd', 'dmy', 'mdy']))
    .addOption(new Option('--decimal <sign>', 'before decimals').choices(['point', 'comma']))
    .option('--encoding <name>', 'utf-8, gb18030, windows-1252, …')
    .option('--separator <sign>', 'between fields; \\t is a tab', separatorArgument)
    .option('--queue <name>', 'all of the table is of this queue')
    .addOption(
      new Option('--duplicates <which>', 'of two rows of one interval that differ, take this').choices([
        'first',
        'last',
        'sum',
      ]),
    )
    .option('--skip-mistakes', 'pass over rows that cannot be read, and say so');
}

/** The option of commands that write a table. */
export const addExcelOption = (command: Command): Command =>
  command.option('--excel', 'CSV begins with the mark by which Excel knows that it is UTF-8');

function separatorArgument(text: string): string {
  const separator = text === '\\t' ? '\t' : text;
  if (separator.length === 1 && separator !== '"' && separator !== '\n') return separator;
  throw new InvalidArgumentError(`expected one sign such as ; or \\t, got ${text}`);
}

/** One more mapping: roles with their headings; a heading with a comma, a plus or an equals sign in it stands in quotes. */
function mapArgument(text: string, before: ColumnMap = new Map()): ColumnMap {
  const map = new Map(before);
  let rest = text.trim();
  while (rest !== '') {
    const [all = '', name = ''] = /^\s*([\w-]+)\s*=\s*/.exec(rest) ?? [];
    const role = roleNamed(name);
    if (all === '' || role === undefined)
      throw new InvalidArgumentError(
        `expected such as queue=Skill,start=Interval,offered=Calls with one of ${COLUMN_ROLES.join(', ')}, got ${rest}`,
      );
    const { headings, rest: behind } = headingsOf(rest.slice(all.length));
    if (headings.length === 0)
      throw new InvalidArgumentError(`expected a heading behind ${role}=, got ${text}`);
    map.set(role, headings);
    rest = behind;
  }
  return map;
}

/** As our own tables call them. */
const OTHER_NAMES: ReadonlyMap<string, ColumnRole> = new Map([
  ['handle_seconds', 'handle'],
  ['date', 'day'],
  ['wrap-up', 'wrap-up'],
]);

const roleNamed = (name: string): ColumnRole | undefined =>
  COLUMN_ROLES.find((role) => role === name) ?? OTHER_NAMES.get(name);

function headingsOf(text: string): { readonly headings: readonly string[]; readonly rest: string } {
  const headings: string[] = [];
  let rest = text;
  for (;;) {
    const [all = '', quoted, plain] = /^\s*(?:"([^"]*)"|([^",+]*))\s*/.exec(rest) ?? [];
    const heading = (quoted ?? plain ?? '').trim();
    if (heading !== '') headings.push(heading);
    rest = rest.slice(all.length);
    if (!rest.startsWith('+')) return { headings, rest: rest.replace(/^,\s*/, '') };
    rest = rest.slice(1);
  }
}
