/** A device that others use: one button forgets everything, with and without a network. */

import type { Page } from '@playwright/test';
import { axe } from '../fixtures/axe.ts';
import { onDevice, rawStores, readyForNoNetwork } from '../fixtures/device.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

/** Who the server believes is signed in. */
function signedIn(page: Page): Promise<unknown> {
  return page.evaluate(async () => ((await (await fetch('/api/session')).json()) as { account: unknown }).account);
}

/** Nothing of a person is left in any store; only files that are the same for everybody. */
async function expectNothing(page: Page, except: string[] = []): Promise<void> {
  const left = await rawStores(page);
  expect(left.databases).toEqual([]);
  expect(left.locals.filter((name) => !except.includes(name))).toEqual([]);
  expect(left.caches.filter((url) => !/\/(assets|pkg|reference)\/|\/(offline\.(html|css)|favicon\.svg|language|ho-so\?lang=(vi|en))$/.test(url))).toEqual([]);
}

test('one press on the list of drafts forgets everything', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.answer('child_full_name', 'Nguyễn Máy Chung');
  await form.saved();
  await page.goto('/ho-so');
  expect(await axe(page)).toEqual([]);
  await page.locator('main').getByRole('button', { name: say('portal.forget_everything') }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await expectNothing(page);
  expect(await signedIn(page)).toBeNull();
});

test('without a network it asks first, then forgets; the session ends when the network is back', async ({ person }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await readyForNoNetwork(page);
  const { draft } = form;
  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Chưa Gửi');
  await onDevice(page, 'Nguyễn Chưa Gửi');
  await page.locator('.menu__button').click();
  await page.getByRole('button', { name: say('portal.forget_everything') }).click();
  const dialog = page.getByRole('dialog', { name: say('portal.leave_title') });
  await expect(dialog).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: say('portal.leave_stay') }).click();
  await expect(form.input('child_full_name')).toHaveValue('Nguyễn Chưa Gửi');

  await page.locator('.menu__button').click();
  await page.getByRole('button', { name: say('portal.forget_everything') }).click();
  await dialog.getByRole('button', { name: say('portal.leave_confirm') }).click();
  await page.waitForURL(/\/dang-nhap/);
  await expect(page.getByRole('heading', { name: say('portal.left_title') })).toBeVisible();
  await expectNothing(page, ['motcua:left']);
  // Nobody opens the draft from here.
  await page.goto(`/to-khai/${draft}/child`);
  await page.waitForURL(/\/dang-nhap/);

  await context.setOffline(false);
  await page.goto('/');
  await expect.poll(() => signedIn(page)).toBeNull();
});
