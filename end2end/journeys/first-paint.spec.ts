/** What people get before, without, and in spite of the application: readable pages from the server. */

import { readFileSync } from 'node:fs';
import { site } from '../fixtures/environment.ts';
import { watchShifts } from '../fixtures/shifts.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';

const ITEMS = ['steps', 'ways', 'papers', 'time', 'subjects', 'agency', 'result', 'fee', 'conditions', 'forms', 'basis'];

test('home and a procedure are readable without JavaScript', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page).toHaveTitle(say('shell.page_title', { title: say('shell.home_title') }));
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.locator('noscript p')).toContainText(say('shell.noscript'));
  await expect(page.locator('noscript p')).toBeVisible();
  await page.getByRole('searchbox').or(page.getByRole('textbox')).or(page.getByRole('combobox')).first().fill('khai sinh');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/thu-tuc\?/);
  await page.locator(`main a[href$="/thu-tuc/${procedures.birth}"]`).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/khai sinh/i);
  for (const item of ITEMS) {
    await expect(page.locator('main').getByText(say(`shell.item_${item}`)).first(), item).toBeVisible();
  }
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', new RegExp(`/thu-tuc/${procedures.birth}$`));
});

test('the application takes the page over without moving it', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url });
  const page = await context.newPage();
  const shifted = await watchShifts(page);
  for (const path of ['/', `/thu-tuc/${procedures.birth}`]) {
    await page.goto(path);
    // The live region exists only once the application has mounted; the server's page is gone then.
    await expect(page.locator('#live-status')).toHaveCount(1);
    await expect(page.locator('#app')).toHaveCount(1);
    await expect(page.locator('main')).toHaveCount(1);
    expect(await shifted(), `layout shift of ${path}`).toBeLessThan(0.1);
  }
});

test('citizens never download the back office', async ({ person }) => {
  const { files } = JSON.parse(readFileSync(`${site()}/assets.json`, 'utf8')) as { files: { path: string }[] };
  const chunks = files.map((file) => file.path).filter((path) => /\/staff[^/]*\.wasm$/.test(path));
  expect(chunks.length, 'the back office is a part of its own').toBeGreaterThan(0);
  const loaded = async (who: 'mother' | 'clerk', paths: string[]): Promise<string[]> => {
    const { page } = await person(who, 'desktop');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    for (const path of paths) {
      await page.goto(path);
      await expect(page.locator('main h1')).not.toBeEmpty();
      await expect(page.locator('#live-status')).toHaveCount(1);
    }
    return chunks.filter((chunk) => requests.includes(chunk));
  };
  expect(await loaded('mother', ['/', '/thu-tuc', '/ho-so', '/thong-bao'])).toEqual([]);
  expect(await loaded('clerk', ['/can-bo'])).not.toEqual([]);
});

test('without WebAssembly there is a readable message and a readable page', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url });
  const page = await context.newPage();
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'WebAssembly');
  });
  await page.goto(`/thu-tuc/${procedures.birth}`);
  await expect(page.getByRole('alert')).toContainText('Trình duyệt này quá cũ');
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/khai sinh/i);
});

test('a bug of the application ends in a readable page', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.locator('#live-status')).toHaveCount(1);
  await page.evaluate(() => (window as unknown as { motcua: { fail: (message: string) => void } }).motcua.fail('thử'));
  const message = page.getByRole('alert').filter({ hasText: 'Trang gặp sự cố' });
  await expect(message).toBeVisible();
  await message.getByRole('button').click();
  await expect(page.locator('#live-status')).toHaveCount(1);
  await expect(message).toHaveCount(0);
});

test('a lost network at the start: the page says so and goes on by itself', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url });
  const page = await context.newPage();
  await page.route('**/pkg/*.wasm', (route) => route.abort());
  await page.goto('/');
  await expect(page.getByRole('alert')).toContainText('Chưa tải được trang');
  await page.unroute('**/pkg/*.wasm');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await expect(page.locator('#live-status')).toHaveCount(1);
});
