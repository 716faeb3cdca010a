import { parseSync, Visitor, type Expression, type Span } from 'oxc-parser';

/** A file of the repository: its path from the root, with slashes, and its text. */
export type SourceText = { readonly path: string; readonly text: string };

/** Something that the rules of the repository do not allow. */
export type Offence = { readonly path: string; readonly line: number; readonly said: string };

export type Import = { readonly specifier: string; readonly line: number };
export type Export = {
  readonly name: string;
  readonly line: number;
  readonly isDefault: boolean;
  /** It only passes on what another file exports. */
  readonly isPassedOn: boolean;
};
type FunctionSpan = {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
  /** It is a block of tests, or has some in it. */
  readonly holdsTests: boolean;
};
/** Something that is different every time it is asked: the clock, chance. */
type Oracle = { readonly name: string; readonly line: number };

/** What the rules look at in a file. */
export type Source = SourceText & {
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly functions: readonly FunctionSpan[];
  readonly oracles: readonly Oracle[];
};

/** Reads a file of TypeScript. Throws where it is not TypeScript. */
export function parseSource({ path, text }: SourceText): Source {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error !== undefined) throw new Error(`${path} cannot be parsed: ${error.message}`);
  const lineOf = lineCounter(text);
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const imported = new Set(staticImports.flatMap((one) => one.entries.map((entry) => entry.localName.value)));
  const passedOn = staticExports.flatMap((one) => one.entries);
  const source = (span: Span): string => text.slice(span.start, span.end).replaceAll(/^['"`]|['"`]$/g, '');
  return {
    path,
    text,
    lines: lineOf(text.trimEnd().length),
    imports: [
      ...staticImports.map((one) => ({ specifier: one.moduleRequest.value, line: lineOf(one.start) })),
      ...passedOn.flatMap(({ moduleRequest, start }) =>
        moduleRequest === null || moduleRequest === undefined
          ? []
          : { specifier: moduleRequest.value, line: lineOf(start) },
      ),
      ...dynamicImports.map((one) => ({ specifier: source(one.moduleRequest), line: lineOf(one.start) })),
    ],
    exports: passedOn.map(({ exportName, localName, moduleRequest, start }) => ({
      name: exportName.name ?? '',
      line: lineOf(start),
      isDefault: !moduleRequest && (exportName.name ?? 'default') === 'default',
      isPassedOn: Boolean(moduleRequest) || (localName.name !== null && imported.has(localName.name ?? '')),
    })),
    functions: findFunctions(parsed.program, lineOf),
    oracles: findOracles(parsed.program, lineOf),
  };
}

type Program = ReturnType<typeof parseSync>['program'];
type LineOf = (offset: number) => number;

function lineCounter(text: string): LineOf {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (offset) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((ends[middle] ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Blocks of tests, and functions that hold such blocks, are as long as what they hold. */
const TEST_BLOCKS: ReadonlySet<string> = new Set(['describe', 'test', 'it']);

function findFunctions(program: Program, lineOf: LineOf): readonly FunctionSpan[] {
  const names = new Map<number, string>();
  const blocks: Span[] = [];
  const found: Span[] = [];
  const name = (node: Span | null, said: string): void => void (node && names.set(node.start, said));
  const add = (node: Span): void => void found.push(node);
  new Visitor({
    CallExpression(call) {
      if (TEST_BLOCKS.has(rootName(call.callee))) blocks.push(call, ...call.arguments);
    },
    VariableDeclarator: (node) =>
      name(node.init, node.id.type === 'Identifier' ? node.id.name : 'a function'),
    Property: (node) => name(node.value, keyName(node.key)),
    PropertyDefinition: (node) => name(node.value, keyName(node.key)),
    MethodDefinition: (node) => name(node.value, keyName(node.key)),
    FunctionDeclaration(node) {
      name(node, node.id?.name ?? 'a function');
      add(node);
    },
    FunctionExpression: add,
    ArrowFunctionExpression: add,
  }).visit(program);
  return found.map((node) => ({
    name: names.get(node.start) ?? 'a function',
    line: lineOf(node.start),
    lines: lineOf(node.end) - lineOf(node.start) + 1,
    holdsTests: blocks.some((block) => block.start >= node.start && block.end <= node.end),
  }));
}

const keyName = (key: { readonly type: string; readonly name?: unknown }): string =>
  typeof key.name === 'string' ? key.name : 'a function';

/** `test` in `test.each(rows)('…', …)`; empty where a call does not begin with a name. */
function rootName(callee: Expression): string {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type === 'MemberExpression') return rootName(callee.object);
  return callee.type === 'CallExpression' ? rootName(callee.callee) : '';
}

const ORACLE_MEMBERS: ReadonlySet<string> = new Set([
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
]);
const ORACLE_CALLS: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'setImmediate',
  'randomUUID',
  'Date',
]);

function findOracles(program: Program, lineOf: LineOf): readonly Oracle[] {
  const found: Oracle[] = [];
  const add = (name: string, node: Span): void => void found.push({ name, line: lineOf(node.start) });
  new Visitor({
    MemberExpression(node) {
      if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
      const name = `${node.object.name}.${node.property.name}`;
      if (ORACLE_MEMBERS.has(name)) add(name, node);
      if (node.object.name === 'globalThis' && ORACLE_CALLS.has(node.property.name))
        add(node.property.name, node);
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && ORACLE_CALLS.has(node.callee.name))
        add(node.callee.name, node);
    },
    NewExpression(node) {
      const isNow =
        node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0;
      if (isNow) add('new Date()', node);
    },
  }).visit(program);
  return found;
}
