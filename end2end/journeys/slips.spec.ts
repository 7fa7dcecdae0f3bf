/** Slips: written by the clerk's acceptance, printed and voided at the desk, read by the citizen, counted in the register. */

import { exampleAnswers } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Queue } from '../screens/queue.ts';
import { Workspace } from '../screens/workspace.ts';

test('acceptance writes a receipt, which is printed, voided and replaced', async ({ person, client }) => {
  const mother = await client('mother');
  const receipt = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page } = await person('clerk', 'desktop');
  const desk = await Workspace.open(page, receipt.dossier);
  const slips = page.getByRole('region', { name: say('slip.panel'), exact: true });
  await expect(slips).toContainText(say('slip.panel_empty'));
  await desk.choose('accept');
  await desk.send('accept');
  await expect(slips.getByRole('listitem')).toHaveCount(1);

  await test.step('a print opens beside the page and is counted', async () => {
    const printed = page.context().waitForEvent('response', (answer) => answer.url().endsWith('/print'));
    await slips.getByRole('button', { name: say('slip.print') }).click();
    const answer = await printed;
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
    // Coming back to the page, as the browser tells it.
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(slips).toContainText(say('slip.printed', { count: 1 }));
  });

  await test.step('a void receipt stays, with a new one in its place', async () => {
    await slips.getByRole('button', { name: new RegExp(`^${say('slip.void')}`) }).click();
    await desk.dialog.getByRole('textbox').fill('In sai tên đường.');
    await desk.dialog.getByRole('button', { name: say('slip.void'), exact: true }).click();
    await expect(slips.getByRole('listitem')).toHaveCount(2);
    await expect(slips.getByRole('listitem').first()).toContainText('In sai tên đường.');
    await expect(page.locator('#slips-title')).toBeFocused();
  });

  await test.step('the citizen has both, the register one line', async () => {
    const { page: phone } = await person('mother', 'phone');
    await phone.goto(`/ho-so/${receipt.dossier}`);
    const own = phone.getByRole('region', { name: say('slip.own_title') });
    await expect(own.getByRole('link')).toHaveCount(2);
    await page.goto('/can-bo/so-theo-doi');
    await expect(page.getByRole('row', { name: receipt.code })).toHaveCount(1);
  });

  await test.step('chosen in the queue, it is seen first and printed into a file with others', async () => {
    const queue = await Queue.open(page, '?view=agency&sort=newest');
    await queue.row(receipt.code).getByRole('checkbox').check();
    await page.locator('.selection-bar').getByRole('button', { name: say('slip.many'), exact: true }).click();
    await expect(desk.dialog).toContainText(say('slip.many_count', { count: 1 }));
    await expect(desk.dialog.getByRole('listitem')).toContainText(receipt.code);
    const printed = page.context().waitForEvent('response', (answer) => answer.url().includes('/api/staff/slips/print?'));
    await desk.dialog.getByRole('button', { name: say('slip.many_print') }).click();
    expect((await printed).status()).toBe(200);
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(desk.dialog).toContainText(say('slip.many_again', { count: 1 }));
  });
});
