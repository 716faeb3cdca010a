import { cpus } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files whose tests wait most of their time: for a browser, for fifteen seconds of silence, for npm. */
const WAITING =
  /\.browser\.test\.ts$|packing\/package\.test\.ts$|(kills|killed|recounting|keeping|real-server)\.test\.ts$/;

const waits = ({ moduleId }: TestSpecification): boolean => WAITING.test(moduleId);

/** Those begin first, so that what only computes fills the time in which they wait. */
class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(waits), ...sorted.filter((file) => !waits(file))];
  }
}

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    env: { TZ: 'UTC' },
    pool: 'forks',
    // One more than there are cores, for there is always somebody who waits.
    maxWorkers: cpus().length + 1,
    sequence: { sequencer: WaitingFirst },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
});
