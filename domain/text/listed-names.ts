/** Names with commas between them; none where nothing is written. */
export const listedNames = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
