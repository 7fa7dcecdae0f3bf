/**
 * The form engine alone in a browser: no server, no site, no demonstration data. `cargo xtask test engine` builds what it
 * needs and calls this.
 */

import { defineConfig, devices } from '@playwright/test';
import { chromium } from '../fixtures/browser.mjs';

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 1,
  forbidOnly: true,
  use: {
    ...devices['Desktop Chrome'],
    browserName: 'chromium',
    launchOptions: { executablePath: chromium.path, args: [...chromium.arguments] },
  },
  reporter: [['list']],
});
