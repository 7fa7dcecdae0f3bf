/** Typing before the application runs: the server's page takes what is typed, and hands it over. Nothing moves, nothing is lost. */

import type { BrowserContext, Page } from '@playwright/test';
import { axe } from '../fixtures/axe.ts';
import { signIn } from '../fixtures/people.ts';
import { watchShifts } from '../fixtures/shifts.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

/** Without the worker, which would answer before anything can be held back. */
const ALONE = { serviceWorkers: 'block' } as const;
/** The narrowest phone. */
const NARROW = { width: 360, height: 740 };

/** Holds the application back, for this page and those after it, until what it answers is called. */
async function holdBack(context: BrowserContext): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route('**/pkg/**', async (route) => {
    await released;
    // One that was asked for before a reload is nobody's by now.
    await route.continue().catch(() => undefined);
  });
  return () => release();
}

/** Two frames: what the first brings is seen in the second. */
const drawn = (page: Page) =>
  page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));

/** The page can be sent: from here on whatever is typed and pressed is handed over. */
const early = (page: Page) => expect(page.locator('form[data-early] button[type=submit]')).toBeEnabled();
const application = (page: Page) => expect(page.locator('#live-status')).toHaveCount(1);

test('what is typed into a draft before the application runs is in the application, on the server, and goes on', async ({ open, server, client }) => {
  const context = await open('phone', { ...ALONE, baseURL: server.url, viewport: NARROW });
  await signIn(context, server.url, 'mother');
  const page = await context.newPage();
  const shifted = await watchShifts(page);
  const draft = await EForm.begin(page, procedures.birth);
  const form = new EForm(page, procedures.birth);
  let release = await holdBack(context);
  await page.goto(`/to-khai/${draft}/child`);
  await early(page);
  expect(await axe(page)).toEqual([]);
  await form.answer('child_date_of_birth', ['5', '11', '2026']);
  await form.answer('child_gender', 'female');
  await form.input('child_full_name').pressSequentially('Võ Sớm');
  await page.reload();
  await early(page);
  const name = form.input('child_full_name');
  await expect(name).toHaveValue('Võ Sớm');
  await expect(form.question('child_gender').locator('input:checked')).toHaveValue('female');
  // The caret goes between the two words.
  await name.focus();
  for (let presses = 0; presses < 'Sớm'.length; presses += 1) {
    await page.keyboard.press('ArrowLeft');
  }
  release();
  await application(page);
  await expect(name).toBeFocused();
  await page.keyboard.type('Mai ');
  await expect(name).toHaveValue('Võ Mai Sớm');
  await expect(form.input('child_date_of_birth', 'day')).toHaveValue('5');
  await expect(form.question('child_gender').locator('input:checked')).toHaveValue('female');
  await form.saved();
  expect(await shifted(), 'nothing moves').toBeLessThan(0.02);
  const stored = await (await client('mother')).draft(draft);
  expect(stored.answers).toMatchObject({
    child_full_name: 'Võ Mai Sớm',
    child_date_of_birth: { day: '5', month: '11', year: '2026' },
    child_gender: 'female',
  });

  // “Continue” before there is anything to continue with: remembered, and done when it can be.
  release = await holdBack(context);
  await page.goto(`/to-khai/${draft}/child`);
  await early(page);
  await name.fill('Võ Mai Sớm Mai');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: say('shell.loading') })).toBeVisible();
  expect(new URL(page.url()).pathname, 'no page load').toBe(`/to-khai/${draft}/child`);
  release();
  await page.waitForURL(`**/to-khai/${draft}/child-origin`);
  await form.saved();
  expect((await (await client('mother')).draft(draft)).answers.child_full_name).toBe('Võ Mai Sớm Mai');
});

test('a long form takes a text, a date, a choice and a tick early, and does not move', async ({ open, server }) => {
  const context = await open('phone', { ...ALONE, baseURL: server.url, viewport: NARROW });
  const page = await context.newPage();
  const shifted = await watchShifts(page);
  let release = await holdBack(context);
  await page.goto('/gallery/form-60');
  await early(page);
  const question = (number: number): string => `[id="f-q1_${number}"]`;
  const select = page.locator('form select:not([disabled])').first();
  const selected = `select[id="${await select.getAttribute('id')}"]`;
  await page.locator(question(1)).fill('Sớm');
  await select.selectOption('7');
  await page.locator('[id="f-rows1[r2].q1_101"]').fill('Dòng hai');
  const tick = page.locator('form input[type=checkbox]').first();
  await tick.check();
  // What a scrolling reader brings near is drawn then, with or without an application.
  await drawn(page);
  const before = await shifted();
  release();
  await application(page);
  await expect(page.locator(question(1))).toHaveValue('Sớm');
  await expect(page.locator(selected)).toHaveValue('7');
  await expect(page.locator('[id="f-rows1[r2].q1_101"]')).toHaveValue('Dòng hai');
  await expect(tick).toBeChecked();
  await drawn(page);
  expect((await shifted()) - before, 'nothing moves').toBeLessThan(0.02);

  // A tick that opens questions does so when the application has it.
  release = await holdBack(context);
  await page.reload();
  await early(page);
  await page.locator('[data-field="q1_35"] input').check();
  await expect(page.locator(question(36))).toHaveCount(0);
  release();
  await expect(page.locator(question(36))).toBeVisible();
});

test('a browser without WebAssembly gets no form that looks as if it could be sent', async ({ open, server }) => {
  const context = await open('phone', { ...ALONE, baseURL: server.url });
  const page = await context.newPage();
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'WebAssembly');
  });
  await page.goto('/gallery/form-60');
  await expect(page.getByRole('alert')).toContainText('Trình duyệt này quá cũ');
  await expect(page.locator('form[data-early] button[type=submit]')).toBeDisabled();
});
