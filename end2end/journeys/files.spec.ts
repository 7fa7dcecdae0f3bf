/** Files: what is wrong with one says so at that one, and the others go their way. */

import type { Locator } from '@playwright/test';
import { cutOff, empty, large, type Paper, pdf, png, program, text } from '../fixtures/papers.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

const SLOT = 'birth_certificate_file';

const bad: { what: string; paper: Paper; says: RegExp }[] = [
  { what: 'a type that the slot does not take', paper: text('ghi-chu.txt'), says: like('fill.file_wrong_type') },
  { what: 'a program that calls itself PDF', paper: program('giay-chung-sinh.pdf'), says: like('problem.unsupported_file') },
  { what: 'a PDF that was cut off', paper: cutOff('cat-ngang.pdf'), says: like('problem.unsupported_file') },
  { what: 'an empty file', paper: empty('trong.pdf'), says: like('fill.file_empty') },
  { what: 'a file that is too large', paper: large('qua-lon.pdf', 10_000_001), says: like('fill.file_too_big', { max: 10 }) },
];

for (const { what, paper, says } of bad) {
  test(`${what} is refused with the reason`, async ({ person }) => {
    const { page } = await person('mother', 'phone');
    const form = await EForm.start(page, procedures.birth, 'attachments');
    await form.pickFiles(SLOT, [paper]);
    const row = form.refused(SLOT, paper.name);
    await expect(row).toContainText(says);
    await expect(row.locator('.field__error')).toBeVisible();
    // It can be taken away again, and the slot is as it was.
    await row.getByRole('button', { name: say('fill.file_remove', { name: paper.name }) }).click();
    await expect(row).toHaveCount(0);
  });
}

test('of several files only the bad ones are blamed', async ({ person, client }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  const good = [pdf('mat-truoc.pdf'), png('mat-sau.png')];
  const wrong = [program('virus.pdf'), empty('rong.pdf')];
  await form.pickFiles(SLOT, [...good, ...wrong]);
  for (const paper of good) {
    await expect(form.arrived(SLOT, paper.name)).toBeVisible();
  }
  for (const paper of wrong) {
    await expect(form.refused(SLOT, paper.name)).toBeVisible();
  }
  await form.saved();
  const stored = await (await client('mother')).draft(form.draft);
  expect(stored.attachments.map((file) => file.name).sort()).toEqual(good.map((paper) => paper.name).sort());
});

test('more files than the slot takes: the surplus is named', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  const papers = Array.from({ length: 6 }, (_, index) => pdf(`trang-${index + 1}.pdf`));
  await form.pickFiles(SLOT, papers);
  await expect(form.question(SLOT).locator('.file-row--done')).toHaveCount(5);
  await expect(form.refused(SLOT, 'trang-6.pdf')).toContainText(say('fill.file_too_many', { max: 5 }));
});

test('an upload shows its progress and can be stopped', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 });
  const paper = large('dai.pdf', 4_000_000);
  await form.pickFiles(SLOT, [paper]);
  const bar: Locator = form.question(SLOT).getByRole('progressbar', { name: say('fill.file_uploading', { name: paper.name }) });
  await expect.poll(() => bar.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(0);
  await page.getByRole('button', { name: say('fill.file_stop', { name: paper.name }) }).click();
  await expect(form.question(SLOT).locator('.file-row')).toHaveCount(0);
  await expect(page.locator('#live-status')).toHaveText(say('fill.file_stopped', { name: paper.name }));
  expect((await (await client('mother')).draft(form.draft)).attachments).toEqual([]);
});

test('a file can be looked at and removed', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  await form.attach(SLOT, [png('anh-giay.png')]);
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: say('fill.file_view', { name: 'anh-giay.png' }) }).click();
  const preview = await opened;
  await preview.waitForLoadState();
  expect(await preview.evaluate(() => document.images[0]?.naturalWidth)).toBe(300);
  await preview.close();

  await page.getByRole('button', { name: say('fill.file_remove', { name: 'anh-giay.png' }) }).click();
  await expect(form.question(SLOT).locator('.file-row')).toHaveCount(0);
  await expect(page.locator('#live-status')).toHaveText(say('fill.file_removed', { name: 'anh-giay.png' }));
  await form.saved();
  await page.reload();
  await form.ready();
  await expect(form.question(SLOT).locator('.file-row')).toHaveCount(0);
  expect((await (await client('mother')).draft(form.draft)).attachments).toEqual([]);
});

test('without a network the file says that it waits, and goes out by itself', async ({ person }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'attachments');
  await context.setOffline(true);
  await form.pickFiles(SLOT, [png('cho-mang.png')]);
  const row = form.question(SLOT).locator('.file-row', { hasText: 'cho-mang.png' });
  await expect(row).toContainText(like('fill.file_waits_here'));
  await expect(page.locator('#live-status')).toHaveText(say('fill.file_waits', { name: 'cho-mang.png' }));
  await context.setOffline(false);
  await expect(form.arrived(SLOT, 'cho-mang.png')).toBeVisible();
});
