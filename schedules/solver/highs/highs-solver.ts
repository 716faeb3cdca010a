import packaged, { type Highs } from 'highs';
import { assert } from '#domain/assert.ts';
import type { LinearSolver } from '../linear-solver.ts';
import { HighsModel } from './highs-model.ts';

/**
 * HiGHS as WebAssembly (https://highs.dev, MIT), one thread. An instance of its own: what breaks in it
 * (it cannot catch C++ exceptions: running out of memory ends it) leaves the others alone.
 */
export async function highsSolver(): Promise<LinearSolver> {
  // The package calls itself CommonJS, so TypeScript takes its default export for a namespace; Node gives the loader.
  const load: unknown = packaged;
  assert(isLoader(load), 'the default export of the package highs is its loader');
  const highs = await load();
  return { open: (program) => new HighsModel(highs, program) };
}

function isLoader(load: unknown): load is () => Promise<Highs> {
  return typeof load === 'function';
}
