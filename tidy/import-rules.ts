import { isConfiguration, isTest, isTestSuite, layerOf, type Layer } from './layers.ts';
import type { Import, Offence, Source } from './parse-source.ts';
import { resolveImport } from './resolve-import.ts';

/** Imports that go against the direction, leave a part that has no packages, or take hold of what nobody may import. */
export function importOffences(source: Source): readonly Offence[] {
  return source.imports.flatMap((one) =>
    [offFile(source, one), offDirection(source, one), offPackage(source, one)].flatMap((said) =>
      said === undefined ? [] : { path: source.path, line: one.line, said },
    ),
  );
}

function offFile({ path }: Source, { specifier }: Import): string | undefined {
  const to = resolveImport(path, specifier);
  if (to.kind !== 'file') return undefined;
  if (to.path === 'server/main.ts')
    return `imports ${to.path}: it is the start of the program and nobody's part`;
  if (to.path.endsWith('.test.ts')) return `imports the test ${to.path}`;
  if (isTestSuite(to.path) && !mayUseTests(path)) return `imports ${to.path}, which is for tests`;
  const roundabout =
    to.path.startsWith('domain/') && !path.startsWith('domain/') && !specifier.startsWith('#');
  return roundabout ? `imports ${specifier}: say #${to.path}` : undefined;
}

function offDirection({ path }: Source, { specifier }: Import): string | undefined {
  const to = resolveImport(path, specifier);
  const from = layerOf(path);
  if (to.kind !== 'file' || from.imports === undefined || isFree(path)) return undefined;
  const target = layerOf(to.path);
  if (target.name === from.name || from.imports.includes(target.name)) return undefined;
  return `imports ${to.path}: ${from.name} may import ${listed(['itself', ...from.imports])}, not ${target.name}`;
}

function offPackage({ path }: Source, { specifier }: Import): string | undefined {
  const to = resolveImport(path, specifier);
  const { name, packages } = layerOf(path);
  if (to.kind === 'file' || packages === undefined || isFree(path)) return undefined;
  if (to.kind === 'package' && packages.test(to.name)) return undefined;
  return `imports ${to.name}: ${name} ${to.kind === 'package' ? 'does without this package' : 'runs without Node'}`;
}

/** Clocks and chance where the same input must give the same output, and any reading of the clock outside `server/clock/clock.ts`. */
export function oracleOffences({ path, oracles }: Source): readonly Offence[] {
  if (isTest(path)) return [];
  const layer = layerOf(path);
  return oracles.flatMap(({ name, line }) => {
    const said = oracleSaid(layer, path, name);
    return said === undefined ? [] : { path, line, said };
  });
}

function oracleSaid(layer: Layer, path: string, name: string): string | undefined {
  if (layer.isPure) return `asks ${name}: ${layer.name} is pure, so time and chance are arguments`;
  const readsClock = ['Date.now', 'new Date()', 'Date'].includes(name);
  return layer.name === 'server' && readsClock && path !== 'server/clock/clock.ts'
    ? `asks ${name}: the clock is read in server/clock/clock.ts only`
    : undefined;
}

/** A benchmark stands on what tests stand on. */
const mayUseTests = (path: string): boolean => isTest(path) || path.startsWith('bench/');

const isFree = (path: string): boolean => isTest(path) || isConfiguration(path);

const listed = (names: readonly string[]): string => new Intl.ListFormat('en').format(names);
