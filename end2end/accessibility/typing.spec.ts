/**
 * Vietnamese keyboards: composing ones (as on phones, macOS, ibus) and backspacing ones (UniKey, EVKey) must both give
 * what was meant, in every kind of text field, and Enter must not act inside a word.
 */

import type { CDPSession, Locator, Page } from '@playwright/test';
import { exampleAnswers } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { EForm, procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

/** How the words grow letter by letter while they are composed. */
const COMPOSED = [
  ['N', 'Ng', 'Ngu', 'Nguy', 'Nguye', 'Nguyê', 'Nguyên', 'Nguyễn'],
  ['T', 'Th', 'Thi', 'Thị'],
  ['D', 'Đ', 'Đu', 'Đuo', 'Đươ', 'Đươc', 'Được'],
];
const WORDS = 'Nguyễn Thị Được';

/** Composes as an input method does; the space is committed inside the composition. */
async function compose(cdp: CDPSession): Promise<void> {
  for (const [index, states] of COMPOSED.entries()) {
    for (const state of states) {
      await cdp.send('Input.imeSetComposition', { text: state, selectionStart: state.length, selectionEnd: state.length });
    }
    const last = index === COMPOSED.length - 1;
    await cdp.send('Input.insertText', { text: `${states.at(-1)}${last ? '' : ' '}` });
  }
}

async function key(cdp: CDPSession, text: string): Promise<void> {
  const code = { windowsVirtualKeyCode: 0xe7, key: text, text, unmodifiedText: text };
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...code });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
}

async function backspace(cdp: CDPSession): Promise<void> {
  const code = { windowsVirtualKeyCode: 8, key: 'Backspace', code: 'Backspace' };
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...code });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...code });
}

/** Types as a keyboard does that takes letters back and writes them again: no composition events at all. */
async function retype(cdp: CDPSession): Promise<void> {
  for (const [index, states] of COMPOSED.entries()) {
    let shown = '';
    for (const state of states) {
      const kept = [...state].findIndex((letter, at) => letter !== shown[at]);
      const common = kept < 0 ? Math.min(state.length, shown.length) : kept;
      for (let count = shown.length; count > common; count -= 1) {
        await backspace(cdp);
      }
      for (const letter of state.slice(common)) {
        await key(cdp, letter);
      }
      shown = state;
    }
    if (index < COMPOSED.length - 1) {
      await key(cdp, ' ');
    }
  }
}

const KEYBOARDS = { composing: compose, backspacing: retype };

async function tryAll(page: Page, cdp: CDPSession, input: Locator, expected = WORDS): Promise<void> {
  for (const [name, type] of Object.entries(KEYBOARDS)) {
    await input.click();
    await input.fill('');
    await type(cdp);
    await expect(input, `${name} keyboard`).toHaveValue(expected);
    expect(await input.inputValue(), 'composed letters').toBe(expected.normalize('NFC'));
    await page.keyboard.press('Tab');
    await expect(input, `${name} keyboard, after leaving`).toHaveValue(expected);
  }
}

test('text in the form', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const cdp = await context.newCDPSession(page);
  const form = await EForm.start(page, procedures.birth, 'child');
  await tryAll(page, cdp, form.input('child_full_name'));
  await form.saved();
  expect((await (await client('mother')).draft(form.draft)).answers.child_full_name).toBe(WORDS);
  await form.open('child-places');
  await tryAll(page, cdp, form.input('child_birth_facility'));
  await tryAll(page, cdp, form.input('child_place_of_birth', 'detail'));
});

test('several lines of text', async ({ person, client }) => {
  const { page, context } = await person('mother', 'phone');
  const cdp = await context.newCDPSession(page);
  const draft = await (await client('mother')).startDraft(procedures.maritalStatus, { marital_status: '1' });
  await page.goto(`/to-khai/${draft.id}/marital-status`);
  const form = new EForm(page, procedures.maritalStatus);
  await form.ready();
  await tryAll(page, cdp, form.input('marital_status_detail'));
});

test('the combobox takes what is composed, and Enter inside a word chooses nothing', async ({ person }) => {
  const { page, context } = await person('mother', 'phone');
  const cdp = await context.newCDPSession(page);
  const form = await EForm.start(page, procedures.birth, 'child-places');
  await form.input('child_place_of_birth', 'province').selectOption({ label: await provinceLike(form, 'Hà Nội') });
  const commune = form.input('child_place_of_birth', 'commune');
  await commune.click();
  for (const text of ['h', 'ho', 'hoa', 'hoà', 'hoàn']) {
    await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }
  const list = page.locator(`[id="${await commune.getAttribute('aria-controls')}"]`);
  await expect(list.getByRole('option').first()).toContainText(/hoàn/i);
  // Inside a word the keys belong to the keyboard: Enter arrives as key 229 and ends the word, nothing else.
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process', code: 'Enter' });
  await expect(commune).toHaveAttribute('aria-expanded', 'true');
  await expect(form.errors).toHaveCount(0);
  await cdp.send('Input.insertText', { text: 'hoàn kiếm' });
  await expect(commune).toHaveValue('hoàn kiếm');
  await page.keyboard.press('ArrowDown');
  await expect(commune).toHaveAttribute('aria-activedescendant', /option/);
  await page.keyboard.press('Enter');
  await expect(commune).toHaveValue(/Hoàn Kiếm/);
  await expect(commune).toHaveAttribute('aria-expanded', 'false');
});

async function provinceLike(form: EForm, words: string): Promise<string> {
  const option = form.input('child_place_of_birth', 'province').locator('option', { hasText: words }).first();
  return ((await option.textContent()) ?? '').trim();
}

test('search on the home page', async ({ open, server }) => {
  const context = await open('phone', { baseURL: server.url });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await page.goto('/');
  await expect(page.locator('#live-status')).toHaveCount(1);
  const search = page.getByRole('combobox').first();
  await search.click();
  await compose(cdp);
  await expect(search).toHaveValue(WORDS);
});

test('an officer’s words', async ({ person, client }) => {
  const receipt = await (await client('mother')).file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page, context } = await person('clerk', 'desktop');
  const cdp = await context.newCDPSession(page);
  const desk = await Workspace.open(page, receipt.dossier);
  await desk.choose('refuse');
  await tryAll(page, cdp, desk.dialog.getByRole('textbox'));
});

test('numbers and dates are never rewritten while they are typed', async ({ person }) => {
  const { page } = await person('mother', 'phone');
  const form = await EForm.start(page, procedures.birth, 'requester');
  const id = form.input('requester_citizen_id');
  await id.fill('');
  await id.pressSequentially('036 192 999 902');
  await expect(id).toHaveValue('036 192 999 902');
  await form.open('child');
  const day = form.input('child_date_of_birth', 'day');
  await day.pressSequentially('05');
  await expect(day).toHaveValue('05');
  await expect(day).toBeFocused();
});
