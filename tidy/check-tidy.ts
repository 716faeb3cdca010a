import { cycleOffences } from './cycle-rule.ts';
import { folderOffences } from './folder-rules.ts';
import { importOffences, oracleOffences } from './import-rules.ts';
import { parseSource, type Offence, type SourceText } from './parse-source.ts';
import { exportOffences, sizeOffences } from './shape-rules.ts';

/** Everything in these files that the repository does not allow, as `path:line what`; nothing when all is tidy. */
export function checkTidy(files: readonly SourceText[]): readonly string[] {
  const sources = files.map(parseSource);
  const offences: readonly Offence[] = [
    ...sources.flatMap((source) => [
      ...importOffences(source),
      ...oracleOffences(source),
      ...sizeOffences(source),
      ...exportOffences(source),
    ]),
    ...cycleOffences(sources),
    ...folderOffences(sources),
  ];
  return offences.map(({ path, line, said }) => `${path}:${line} ${said}`);
}
