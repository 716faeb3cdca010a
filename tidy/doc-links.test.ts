import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { deadLinks, deadPaths, type Page } from './doc-links.ts';

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

test('every file and folder that the documentation names in code is there', () => {
  expect(deadPaths(ROOT, pages())).toEqual([]);
});

test('a planted path to nowhere is found; what is no path of the repository is none', () => {
  const text = [
    '`server/main.ts`, `server/`, `#domain/time.ts` are there, `server/gone.ts` and `#domain/gone.ts` are not',
    '`PJSIP/alice`, `dist/`, `N/A` and `server` are no paths of ours',
  ].join('\n');
  expect(deadPaths(ROOT, [{ path: 'docs/planted.md', text }])).toEqual([
    'docs/planted.md: `server/gone.ts` is not there',
    'docs/planted.md: `#domain/gone.ts` is not there',
  ]);
});
