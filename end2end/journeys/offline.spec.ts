/** A form that was opened once goes on without a network: reloaded, in a new tab, back on line, on a shared device. */

import { keptTexts, onDevice, rawStores, readyForNoNetwork } from '../fixtures/device.ts';
import { axe } from '../fixtures/axe.ts';
import { password, people } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

test('without a network: reload, kill the tab, go on, and the server gets everything', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await readyForNoNetwork(page);
  const draft = form.draft;

  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Không Mạng');
  await expect(form.saveLine).toHaveText(like('fill.saved_here_offline'));
  expect(await axe(page)).toEqual([]);

  await test.step('reload', async () => {
    await page.reload();
    await expect(form.input('child_full_name')).toHaveValue('Nguyễn Không Mạng');
    await form.answer('child_date_of_birth', ['1', '11', '2026']);
    await form.answer('child_gender', 'male');
    await onDevice(page, '"child_gender":"male"');
  });
  const next = await test.step('kill the tab', async () => {
    const crashed = page.waitForEvent('crash');
    const cdp = await context.newCDPSession(page);
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    const fresh = await context.newPage();
    await fresh.goto('/ho-so');
    await fresh.locator(`a[href="/to-khai/${draft}"]`).click();
    await fresh.waitForURL(new RegExp(`/to-khai/${draft}`));
    return fresh;
  });
  const again = new EForm(next, procedures.birth);
  await again.open('child');
  await expect(again.input('child_full_name')).toHaveValue('Nguyễn Không Mạng');
  await again.next();
  await again.answer('child_ethnicity', 'kinh');
  await expect(again.saveLine).toHaveText(like('fill.saved_here_offline'));

  await context.setOffline(false);
  await again.saved();
  const stored = await (await client('mother')).draft(draft);
  expect(stored.answers).toMatchObject({ child_full_name: 'Nguyễn Không Mạng', child_gender: 'male' });
  expect(stored.answers.child_ethnicity).toBeTruthy();
});

test('another device has changed other questions meanwhile: both changes are kept', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.answer('child_full_name', 'Nguyễn Từ Đầu');
  await form.saved();
  await readyForNoNetwork(page);
  await context.setOffline(true);
  await form.answer('child_gender', 'female');
  await onDevice(page, '"child_gender":"female"');

  const mother = await client('mother');
  const there = await mother.draft(form.draft);
  await mother.saveDraft(there, { ...there.answers, child_birth_facility: 'Bệnh viện Máy Kia' });

  // Also after a reload the device knows what both had in common.
  await page.reload();
  await form.ready();
  await context.setOffline(false);
  await form.saved();
  await expect(page.locator('#conflict-title')).toHaveCount(0);
  const merged = await mother.draft(form.draft);
  expect(merged.answers).toMatchObject({
    child_full_name: 'Nguyễn Từ Đầu',
    child_gender: 'female',
    child_birth_facility: 'Bệnh viện Máy Kia',
  });
});

test('another device has changed the same question: the person chooses', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.answer('child_full_name', 'Nguyễn Từ Đầu');
  await form.saved();
  await readyForNoNetwork(page);
  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Máy Này');
  await onDevice(page, 'Nguyễn Máy Này');
  const mother = await client('mother');
  const there = await mother.draft(form.draft);
  await mother.saveDraft(there, { ...there.answers, child_full_name: 'Nguyễn Máy Kia' });
  await context.setOffline(false);
  await expect(page.locator('#conflict-title')).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('radio', { name: like('fill.conflict_theirs') }).check();
  await page.getByRole('button', { name: say('fill.conflict_use') }).click();
  await form.saved();
  expect((await mother.draft(form.draft)).answers.child_full_name).toBe('Nguyễn Máy Kia');
});

test('what the device keeps is sealed', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await page.route('**/api/drafts/*', (route) => (route.request().method() === 'PUT' ? route.abort() : route.continue()));
  await form.answer('child_full_name', 'Nguyen Kin Dao');
  await onDevice(page, 'Nguyen Kin Dao');
  const raw = await rawStores(page);
  expect(raw.records.length).toBeGreaterThan(0);
  expect(raw.records).not.toContain('Kin Dao');
  expect(raw.locals.join()).not.toContain('draft');
  const exported = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('motcua');
      opening.onsuccess = () => resolve(opening.result);
    });
    const keys = await new Promise<CryptoKey[]>((resolve) => {
      const all = database.transaction('keys').objectStore('keys').getAll();
      all.onsuccess = () => resolve(all.result as CryptoKey[]);
    });
    database.close();
    return Promise.allSettled(keys.map((key) => crypto.subtle.exportKey('raw', key)));
  });
  expect(exported.map((one) => one.status)).toEqual(['rejected']);
});

test('a copy from before the store is taken over once', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.saved();
  await page.evaluate((draft) => {
    const account = (JSON.parse(localStorage.getItem('motcua:account') ?? '{}') as { account: { id: string } }).account.id;
    const copy = { tab: 'old', version: 0, saved: false, answers: { child_full_name: 'Nguyễn Bản Cũ' }, reused: {} };
    localStorage.setItem(`motcua:draft:${account}:${draft}`, JSON.stringify(copy));
  }, form.draft);
  await page.reload();
  await form.ready();
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('motcua:draft:')))).toEqual([]);
  expect((await keptTexts(page)).some((text) => text.includes('Nguyễn Bản Cũ'))).toBe(true);
});

test('an address that was never opened says so in both languages', async ({ person }) => {
  const { page, context } = await person('mother', 'phone');
  await EForm.start(page, procedures.birth, 'child');
  await readyForNoNetwork(page);
  await context.setOffline(true);
  await page.goto('/thu-tuc/dang-ky-khai-sinh');
  await expect(page.getByRole('heading', { name: 'Chưa có kết nối mạng' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open unfinished forms' }).click();
  await expect(page.getByRole('heading', { name: say('citizen.drafts_heading', {}, 'en') })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('in English, too', async ({ person }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await page.goto(`${new URL(page.url()).pathname}?lang=en`);
  await form.ready();
  await readyForNoNetwork(page);
  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Song Ngữ');
  await expect(form.saveLine).toHaveText(like('fill.saved_here_offline', {}, 'en'));
  expect(await axe(page)).toEqual([]);
  // The next address does not say the language: the device remembers it.
  await page.goto(`/to-khai/${form.draft}/child`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(form.input('child_full_name')).toHaveValue('Nguyễn Song Ngữ');
});

test('the session ended while there was no network: sign in on the spot, nothing is lost', async ({ person, client, server }) => {
  const { page, context } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await readyForNoNetwork(page);
  await context.setOffline(true);
  await form.answer('child_full_name', 'Nguyễn Phiên Hết');
  await onDevice(page, 'Nguyễn Phiên Hết');
  await page.reload();
  await form.ready();
  await context.clearCookies();
  await context.setOffline(false);
  const dialog = page.getByRole('dialog', { name: say('portal.sign_in_again') });
  await dialog.getByLabel(say('portal.username')).fill(people.mother);
  await dialog.getByLabel(say('portal.password'), { exact: true }).fill(await password(server.url, people.mother));
  await dialog.getByRole('button', { name: say('shell.sign_in_title') }).click();
  await form.saved();
  expect((await (await client('mother')).draft(form.draft)).answers.child_full_name).toBe('Nguyễn Phiên Hết');
});

test('a new build of the worker keeps an open page going and removes what is older', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await readyForNoNetwork(page);
  // Two builds from long ago; the one before the current build stays while a page is open.
  const names = await page.evaluate(async () => {
    const current = await caches.keys();
    await caches.open('motcua-files-older');
    await caches.open('motcua-files-before');
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
    return current.filter((name) => name.startsWith('motcua-files-'));
  });
  await page.reload();
  await form.ready();
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('motcua-files-')).sort()))
    .toEqual([...names, 'motcua-files-before'].sort());
});
