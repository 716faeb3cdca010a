import type { ColumnRole } from '../headings/column-role.ts';

/** What is typed behind --map so that the columns of these headings have a role; several are joined. */
export function mappingText(role: ColumnRole, headings: readonly string[]): string {
  const isPlain = headings.every((heading) => !/[,=+"\s]/.test(heading));
  return isPlain
    ? `${role}=${headings.join('+')}`
    : `'${role}=${headings.map((heading) => `"${heading}"`).join('+')}'`;
}
