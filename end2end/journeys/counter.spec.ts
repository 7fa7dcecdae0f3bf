/** The counter with a scanner: a card is read, a person added, a paper dossier received and found again by its code. No mouse. */

import type { Page } from '@playwright/test';
import { axe } from '../fixtures/axe.ts';
import { pdf } from '../fixtures/papers.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { Queue } from '../screens/queue.ts';

/** What a scanner types from the card of somebody whom nobody knows yet. */
const CARD = '001190999977|012345670|Lê Thị Quầy|15031990|Nữ|Số 2, phố Giả Định, Cầu Giấy, Hà Nội|10052021';

/** A scanner is a keyboard that ends with Enter. */
async function scan(page: Page, box: string, text: string): Promise<void> {
  await page.locator(box).focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press('Enter');
}

test('counter with scan', async ({ person }) => {
  const { page } = await person('clerk', 'desktop');
  await Queue.open(page);
  await page.getByRole('link', { name: say('counter.title') }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('main h1')).toHaveText(say('counter.title'));

  await test.step('a code that is no card is said clearly', async () => {
    await scan(page, '#person-key', 'x|y');
    await expect(page.locator('#person-key')).toBeFocused();
    await expect(page.locator('#person-key-error')).toContainText(say('counter.card_not_a_card'));
    await page.locator('#person-key').fill('');
  });

  await test.step('the card of a newcomer fills the form of the person', async () => {
    await scan(page, '#person-key', CARD);
    await expect(page.locator('#person-found')).toBeFocused();
    await expect(page.locator('#new-id')).toHaveValue('001190999977');
    await expect(page.locator('#new-name')).toHaveValue('Lê Thị Quầy');
    await expect(page.locator('#new-born')).toHaveValue('15/03/1990');
    await expect(page.locator('#new-gender-female')).toBeChecked();
    expect(await axe(page)).toEqual([]);
    await page.locator('#new-phone').focus();
    await page.keyboard.type('0912345678');
    await page.keyboard.press('Enter');
    await expect(page.locator('#person-chosen')).toBeFocused();
    await expect(page.locator('#person-chosen')).toContainText('Lê Thị Quầy');
  });

  await test.step('a procedure is chosen from the list', async () => {
    await page.locator('#counter-procedure').focus();
    await page.keyboard.type('2.000635');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: say('counter.start') })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/can-bo\/tiep-nhan\/.+/);
    await expect(page.locator('main')).toContainText('Lê Thị Quầy');
  });

  const receive = page.getByRole('button', { name: say('counter.receive'), exact: true });
  await test.step('what was not looked at is named', async () => {
    await page.locator('#paper-only').focus();
    await page.keyboard.press('Space');
    await expect(page.locator('#paper-only')).toBeChecked();
    await receive.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#error-summary')).toBeFocused();
    await expect(page.locator('#error-summary li').first()).toHaveText(say('counter.form_scan_missing'));
    expect(await axe(page)).toEqual([]);
  });

  const code = await test.step('counted, scanned, received: code and date are there', async () => {
    await page.locator('#papers-0-0').focus();
    await page.keyboard.type('1');
    await page.locator('#scan-0').setInputFiles(pdf('to-khai.pdf'));
    await expect(page.locator('#live-status')).toHaveText(say('counter.scan_added', { name: 'to-khai.pdf' }));
    await expect(page.getByRole('link', { name: 'to-khai.pdf' })).toBeVisible();
    const others = page.getByRole('checkbox', { name: like('counter.not_needed') });
    for (let at = 1; at < (await others.count()); at += 1) {
      await others.nth(at).focus();
      await page.keyboard.press('Space');
    }
    await receive.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#received-title')).toBeFocused();
    expect(await axe(page)).toEqual([]);
    const found = /\S+-\d{6}-\d{4,}/.exec(await page.locator('#received-title').innerText());
    expect(found).not.toBeNull();
    return found?.[0] ?? '';
  });

  await test.step('the code opens the dossier from the queue', async () => {
    await Queue.open(page);
    await scan(page, '#scan-dossier', '000.00.91.H26-200101-0001');
    await expect(page.locator('#scan-dossier-error')).toContainText(say('counter.scan_dossier_none'));
    await page.locator('#scan-dossier').fill('');
    await scan(page, '#scan-dossier', code.toLowerCase());
    await page.waitForURL(/\/can-bo\/ho-so\/.+/);
    await expect(page.locator('main')).toContainText(code);
    await expect(page.locator('#came-in-title')).toBeVisible();
    await expect(page.locator('main')).toContainText(say('counter.paper_only_line'));
    expect(await axe(page)).toEqual([]);
  });
});
