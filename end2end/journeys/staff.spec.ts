/** The officers' side: finding work, the keyboard, two people at once, and only the actions that are allowed. */

import { type Client, exampleAnswers, type Receipt } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Queue } from '../screens/queue.ts';
import { Workspace } from '../screens/workspace.ts';

function file(mother: Client): Promise<Receipt> {
  return mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
}

test('the queue is filtered, searched without accents and sorted, all in the address', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const { page } = await person('clerk', 'desktop');
  const queue = await Queue.open(page);
  await expect(queue.row(receipt.code)).toBeVisible();

  await test.step('words without accents', async () => {
    await queue.find('tran thi thu');
    await expect(queue.row(receipt.code)).toBeVisible();
    await expect(page.locator('#live-status')).toHaveText(like('staff.found'));
    await queue.find('khong co ai ten nay');
    await expect(queue.rows).toHaveCount(0);
    await expect(page.getByText(say('staff.empty_filtered'))).toBeVisible();
    await expect(page.locator('#live-status')).toHaveText(say('staff.found', { count: 0 }));
    await page.getByRole('button', { name: new RegExp(say('staff.filter_remove').trim()) }).click();
    await expect(queue.row(receipt.code)).toBeVisible();
  });

  await test.step('by status, also from the address', async () => {
    await queue.view('agency');
    await queue.filters.click();
    await page.locator('#queue-status').selectOption('9');
    await queue.search.getByRole('button', { name: say('staff.filter_apply') }).click();
    await expect(queue.row(receipt.code)).toHaveCount(0);
    await expect(queue.rows.first()).toContainText(say('dossier.status_9'));
    await page.reload();
    await expect(queue.rows.first()).toContainText(say('dossier.status_9'));
    await expect(page.locator('#queue-status')).toHaveValue('9');
    await expect(queue.filters).toHaveText(say('desk.filters_set', { names: say('dossier.status_9') }));
    await page.goBack();
    await expect(page).toHaveURL(/view=agency/);
  });

  await test.step('sorted by code and by date', async () => {
    await Queue.open(page, '?view=agency');
    await expect(queue.column(say('staff.column_due'))).toHaveAttribute('aria-sort', 'ascending');
    await queue.column(say('staff.column_code')).getByRole('button').click();
    await expect(queue.column(say('staff.column_code'))).toHaveAttribute('aria-sort', 'ascending');
    await expect(queue.column(say('staff.column_due'))).not.toHaveAttribute('aria-sort');
    await expect(queue.column(say('staff.column_code')).getByRole('button')).toBeFocused();
    const codes = await queue.links.allInnerTexts();
    expect(codes).toEqual([...codes].sort());
    const submitted = queue.column(say('staff.column_submitted'));
    await submitted.getByRole('button').click();
    await expect(submitted).toHaveAttribute('aria-sort', 'ascending');
    await submitted.getByRole('button').click();
    await expect(submitted).toHaveAttribute('aria-sort', 'descending');
    await expect(queue.links.first()).toHaveText(receipt.code);
  });
});

test('the queue works by keyboard alone', async ({ person, client }) => {
  await file(await client('mother'));
  await file(await client('mother'));
  const { page } = await person('clerk', 'desktop');
  const queue = await Queue.open(page);
  await queue.links.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(queue.links.nth(1)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(queue.links.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(queue.links.last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const code = await page.evaluate(() => document.activeElement?.textContent ?? '');
  await page.keyboard.press('Enter');
  const desk = new Workspace(page);
  await expect(desk.heading).toBeFocused();
  await expect(page.locator('.workspace__head')).toContainText(code);

  await test.step('an action from the keyboard', async () => {
    await desk.bar.getByRole('button', { name: say('dossier.do_accept') }).focus();
    await page.keyboard.press('Enter');
    await expect(desk.dialog.locator('.dialog__title')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(desk.dialog).toHaveCount(0);
    await expect(desk.bar.getByRole('button', { name: say('dossier.do_accept') })).toBeFocused();
  });
});

test('a new dossier appears by itself and leaves the focus alone', async ({ person, client }) => {
  const mother = await client('mother');
  await file(mother);
  const { page } = await person('clerk', 'desktop');
  const queue = await Queue.open(page);
  await queue.links.first().focus();
  const focused = await page.evaluate(() => document.activeElement?.id ?? '');
  const receipt = await file(mother);
  await expect(queue.row(receipt.code)).toBeVisible();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe(focused);
});

test('two officers at once: the second is told what changed, and keeps the words', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const first = (await person('clerk', 'desktop')).page;
  const { page: second } = await person('clerk', 'desktop');
  // Without live events only the version tells: the harder case.
  await second.route('**/api/events*', (route) => route.abort());
  const mine = await Workspace.open(first, receipt.dossier);
  const theirs = await Workspace.open(second, receipt.dossier);

  await theirs.choose('refuse');
  await theirs.dialog.getByRole('textbox').fill('Không thuộc thẩm quyền của phường.');
  await mine.act('accept');
  await theirs.send('refuse');
  const panel = theirs.dialog.locator('.conflict');
  await expect(panel).toContainText(say('staff.changed_in_dialog'));
  await expect(panel).toContainText(say('dossier.did_accept'));
  await expect(second.locator('#changed-title')).toBeFocused();
  await expect(theirs.dialog.getByRole('textbox')).toHaveValue('Không thuộc thẩm quyền của phường.');
  const stored = await (await client('clerk')).staffDossier(receipt.dossier);
  expect(stored.row.status).toBe(2);
  expect(stored.timeline.map((event) => event.action)).toEqual(['submit', 'accept']);
});

test('a change that arrives while a dialog is open is shown before anything is sent', async ({ person, client }) => {
  const mother = await client('mother');
  const receipt = await file(mother);
  const { page } = await person('clerk', 'desktop');
  const desk = await Workspace.open(page, receipt.dossier);
  await desk.choose('request_supplement');
  await desk.dialog.locator('#supplement-message').fill('Chị bổ sung giúp.');
  const { version } = await mother.dossier(receipt.dossier);
  await mother.post(`/api/dossiers/${receipt.dossier}/actions`, { version, command: { action: 'request_withdrawal', reason: 'Tôi đổi ý.' } });
  await expect(desk.dialog.locator('.conflict')).toContainText(say('dossier.did_request_withdrawal'));
  await expect(desk.dialog.locator('#supplement-message')).toHaveValue('Chị bổ sung giúp.');
  await expect(desk.dialog.getByRole('button', { name: say('dossier.do_request_supplement'), exact: true })).toHaveCount(0);
});

test('only what the workflow allows is offered', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const names = (...actions: string[]): string[] => actions.map((action) => say(`dossier.do_${action}`));
  const clerk = await Workspace.open((await person('clerk', 'desktop')).page, receipt.dossier);
  expect((await clerk.offered()).sort()).toEqual(names('accept', 'request_supplement', 'refuse', 'request_payment', 'send_to_agency', 'give_papers', 'resolve_at_once', 'take_withdrawal').sort());

  const specialist = await Workspace.open((await person('specialist', 'desktop')).page, receipt.dossier);
  await expect(specialist.bar).toContainText(say('staff.no_actions'));
  expect(await specialist.offered()).toEqual([]);

  const program = await client('clerk');
  await program.act(receipt.dossier, 'accept');
  await program.act(receipt.dossier, 'forward');
  await expect(specialist.bar.getByRole('button')).not.toHaveCount(0);
  expect((await specialist.offered()).sort()).toEqual(names('request_supplement', 'propose', 'return_to_previous', 'add_result', 'request_payment', 'consult', 'verify', 'assign', 'give_papers').sort());
  // The specialist has opened it: it can no longer be taken back.
  await clerk.page.reload();
  await expect(clerk.bar.getByRole('button')).toHaveText(names('take_withdrawal'));

  await test.step('another agency does not even see it', async () => {
    const { page } = await person('otherClerk', 'desktop');
    await page.goto(`/can-bo/ho-so/${receipt.dossier}`);
    await expect(page.getByRole('heading', { name: say('problem.not_found_title') })).toBeVisible();
  });
});

test('words that were typed survive closing the dialog', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const { page } = await person('clerk', 'desktop');
  const desk = await Workspace.open(page, receipt.dossier);
  await desk.choose('refuse');
  await desk.dialog.getByRole('textbox').fill('Thiếu căn cứ.');
  await page.keyboard.press('Escape');
  await desk.choose('refuse');
  await expect(desk.dialog.getByRole('textbox')).toHaveValue('Thiếu căn cứ.');
});
