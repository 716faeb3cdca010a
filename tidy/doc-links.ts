import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A page of the documentation: where it lies from the root, and what it says. */
export type Page = { readonly path: string; readonly text: string };

/** Links of the pages to files that are not there, and to headings that their page has not; addresses elsewhere are not asked. */
export function deadLinks(root: string, pages: readonly Page[]): readonly string[] {
  const known = new Map(pages.map(({ path, text }) => [path, headings(text)]));
  return pages.flatMap(({ path, text }) =>
    linksOf(text).flatMap((link) => {
      const [file = '', heading] = link.split('#');
      const target = file === '' ? path : join(dirname(path), decodeURI(file));
      if (!known.has(target) && !existsSync(join(root, target))) return [`${path}: ${link} is not there`];
      if (heading === undefined || known.get(target)?.has(heading) !== false) return [];
      return [`${path}: ${link} has no such heading`];
    }),
  );
}

/** What is linked or shown, code aside. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').replaceAll(/`[^`\n]*`/g, '`');
  return [...prose.matchAll(/\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z]+:/.test(link));
}

/** Headings as their anchors are made: small, without punctuation, words joined by hyphens. */
function headings(text: string): ReadonlySet<string> {
  return new Set(
    [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );
}

/** Files and folders of the repository that pages name in code, such as `server/main.ts`, and that are not there. */
export function deadPaths(root: string, pages: readonly Page[]): readonly string[] {
  const folders = new Set(
    readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() && !PASSING.has(entry.name) ? entry.name : [],
    ),
  );
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/`#?([\w.-]+)(\/[\w./-]*)`/g)].flatMap(([whole, folder = '', rest = '']) =>
      folders.has(folder) && !existsSync(join(root, folder, rest)) ? [`${path}: ${whole} is not there`] : [],
    ),
  );
}

/** What is made, and gone in the next checkout. */
const PASSING: ReadonlySet<string> = new Set(['.git', 'data', 'dist', 'node_modules']);
