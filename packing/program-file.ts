import { stripTypeScriptTypes } from 'node:module';
import { posix } from 'node:path';
import { parseSync, Visitor, type Span } from 'oxc-parser';

/** A place of a file's text that names another file of the repository; the quotes are not part of it. */
type Reference = { readonly start: number; readonly end: number; readonly path: string };

/** A file of the program as Node runs it: JavaScript, with what it needs besides packages and Node itself. */
export type ProgramFile = {
  readonly path: string;
  /** Types are blanks in it, so that lines and columns are those of the source. */
  readonly text: string;
  /** Files of code that it loads, at once or later. */
  readonly loads: readonly Reference[];
  /** What else it names by `new URL('…', import.meta.url)`: files and folders that it reads. */
  readonly reads: readonly string[];
  readonly packages: readonly string[];
};

/** The face of each package that is made here: `erlang-c` is `forecasting/erlang-c/erlang-c.ts`. */
export type OwnPackages = ReadonlyMap<string, string>;

/** Reads a file of source. An import that only the types need is gone with them. Throws for what Node could not strip. */
export function readProgramFile(path: string, source: string, own: OwnPackages): ProgramFile {
  const text = path.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
  const { program, module } = parseSync(posix.basename(path).replace(/\.ts$/, '.js'), text);
  const urls = ownUrls(program);
  const specifiers: Span[] = [
    ...module.staticImports.map((one) => one.moduleRequest),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest ?? [])),
    ...module.dynamicImports.map((one) => one.moduleRequest),
  ];
  const named = distinct([...specifiers, ...urls]).map(({ start, end }) => {
    const inside = { start: start + 1, end: end - 1 };
    const specifier = text.slice(inside.start, inside.end);
    return { ...inside, specifier, path: pathOf(path, specifier, own) };
  });
  return {
    path,
    text,
    loads: named.flatMap(({ specifier: _, path: to, ...place }) =>
      to !== undefined && isCode(to) ? { ...place, path: to } : [],
    ),
    reads: named.flatMap(({ path: to }) => (to !== undefined && !isCode(to) ? to : [])),
    packages: named.flatMap(({ specifier, path: to }) => (to === undefined ? packageOf(specifier) : [])),
  };
}

/** The text with every name of a file of code made that of its JavaScript, seen from where this one lies. */
export function asJavaScript({ path, text, loads }: ProgramFile): string {
  let rest = text;
  for (const { start, end, path: to } of loads.toSorted((one, other) => other.start - one.start)) {
    const way = posix.relative(posix.dirname(path), javaScriptPath(to));
    rest = rest.slice(0, start) + (way.startsWith('.') ? way : `./${way}`) + rest.slice(end);
  }
  return rest;
}

/** Where the JavaScript of a file of source lies. */
export const javaScriptPath = (path: string): string => path.replace(/\.ts$/, '.js');

const isCode = (path: string): boolean => /\.(ts|js)$/.test(path);

/** A re-export of three names has its one specifier three times. */
const distinct = (spans: readonly Span[]): Span[] => [
  ...new Map(spans.map((span) => [span.start, span])).values(),
];

function pathOf(from: string, specifier: string, own: OwnPackages): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return own.get(specifier);
}

function packageOf(specifier: string): string[] {
  if (specifier.startsWith('node:')) return [];
  const [scope = '', name = ''] = specifier.split('/');
  return [scope.startsWith('@') ? `${scope}/${name}` : scope];
}

/** The first argument of each `new URL('…', import.meta.url)`. */
function ownUrls(program: ReturnType<typeof parseSync>['program']): Span[] {
  const found: Span[] = [];
  new Visitor({
    NewExpression({ callee, arguments: [address, base] }) {
      const isOwn =
        callee.type === 'Identifier' &&
        callee.name === 'URL' &&
        base?.type === 'MemberExpression' &&
        base.object.type === 'MetaProperty';
      if (isOwn && address?.type === 'Literal') found.push(address);
    },
  }).visit(program);
  return found;
}
