/** The longest form, with rows, through what happens to phones: no network, a killed tab, another device, an ended session. */

import type { Locator, Page } from '@playwright/test';
import { onDevice, readyForNoNetwork } from '../fixtures/device.ts';
import { password, people } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

/** The names of the business lines, one in each row. */
function lineNames(page: Page): Locator {
  return page.locator('[id^="f-business_lines["][id$=".line_name"]');
}

test('rows and answers of the long form are kept, whatever happens to the phone', async ({ person, client, server }) => {
  test.setTimeout(180_000);
  const { page: first, context } = await person('mother', 'phone');
  const started = await EForm.start(first, procedures.householdBusiness, 'name');
  const draft = started.draft;
  await started.answer('business_name', 'Quán Phở Thử Nghiệm');
  await started.saved();
  await readyForNoNetwork(first);

  await test.step('rows are added without a network', async () => {
    await context.setOffline(true);
    await started.open('lines');
    for (const [at, name] of ['Bán phở', 'Bán nước giải khát'].entries()) {
      await started.input('business_lines').click();
      await expect(lineNames(first)).toHaveCount(at + 1);
      await lineNames(first).nth(at).fill(name);
    }
    await expect(started.saveLine).toHaveText(like('fill.saved_here_offline'));
    await onDevice(first, 'Bán nước giải khát');
  });

  const page = await test.step('the tab is killed', async () => {
    const crashed = first.waitForEvent('crash');
    const cdp = await context.newCDPSession(first);
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await first.close();
    return context.newPage();
  });
  const form = new EForm(page, procedures.householdBusiness);
  await page.goto(`/to-khai/${draft}/lines`);
  await expect(lineNames(page)).toHaveCount(2);
  await expect(lineNames(page).nth(1)).toHaveValue('Bán nước giải khát');
  await form.open('capital');
  await form.answer('capital_amount', '50000000');
  await onDevice(page, '50000000');

  const mother = await client('mother');
  await test.step('another device changes another question; the network is back', async () => {
    const there = await mother.draft(draft);
    await mother.saveDraft(there, { ...there.answers, business_name_short: 'Phở Thử' });
    await context.setOffline(false);
    await form.saved();
    const { answers } = await mother.draft(draft);
    expect(answers).toMatchObject({
      business_name: 'Quán Phở Thử Nghiệm',
      business_name_short: 'Phở Thử',
      capital_amount: '50000000',
      business_lines: [{ answers: { line_name: 'Bán phở' } }, { answers: { line_name: 'Bán nước giải khát' } }],
    });
  });

  await test.step('the session ends: sign in on the spot, go on', async () => {
    await context.clearCookies();
    await form.answer('capital_amount', '60000000');
    const dialog = page.getByRole('dialog', { name: say('portal.sign_in_again') });
    await dialog.getByLabel(say('portal.username')).fill(people.mother);
    await dialog.getByLabel(say('portal.password'), { exact: true }).fill(await password(server.url, people.mother));
    await dialog.getByRole('button', { name: say('shell.sign_in_title') }).click();
    await expect(dialog).toHaveCount(0);
    await form.saved();
    expect((await mother.draft(draft)).answers.capital_amount).toBe('60000000');
  });
});
