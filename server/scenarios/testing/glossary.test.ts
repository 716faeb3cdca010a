import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../', import.meta.url);
const glossary = readFileSync(new URL('../../../docs/glossary.md', import.meta.url), 'utf8');

test.each(readdirSync(folder).filter((name) => name.endsWith('.scenario')))(
  'the glossary quotes %s as it is tested',
  (file) => {
    const rules = readFileSync(new URL(file, folder), 'utf8').replaceAll(/^#.*\n/gm, '');
    expect(glossary).toContain(rules);
  },
);
