import { keepMapping, readMapping, type KeptMapping } from '../../planning/mappings/kept-mappings.ts';
import type { TableChoices } from '../../planning/tables/layout/table-choices.ts';
import { USUAL_MAP_FILE, type TableOptions } from './table-options.ts';

/** What was typed about a table, on top of what was kept under the name that was typed. */
export async function tableChoicesOf(options: TableOptions): Promise<TableChoices> {
  const { mapping, mapFile = USUAL_MAP_FILE, duplicates, skipMistakes } = options;
  const typed = typedMapping(options);
  const isTyped = Object.keys(typed).length > 0;
  const kept = mapping === undefined || isTyped ? {} : await readMapping(mapFile, mapping);
  return {
    ...kept,
    ...typed,
    ...(duplicates === undefined ? {} : { duplicates }),
    ...(skipMistakes === undefined ? {} : { skipMistakes }),
  };
}

/** Keeps what was typed under the name that was typed, once the table was read so; answers where, or nothing when there was nothing to keep. */
export async function keepTypedMapping(options: TableOptions): Promise<string | undefined> {
  const { mapping, mapFile = USUAL_MAP_FILE } = options;
  const typed = typedMapping(options);
  if (mapping === undefined || Object.keys(typed).length === 0) return undefined;
  await keepMapping(mapFile, mapping, typed);
  return `kept as mapping ${mapping} in ${mapFile}`;
}

function typedMapping({ map, dates, decimal, sheet, encoding, separator, queue }: TableOptions): KeptMapping {
  return {
    ...(map === undefined ? {} : { columns: map }),
    ...(dates === undefined ? {} : { dates }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(separator === undefined ? {} : { separator }),
    ...(queue === undefined ? {} : { queue }),
  };
}
