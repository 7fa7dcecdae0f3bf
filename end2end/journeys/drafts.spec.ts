/** Nothing typed is lost: reload, crash, sign-out, another device, no network, two tabs, an ended session. */

import { onDevice, rawStores } from '../fixtures/device.ts';
import { password, people } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

test('a reload right after the last letter loses nothing', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  // Only what the device keeps can help here: the server is never reached.
  await page.route('**/api/drafts/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await form.input('child_full_name').pressSequentially('Nguyễn Tải Lại');
  await onDevice(page, 'Nguyễn Tải Lại');
  await page.reload();
  await expect(form.input('child_full_name')).toHaveValue('Nguyễn Tải Lại');
});

test('a crash of the tab loses nothing, and the server gets it afterwards', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await page.route('**/api/drafts/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await form.answer('child_full_name', 'Nguyễn Sập Máy');
  await onDevice(page, 'Nguyễn Sập Máy');
  // No event of the page runs when a tab crashes.
  const crashed = page.waitForEvent('crash');
  const cdp = await context.newCDPSession(page);
  void cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  const draft = form.draft;
  await page.close();
  const next = await context.newPage();
  await next.goto(`/to-khai/${draft}/child`);
  const again = new EForm(next, procedures.birth);
  await expect(again.input('child_full_name')).toHaveValue('Nguyễn Sập Máy');
  await again.saved();
  const stored = await (await client('mother')).draft(draft);
  expect(stored.answers.child_full_name).toBe('Nguyễn Sập Máy');
});

test('signing out leaves nothing on the device; another device has the draft', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth);
  const draft = form.draft;
  await form.open('child');
  await form.answer('child_full_name', 'Nguyễn Hai Máy');
  await form.saved();
  await page.locator('.menu__button').click();
  await page.getByRole('button', { name: say('portal.sign_out') }).click();
  await page.waitForURL((url) => url.pathname === '/');
  const left = await rawStores(page);
  expect(left.databases).toEqual([]);
  expect(left.locals.filter((name) => name.startsWith('motcua'))).toEqual([]);

  const other = (await person('mother', 'desktop')).page;
  await other.goto('/ho-so');
  await expect(other.getByRole('heading', { name: say('citizen.drafts_heading') })).toBeVisible();
  await other.locator(`a[href="/to-khai/${draft}"]`).click();
  await other.waitForURL(new RegExp(`/to-khai/${draft}`));
  const there = new EForm(other, procedures.birth);
  await there.open('child');
  await expect(there.input('child_full_name')).toHaveValue('Nguyễn Hai Máy');
});

test('without a network she goes on typing, and the server gets all of it later', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Mất Mạng');
  await form.answer('child_date_of_birth', ['1', '11', '2026']);
  await form.answer('child_gender', 'male');
  await expect(form.saveLine).toHaveText(like('fill.saved_here_offline'));
  await expect(page.locator('.bar')).toContainText(say('portal.connection_lost'));
  // The next page is there without the network.
  await form.next();
  await expect(form.input('child_ethnicity')).toBeVisible();
  await context.setOffline(false);
  await form.saved();
  const stored = await (await client('mother')).draft(form.draft);
  expect(stored.answers).toMatchObject({ child_full_name: 'Nguyễn Mất Mạng', child_gender: 'male' });
});

test('two tabs of one draft never overwrite each other in silence', async ({ person, client }) => {
  const { page: left, context } = await person('mother', 'desktop');
  const one = await EForm.start(left, procedures.birth, 'child');
  await one.saved();
  const right = await context.newPage();
  await right.goto(left.url());
  const two = new EForm(right, procedures.birth);
  await two.ready();

  await test.step('the other tab is told at once', async () => {
    await one.answer('child_full_name', 'Nguyễn Bên Trái');
    await one.saved();
    await expect(right.locator('#elsewhere-title')).toBeVisible();
  });
  await test.step('different questions are merged', async () => {
    await two.answer('child_gender', 'female');
    await two.saved();
    await expect(two.input('child_full_name')).toHaveValue('Nguyễn Bên Trái');
  });
  await test.step('the same question: the person chooses', async () => {
    await one.answer('child_full_name', 'Nguyễn Trái Nữa');
    await one.saved();
    await two.answer('child_full_name', 'Nguyễn Bên Phải');
    await expect(right.locator('#conflict-title')).toBeVisible();
    await expect(right.locator('#conflict-title')).toBeFocused();
    const mother = await client('mother');
    expect((await mother.draft(one.draft)).answers.child_full_name).toBe('Nguyễn Trái Nữa');
    await right.getByRole('radio', { name: like('fill.conflict_mine') }).check();
    await right.getByRole('button', { name: say('fill.conflict_use') }).click();
    await two.saved();
    expect((await mother.draft(one.draft)).answers.child_full_name).toBe('Nguyễn Bên Phải');
    expect((await mother.draft(one.draft)).answers.child_gender).toBe('female');
  });
});

test('a session that ends in the middle: sign in on the spot, go on', async ({ person, client, server }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.saved();
  await context.clearCookies();
  await form.answer('child_full_name', 'Nguyễn Hết Phiên');
  const dialog = page.getByRole('dialog', { name: say('portal.sign_in_again') });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(say('portal.username')).fill(people.mother);
  await dialog.getByLabel(say('portal.password'), { exact: true }).fill(await password(server.url, people.mother));
  await dialog.getByRole('button', { name: say('shell.sign_in_title') }).click();
  await expect(dialog).toHaveCount(0);
  await expect(form.input('child_full_name')).toHaveValue('Nguyễn Hết Phiên');
  await form.saved();
  const stored = await (await client('mother')).draft(form.draft);
  expect(stored.answers.child_full_name).toBe('Nguyễn Hết Phiên');
});

test('somebody else who signs in on the spot does not see the draft', async ({ person, server }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.saved();
  await context.clearCookies();
  await form.answer('child_full_name', 'Nguyễn Riêng Tư');
  const dialog = page.getByRole('dialog', { name: say('portal.sign_in_again') });
  await dialog.getByLabel(say('portal.username')).fill(people.father);
  await dialog.getByLabel(say('portal.password'), { exact: true }).fill(await password(server.url, people.father));
  await dialog.getByRole('button', { name: say('shell.sign_in_title') }).click();
  await expect(page.getByRole('heading', { name: say('problem.not_found_title') })).toBeVisible();
  await expect(page.getByText('Nguyễn Riêng Tư')).toHaveCount(0);
});
