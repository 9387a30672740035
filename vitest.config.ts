import { defineConfig } from 'vitest/config'

const common = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // More than the two cores that everybody has: much of the time is spent waiting for browsers, processes and timers.
  maxWorkers: 3,
}

export default defineConfig({
  test: {
    ...common,
    projects: [
      {
        test: {
          ...common,
          name: 'house',
          include: ['{packages,apps}/*/test/**/*.test.ts', 'bench/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'apps/console/**'],
          globalSetup: ['test/temporary-folder.ts', 'packages/control/test/empty-database.ts'],
          // The files of a process share modules and databases, which take longer to make than most tests: what a file
          // changes for the whole process, it changes back.
          isolate: false,
        },
      },
      {
        test: {
          ...common,
          name: 'console',
          // A browser, a server, its worker and an emulator on few cores: what was late once is asked for once more.
          retry: 1,
          expect: { poll: { timeout: 20_000 } },
          include: ['apps/console/test/**/*.test.ts'],
          globalSetup: ['test/temporary-folder.ts', 'apps/console/test/setup/global-setup.ts'],
        },
      },
    ],
  },
})
