import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { deadLinks, type Page } from './doc-links.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', 'dist']);

/** Every page of the repository. */
function pages(folder = ''): readonly Page[] {
  return readdirSync(`${ROOT}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory())
      return entry.name.startsWith('.') || SKIPPED.has(entry.name) ? [] : pages(`${path}/`);
    return path.endsWith('.md') ? [{ path, text: readFileSync(`${ROOT}/${path}`, 'utf8') }] : [];
  });
}

test('every link of the documentation leads somewhere', () => {
  expect(pages().length).toBeGreaterThan(10);
  expect(deadLinks(ROOT, pages())).toEqual([]);
});

test('a planted link to nowhere is found, in a picture and to a heading too; code and addresses are not links', () => {
  const text = [
    '# The one heading',
    '[gone](../gone.ts) and ![picture](images/gone.svg)',
    '[`code.ts`](../tidy.test.ts) is there, [here](#the-one-heading) too, [not here](#another)',
    '`a[0](x)` and <https://example.org> and [out](https://example.org/x)',
    '```\n[in code](nowhere.md)\n```',
  ].join('\n');
  expect(deadLinks(ROOT, [{ path: 'docs/planted.md', text }])).toEqual([
    'docs/planted.md: ../gone.ts is not there',
    'docs/planted.md: images/gone.svg is not there',
    'docs/planted.md: #another has no such heading',
  ]);
});
