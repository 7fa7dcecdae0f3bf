/** Many dossiers at once, by keyboard alone: chosen in the queue, looked at first, run, and nothing done twice. */

import type { Locator, Page } from '@playwright/test';
import { type Client, exampleAnswers, type Receipt } from '../fixtures/api.ts';
import { axe } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Queue } from '../screens/queue.ts';
import { Workspace } from '../screens/workspace.ts';

function file(mother: Client): Promise<Receipt> {
  return mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
}

/** Presses Tab, or Shift+Tab, until the focus is where it should be. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 120; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

const actions = async (clerk: Client, id: string): Promise<string[]> => (await clerk.staffDossier(id)).timeline.map((event) => event.action);

test('bulk', async ({ person, client }) => {
  const mother = await client('mother');
  const clerk = await client('clerk');
  const [first, second, third] = [await file(mother), await file(mother), await file(mother)];
  const { page } = await person('clerk', 'desktop');
  const queue = await Queue.open(page, '?view=incoming&sort=newest');
  const box = (receipt: Receipt): Locator => queue.row(receipt.code).getByRole('checkbox');
  const bar = page.locator('.selection-bar');

  await test.step('two are chosen; one of them is no longer possible when it is looked at', async () => {
    await tabTo(page, box(third));
    await page.keyboard.press('Space');
    await tabTo(page, box(second));
    await page.keyboard.press('Space');
    await expect(bar).toContainText(say('desk.selected', { count: 2 }));
    expect(await axe(page)).toEqual([]);
    await tabTo(page, bar.getByRole('button', { name: say('dossier.do_accept'), exact: true }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog[open]');
    await expect(dialog.locator('.dialog__title')).toBeFocused();
    await tabTo(page, dialog.getByRole('button', { name: say('desk.bulk_preview') }));
    await page.keyboard.press('Enter');
    await expect(page.locator('#bulk-can')).toBeFocused();
    await expect(page.locator('#bulk-can')).toHaveText(say('desk.bulk_can', { count: 2 }));
    expect(await axe(page)).toEqual([]);
    expect(await actions(clerk, third.dossier)).toEqual(['submit']);
    // Somebody else is faster with one of them.
    await clerk.act(second.dossier, 'accept');
    await tabTo(page, dialog.getByRole('button', { name: say('desk.bulk_start', { count: 2 }) }));
    await page.keyboard.press('Enter');
  });

  await test.step('the run says what became of each, also when it is opened again', async () => {
    const outcome = page.locator('#run-outcome');
    await expect(outcome).toHaveText(say('desk.run_finished', { done: 1, left: 1 }));
    await expect(page.locator('main h1')).toBeFocused();
    expect(await axe(page)).toEqual([]);
    await page.reload();
    await expect(outcome).toHaveText(say('desk.run_finished', { done: 1, left: 1 }));
    await expect(queue.row(second.code)).toContainText(say('desk.state_changed'));
    expect(await actions(clerk, third.dossier)).toEqual(['submit', 'accept']);
    expect(await actions(clerk, second.dossier)).toEqual(['submit', 'accept']);
  });

  await test.step('the palette opens a dossier by its code', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.locator('#palette-input')).toBeFocused();
    await page.keyboard.type(first.code);
    await expect(page.locator('#palette-list').getByRole('option', { name: first.code })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.locator('.workspace__head')).toContainText(first.code);
  });

  await test.step('from dossier to dossier of the list by one key', async () => {
    await Queue.open(page, '?view=agency&sort=newest');
    await tabTo(page, queue.row(third.code).getByRole('link'));
    await page.keyboard.press('Enter');
    const desk = new Workspace(page);
    await expect(page.locator('.workspace__head')).toContainText(third.code);
    await expect(page.getByRole('link', { name: say('desk.next_dossier', { code: second.code }) })).toBeVisible();
    await expect(desk.heading).toBeFocused();
    await page.keyboard.press('j');
    await expect(page.locator('.workspace__head')).toContainText(second.code);
    await expect(page.getByRole('link', { name: like('desk.previous_dossier', { code: third.code }) })).toBeVisible();
    await page.keyboard.press('k');
    await expect(page.locator('.workspace__head')).toContainText(third.code);
    expect(await axe(page)).toEqual([]);
  });
});
