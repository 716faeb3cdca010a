import { FileFailure } from '../file-failure.ts';

/** Whether a sheet is the one that a user named, or is shown where none is named. */
export const isAsked = (
  { name, isHidden }: { readonly name: string; readonly isHidden: boolean },
  named: string | undefined,
): boolean => (named === undefined ? !isHidden : name.trim().toLowerCase() === named.trim().toLowerCase());

/** The sheets, unless a user named one that is not there or is blank: then a FileFailure says which there are. */
export function askedSheets<Sheet>(
  sheets: readonly Sheet[],
  {
    file,
    noun = 'sheet',
    named,
    names,
  }: {
    readonly file: string;
    readonly noun?: string;
    readonly named: string | undefined;
    readonly names: readonly string[];
  },
): readonly Sheet[] {
  if (sheets.length > 0 || named === undefined) return sheets;
  throw new FileFailure(
    `${file} has no ${noun} ${named} with something in it: expected one of ${names.join(', ')}`,
  );
}
