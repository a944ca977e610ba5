import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, and would else be begun last, with the other core idle: files go by their size. */
const LONGEST = [
  'specs/expectations.test.ts',
  'cli/checkpoint/checkpoint.test.ts',
  'checker/parallel/together.test.ts',
  'cli/workers.test.ts',
  'model/walks.test.ts',
  'specs/replication/oracles.test.ts',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const nth = LONGEST.findIndex((file) => moduleId.endsWith(file));
      return nth === -1 ? LONGEST.length : nth;
    };
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ['{checker,model,specs,cli,bench,docs,counterexamples}/**/*.test.ts'],
    // Whole state spaces and child processes take longer than the usual five seconds.
    testTimeout: 120_000,
    // Most of the time goes to child processes, so every core may have a worker.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
  },
});
