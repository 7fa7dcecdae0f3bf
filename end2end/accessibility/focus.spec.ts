/** Where the focus goes (accessibility.md §3): skip link, new pages, errors, languages, dialogs. */

import { Client } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { definition, EForm, procedures } from '../screens/form.ts';
import { type Cases, citizenPages, prepare, publicPages, show } from './pages.ts';

let cases: Cases;
test.beforeAll(async ({ server }) => {
  cases = await prepare((who) => Client.signIn(server.url, who));
});

test('the skip link comes first and moves the focus into the page', async ({ person }) => {
  const { page } = await person('mother', 'desktop');
  const some = ['home', 'procedure online', 'not found', 'dossiers', 'form, child', 'review'];
  for (const one of [...publicPages, ...citizenPages].filter((one) => some.includes(one.name))) {
    await show(page, one, cases, 'vi');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press('Tab');
    const link = page.getByRole('link', { name: say('shell.skip_to_main') });
    await expect.soft(link, one.name).toBeFocused();
    await expect.soft(link, one.name).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect.soft(page.locator('main'), one.name).toBeFocused();
    await page.keyboard.press('Tab');
    expect.soft(await page.evaluate(() => document.activeElement?.closest('main') !== null), one.name).toBe(true);
  }
});

test('after following a link the new heading has the focus, on the first page nothing has', async ({ open, server }) => {
  const page = await (await open('desktop', { baseURL: server.url })).newPage();
  await page.goto('/');
  await expect(page.locator('#live-status')).toHaveCount(1);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  const navigation = page.getByRole('navigation', { name: say('shell.nav_label') });
  for (const [name, path] of [['nav_procedures', '/thu-tuc'], ['nav_help', '/huong-dan'], ['nav_home', '/']] as const) {
    await navigation.getByRole('link', { name: say(`shell.${name}`) }).click();
    await page.waitForURL((url) => url.pathname === path);
    await expect(page.locator('main h1')).toBeFocused();
  }
  await page.goBack();
  await expect(page.locator('main h1')).toContainText(say('shell.help_title'));
});

test('a step of the form moves the focus to its heading and says where one is', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'copies');
  await form.next();
  await expect(page.locator('main h1')).toBeFocused();
  await expect(page.locator('.form-page__step')).toHaveText(like('fill.step'));
  await expect(page).toHaveTitle(/Giấy tờ đính kèm/);
});

test('the error summary has the focus, and its links go to the fields', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth);
  for (const group of ['child', 'child-places', 'attachments']) {
    await test.step(group, async () => {
      await form.open(group);
      await form.continueButton.click();
      await expect(form.errors).toBeFocused();
      await expect(page).toHaveTitle(new RegExp(`^${say('fill.title_with_errors', { title: '' })}`));
      const links = form.errors.getByRole('link');
      const count = await links.count();
      expect(count).toBeGreaterThan(0);
      for (let index = 0; index < count; index += 1) {
        const link = links.nth(index);
        const words = (await link.innerText()).trim();
        const target = (await link.getAttribute('href'))?.slice(1) ?? '';
        await link.click();
        const field = page.locator(`[id="${target}"]`);
        await expect(field).toBeFocused();
        // What the summary says stands at the field, in the same words, and belongs to it.
        const described = await field.evaluate((element) =>
          [element, element.closest('fieldset')]
            .flatMap((one) => (one?.getAttribute('aria-describedby') ?? '').split(' '))
            .map((id) => document.getElementById(id)?.textContent ?? '')
            .join(' '),
        );
        expect(described.replace(/\s+/g, ' ')).toContain(words);
      }
    });
  }
  await test.step('a field that is mended loses its error without being asked', async () => {
    await form.open('child');
    await form.continueButton.click();
    await expect(form.input('child_full_name')).toHaveAttribute('aria-invalid', 'true');
    await form.answer('child_full_name', 'Nguyễn Đã Sửa');
    await page.keyboard.press('Tab');
    await expect(form.input('child_full_name')).not.toHaveAttribute('aria-invalid');
  });
});

test('only the wrong part of a date is marked', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'child');
  await form.answer('child_full_name', 'Nguyễn Mẫu');
  await form.answer('child_gender', 'male');
  await form.input('child_date_of_birth', 'day').fill('1');
  await form.input('child_date_of_birth', 'month').fill('11');
  await form.continueButton.click();
  await expect(form.errors).toContainText(like('form.date_needs_year'));
  await expect(form.input('child_date_of_birth', 'year')).toHaveAttribute('aria-invalid', 'true');
  await expect(form.input('child_date_of_birth', 'day')).not.toHaveAttribute('aria-invalid');
});

test('the language changes in place and the page says so', async ({ open, server }) => {
  const page = await (await open('phone', { baseURL: server.url })).newPage();
  await page.goto(`/thu-tuc/${procedures.birth}`);
  await expect(page.locator('#live-status')).toHaveCount(1);
  const link = page.locator('a[hreflang=en]').first();
  await expect(link).toHaveAttribute('lang', 'en');
  await link.click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(new URL(page.url()).pathname).toBe(`/thu-tuc/${procedures.birth}`);
  // The application puts its own link in the place of the server's: a press in between would be lost.
  await expect(page.locator('#live-status')).toHaveCount(1);
  await page.locator('a[hreflang=vi]').first().click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
});

test('data of the person who types carries its token, data of others does not', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth);
  const expected: Record<string, Record<string, string>> = {
    requester: {
      'f-requester_full_name': 'name',
      'f-requester_date_of_birth.day': 'bday-day',
      'f-requester_date_of_birth.month': 'bday-month',
      'f-requester_date_of_birth.year': 'bday-year',
      'f-requester_residence.detail': 'address-line1',
    },
    child: { 'f-child_full_name': 'off', 'f-child_date_of_birth.day': 'off' },
    father: { 'f-father_full_name': 'off' },
    delivery: { 'f-result_phone': 'tel', 'f-result_email': 'email' },
  };
  for (const [group, tokens] of Object.entries(expected)) {
    await form.open(group);
    for (const [id, token] of Object.entries(tokens)) {
      await expect.soft(page.locator(`[id="${id}"]`), id).toHaveAttribute('autocomplete', token);
    }
  }
});

test('every question of a form has its label as accessible name', async ({ person, client }) => {
  const { page } = await person('mother', 'desktop');
  const draft = await (await client('mother')).startDraft(procedures.birth, { parents_married: 'yes', copy_requested: 'yes', result_method: 'postal' });
  let questions = 0;
  for (const group of definition(procedures.birth).groups) {
    await page.goto(`/to-khai/${draft.id}/${group.key}`);
    await expect(page.locator('[data-field]').first()).toBeVisible();
    for (const field of group.fields) {
      const question = page.locator(`[data-field="${field.key}"]`);
      if (field.type === 'computed' || !(await question.isVisible())) continue;
      const named = question.and(page.getByRole('group', { name: field.label.vi })).or(question.getByLabel(field.label.vi));
      await expect.soft(named.first(), field.key).toBeVisible();
      questions += 1;
    }
  }
  expect(questions).toBeGreaterThan(40);
});
