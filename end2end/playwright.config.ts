/**
 * Which browser tests there are and in what browser they run: Chromium as the system installed it, no downloads.
 *
 * The tests need a built server and site: `cargo xtask test e2e` builds both, starts a PostgreSQL and calls this.
 * Settings come as MOTCUA_BIN, MOTCUA_SITE and MOTCUA_TEST_POSTGRES; see fixtures/environment.ts.
 */

import { defineConfig, devices } from '@playwright/test';
import { chromium } from './fixtures/browser.mjs';

const use = {
  browserName: 'chromium' as const,
  locale: 'vi-VN',
  timezoneId: 'Asia/Ho_Chi_Minh',
  launchOptions: {
    executablePath: chromium.path,
    args: [...chromium.arguments],
  },
  // A trace shows every step with its page, and costs a third of the time: `--trace=on` when a failure is not clear.
  trace: 'on-first-retry' as const,
  actionTimeout: 10_000,
  navigationTimeout: 20_000,
};

const desktop = { ...devices['Desktop Chrome'], ...use, viewport: { width: 1440, height: 900 } };
const projects = [
  { name: 'journeys', testDir: 'journeys', use: desktop },
  { name: 'accessibility', testDir: 'accessibility', use: desktop },
];
// Pictures write into docs/: only when asked for, by `npm run pictures`.
if (process.env.MOTCUA_PICTURES) {
  projects.push({ name: 'pictures', testDir: 'pictures', use: desktop });
}

export default defineConfig({
  projects,
  globalSetup: './fixtures/setup.ts',
  outputDir: 'test-results',
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  // One browser and one server a worker: two cores, two workers.
  workers: 2,
  fullyParallel: false,
  // A test that needs a second try is a fault, of the product or of the test: it is printed as flaky. On the shared, slow
  // machines of continuous integration it does not stop a landing.
  retries: process.env.CI ? 2 : 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./fixtures/closing-line.ts']],
});
