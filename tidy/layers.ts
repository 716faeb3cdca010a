/** A part of the repository with its own rules of import. */
export type Layer = {
  readonly name: string;
  /** The folder, or the one file; the longest that fits a path wins. */
  readonly at: string;
  /** Layers whose files it may import besides its own. Absent: any. */
  readonly imports?: readonly string[];
  /** Packages it may import. Absent: any, and Node's own. */
  readonly packages?: RegExp;
  /** No clock and no chance in it: the same input gives the same output, today and in a replay. */
  readonly isPure?: true;
};

const NONE = /^$/;

/** Which way imports go: downwards in this list, and only as far as it says. */
const LAYERS: readonly Layer[] = [
  { name: 'domain', at: 'domain/', imports: [], packages: NONE, isPure: true },
  { name: 'erlang-c', at: 'forecasting/erlang-c/', imports: [], packages: NONE, isPure: true },
  {
    name: 'forecasting',
    at: 'forecasting/',
    imports: ['domain'],
    packages: /^(d3-(array|scale|shape)|erlang-c)$/,
    isPure: true,
  },
  { name: 'schedules', at: 'schedules/', imports: ['domain'], packages: /^erlang-c$/, isPure: true },
  { name: 'highs', at: 'schedules/solver/highs/', imports: ['domain', 'schedules'], packages: /^highs$/ },
  { name: 'floor', at: 'server/floor/', imports: ['domain'], packages: NONE, isPure: true },
  { name: 'metrics', at: 'server/metrics/', imports: ['domain', 'floor'], packages: NONE, isPure: true },
  {
    name: 'alerts',
    at: 'server/alerts/',
    imports: ['domain', 'floor', 'metrics'],
    packages: NONE,
    isPure: true,
  },
  {
    name: 'pipeline',
    at: 'server/pipeline/',
    imports: ['domain', 'floor', 'metrics', 'alerts'],
    packages: NONE,
    isPure: true,
  },
  {
    name: 'conditions',
    at: 'server/history/conditions/',
    imports: ['domain'],
    packages: /^@marcbachmann\/cel-js$/,
    isPure: true,
  },
  {
    name: 'figures',
    at: 'server/history/figures/',
    imports: ['domain', 'conditions'],
    packages: NONE,
    isPure: true,
  },
  {
    name: 'server',
    at: 'server/',
    imports: [
      'domain',
      'floor',
      'metrics',
      'alerts',
      'pipeline',
      'conditions',
      'figures',
      'forecasting',
      'schedules',
      'highs',
      'erlang-c',
    ],
  },
  {
    name: 'wallboard',
    at: 'wallboard/',
    imports: ['domain'],
    packages: /^(lit|@lit\/\w+|luxon|d3(-\w+)?|@fontsource(-variable)?\/.+)$/,
  },
];

/** The layer of a path; the root where no folder has rules of its own. */
export function layerOf(path: string): Layer {
  let best = ROOT;
  for (const layer of LAYERS) if (path.startsWith(layer.at) && layer.at.length > best.at.length) best = layer;
  return best;
}

const ROOT: Layer = { name: 'the root', at: '' };

/** A test, and what only tests import: contracts, suites. Direction, packages and clocks are free in them. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || isTestSuite(path);
}

/** Tests that are kept apart from their test file, to be run on several things, and the folders of what tests stand on. */
export function isTestSuite(path: string): boolean {
  return path.includes('/testing/') || /-(contract|suite)(-[\w-]+)?\.ts$/.test(path);
}

/** A tool's configuration, which that tool expects as a default export. */
export function isConfiguration(path: string): boolean {
  return /(^|\/)[\w.-]+\.config\.ts$/.test(path);
}
