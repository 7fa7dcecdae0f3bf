/** An administrator adds a day off: it is looked at first, saved with its reason, and moves no promised date. */

import { Client, exampleAnswers } from '../fixtures/api.ts';
import { axe } from '../fixtures/axe.ts';
import { signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';

test('a day off is looked at, saved, and moves no promised date', async ({ open, ownServer }) => {
  const [mother, clerk] = await Promise.all([Client.signIn(ownServer.url, 'mother'), Client.signIn(ownServer.url, 'clerk')]);
  const receipt = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  await clerk.act(receipt.dossier, 'accept');
  const before = (await clerk.staffDossier(receipt.dossier)).legal_due_at;
  const [year, month, day] = new Date(new Date(before).getTime() + 7 * 3600 * 1000).toISOString().slice(0, 10).split('-');

  const context = await open('desktop', { baseURL: ownServer.url });
  await signIn(context, ownServer.url, 'administrator');
  const page = await context.newPage();
  await page.goto('/quan-tri');
  await page.getByRole('link', { name: say('admin.calendar'), exact: true }).click();
  await expect(page.locator('main h1')).toHaveText(say('admin.calendar'));
  await page.locator('#day-date').fill('1/1/2020');
  await page.locator('#day-name').fill('Nghỉ theo quyết định');
  const add = page.locator('form', { has: page.locator('#day-date') }).getByRole('button');
  await add.click();
  await expect(page.locator('#day-date-error')).toContainText(say('admin.fault_past'));
  await page.locator('#day-date').fill(`${day}/${month}/${year}`);
  await add.click();
  await expect(page.locator('#day-date')).toHaveValue('');
  await page.getByRole('button', { name: say('admin.change_preview') }).click();
  await expect(page.getByText(say('admin.change_previewed'))).toBeVisible();
  await page.getByRole('button', { name: say('admin.change_save') }).click();
  await expect(page.locator('#change-reason')).toBeFocused();
  await page.locator('#change-reason').fill('Quyết định số 12/QĐ-UBND');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: say('admin.change_save') }).click();
  await expect(page.locator('#change-title')).toBeFocused();
  await expect(page.getByRole('region', { name: say('admin.history_title') })).toContainText('Quyết định số 12/QĐ-UBND');
  expect((await clerk.staffDossier(receipt.dossier)).legal_due_at).toBe(before);
});
