/** Files and filings asked for without a network: they wait on the device and reach the server once. */

import type { Page } from '@playwright/test';
import { axe } from '../fixtures/axe.ts';
import { readyForNoNetwork } from '../fixtures/device.ts';
import type { Client } from '../fixtures/api.ts';
import { pdf } from '../fixtures/papers.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { birth } from '../screens/answers.ts';
import { EForm, procedures } from '../screens/form.ts';

const SLOT = 'birth_certificate_file';

/** Ids of the dossiers that the server has of this person. */
async function filed(client: Client): Promise<string[]> {
  return (await client.get<{ id: string }[]>('/api/dossiers')).map((one) => one.id);
}

/** Fills the form with a network, cuts it on the review, declares and presses send. */
async function sendWithoutNetwork(page: Page): Promise<EForm> {
  const form = await EForm.start(page, procedures.birth, 'requester');
  await form.fillUntilReview(birth());
  await readyForNoNetwork(page);
  await page.context().setOffline(true);
  await page.locator('#declaration').check();
  await page.getByRole('button', { name: say('fill.send'), exact: true }).click();
  await expect(page.locator('#filing-waits')).toBeFocused();
  return form;
}

test('a file chosen without a network waits through a reload and is sent', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  await readyForNoNetwork(page);
  await context.setOffline(true);
  const paper = pdf('giay-chung-sinh.pdf');
  await form.pickFiles(SLOT, [paper]);
  const row = form.question(SLOT).locator('.file-row', { hasText: paper.name });
  await expect(row).toContainText(like('fill.file_waits_here'));
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await expect(row).toContainText(like('fill.file_waits_here'));
  await context.setOffline(false);
  await expect(form.arrived(SLOT, paper.name)).toBeVisible();
  await form.saved();
  const stored = await (await client('mother')).draft(form.draft);
  expect(stored.attachments.map((one) => one.name)).toEqual([paper.name]);
});

test('sent without a network: waits, survives the tab, becomes one dossier', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  const form = await sendWithoutNetwork(page);
  expect(await axe(page)).toEqual([]);
  await expect(page.getByRole('button', { name: say('fill.send'), exact: true })).toBeHidden();
  const draft = form.draft;
  await page.close();
  const next = await context.newPage();
  await next.goto(`/to-khai/${draft}`);
  await expect(next.locator('#filing-waits')).toBeVisible();
  expect(await filed(mother)).toEqual(before);

  await context.setOffline(false);
  await next.waitForURL(/\/ho-so\/[^/]+/);
  await expect(next.locator('.receipt__code')).toBeVisible();
  expect((await filed(mother)).length).toBe(before.length + 1);
});

test('opened elsewhere in the portal, the way to what waits is shown', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  await sendWithoutNetwork(page);
  await page.close();
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('/ho-so');
  await expect(next.locator('.bar')).toContainText(say('portal.filing_waits'));
  expect(await axe(next)).toEqual([]);
  await next.getByRole('link', { name: say('portal.filing_waits_link') }).click();
  await next.waitForURL(/\/ho-so\/[^/]+/);
  expect((await filed(mother)).length).toBe(before.length + 1);
  await expect(next.locator('.bar')).toHaveCount(0);
});

test('a filing that waits can be taken back', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  const form = await sendWithoutNetwork(page);
  await page.getByRole('button', { name: say('fill.queue_take_back') }).click();
  await expect(page.locator('#filing-waits')).toHaveCount(0);
  await expect(page.getByRole('button', { name: say('fill.send'), exact: true })).toBeVisible();
  await context.setOffline(false);
  // Opened anew, so that whatever could still be sent would have been.
  await page.goto(`/to-khai/${form.draft}`);
  await expect(form.saveLine).toHaveText(like('fill.saved_at'));
  expect(await filed(mother)).toEqual(before);
});

test('changed elsewhere while it waited: nothing is sent, the person looks again', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  const form = await sendWithoutNetwork(page);
  const there = await mother.draft(form.draft);
  await mother.saveDraft(there, { ...there.answers, child_birth_facility: 'Bệnh viện Máy Kia' });
  await context.setOffline(false);
  await expect(page.locator('#filing-returned')).toBeFocused();
  await expect(page.locator('main')).toContainText('Bệnh viện Máy Kia');
  expect(await filed(mother)).toEqual(before);
});

test('the server refuses what had waited: said, remembered, mended and sent by hand', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  const form = await sendWithoutNetwork(page);
  const returned = page.locator('#filing-returned');
  const paper = (await mother.draft(form.draft)).attachments[0]?.id ?? '';
  await mother.delete(`/api/attachments/${paper}`);
  await context.setOffline(false);
  await expect(form.errors).toBeFocused();
  await expect(form.errors.locator(`a[href="#edit-${SLOT}"]`)).toBeVisible();
  await expect(returned).toHaveText(say('fill.queue_returned_title'));
  expect(await axe(page)).toEqual([]);

  // Whoever was not looking learns it later, and nothing has gone out by itself.
  await page.goto('/ho-so');
  await page.getByRole('link', { name: say('portal.filing_waits_link') }).click();
  await expect(returned).toBeVisible();
  expect(await filed(mother)).toEqual(before);

  await form.open('attachments');
  await form.attach(SLOT, [pdf('giay-chung-sinh-moi.pdf')]);
  await form.saved();
  await page.goto(`/to-khai/${form.draft}/xem-lai`);
  await form.submit();
  expect((await filed(mother)).length).toBe(before.length + 1);
});

test('filed from another device while it waited: one dossier, and its receipt here', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const mother = await client('mother');
  const before = await filed(mother);
  const { draft } = await sendWithoutNetwork(page);
  await page.close();
  const there = await mother.submit(await mother.draft(draft));
  await context.setOffline(false);
  const next = await context.newPage();
  await next.goto('/ho-so');
  await next.getByRole('link', { name: say('portal.filing_waits_link') }).click();
  await next.waitForURL(new RegExp(`/ho-so/${there.dossier}`));
  await expect(next.locator('.receipt__code')).toHaveText(there.code);
  expect((await filed(mother)).length).toBe(before.length + 1);
});

test('a device that is full says so, and the tab and the server keep everything', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  await context.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.answer('child_full_name', 'Nguyễn Máy Đầy');
  await expect(form.saveLine).toHaveText(like('fill.saved_at'));
  await expect(form.saveLine).toContainText(say('fill.no_room_here'));

  await context.setOffline(true);
  await form.answer('child_gender', 'male');
  await expect(form.saveLine).toHaveText(say('fill.saved_nowhere'));
  await form.answer('child_date_of_birth', ['1', '11', '2026']);
  await form.next();
  await page.goBack();
  await expect(form.input('child_full_name')).toHaveValue('Nguyễn Máy Đầy');
  await expect(form.input('child_date_of_birth', 'day')).toHaveValue('1');

  await context.setOffline(false);
  await expect(form.saveLine).toHaveText(like('fill.saved_at'));
  const stored = await (await client('mother')).draft(form.draft);
  expect(stored.answers).toMatchObject({ child_full_name: 'Nguyễn Máy Đầy', child_gender: 'male' });
});
