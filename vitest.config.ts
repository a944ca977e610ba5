import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{checker,model,specs,cli,bench,docs,counterexamples}/**/*.test.ts'],
    // Whole state spaces and child processes take longer than the usual five seconds.
    testTimeout: 120_000,
    // Most of the time goes to child processes, so every core may have a worker.
    maxWorkers: '100%',
  },
});
