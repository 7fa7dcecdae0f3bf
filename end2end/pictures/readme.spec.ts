/**
 * The pictures of the README: real screens with the demonstration's fictitious people. Run by `npm run pictures` after
 * a change of looks; writes docs/pictures/*.png and fails when one has become too heavy for a README.
 */

import { mkdirSync, statSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { prepare, type Cases } from '../accessibility/pages.ts';
import { Client } from '../fixtures/api.ts';
import { root } from '../fixtures/environment.ts';
import { signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';

const FOLDER = `${root}docs/pictures`;
const MOST_BYTES = 400_000;

const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 1 };
const desktop = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 };

let cases: Cases;
test.beforeAll(async ({ server }) => {
  mkdirSync(FOLDER, { recursive: true });
  cases = await prepare((who) => Client.signIn(server.url, who));
});

async function take(page: Page, name: string): Promise<void> {
  await expect(page.locator('#live-status')).toHaveCount(1);
  await expect(page.locator('main h1')).not.toBeEmpty();
  await expect(page.locator('.skeleton, [aria-busy=true]')).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  const path = `${FOLDER}/${name}.png`;
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  expect(statSync(path).size, `${name}.png`).toBeLessThanOrEqual(MOST_BYTES);
}

test('public pages', async ({ open, server }) => {
  const small = await (await open('phone', { baseURL: server.url, ...phone })).newPage();
  await small.goto('/');
  await take(small, 'home-phone');
  const wide = await (await open('desktop', { baseURL: server.url, ...desktop })).newPage();
  await wide.goto('/');
  await take(wide, 'home-desktop');
  await wide.goto('/thu-tuc/dang-ky-khai-sinh');
  await take(wide, 'procedure-desktop');
});

test('the citizen’s screens', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url, ...phone });
  await signIn(context, server.url, 'mother');
  const page = await context.newPage();
  for (const [name, path] of [
    ['form-phone', `/to-khai/${cases.draft}/child`],
    ['review-phone', `/to-khai/${cases.draft}/xem-lai`],
    ['dossier-phone', `/ho-so/${cases.supplement}`],
  ] as const) {
    await page.goto(path);
    await take(page, name);
  }
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/ho-so/${cases.returned}`);
  await take(page, 'dossier-phone-dark');
});

test('the officers’ screens', async ({ open, server }) => {
  const context = await open('desktop', { baseURL: server.url, ...desktop });
  await signIn(context, server.url, 'clerk');
  const page = await context.newPage();
  await page.goto('/can-bo?view=agency');
  await take(page, 'queue-desktop');
  await page.goto(`/can-bo/ho-so/${cases.received}`);
  await expect(page.getByRole('img', { name: say('staff.picture_of', { name: 'giay-chung-sinh.png' }) })).toBeVisible();
  await take(page, 'workspace-desktop');
});
