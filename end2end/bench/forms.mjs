/**
 * The two forms of the gallery that are there to be measured, of 60 and of 300 questions, each beside a page without any
 * script that has the same inputs; and a group of 200 rows.
 */

import { get } from 'node:http';
import { figure, median, url } from './figures.mjs';
import { application, firstLetter, firstLetters, fresh, keystrokes, repeat, spread, untilShown } from './phone.mjs';

const SIZES = [60, 300];
const FIRST = 'f-q1_1';
/** How often what is quick to measure is measured. */
const TIMES = 3;

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @param {Page} page
 * @param {number} size
 */
async function open(page, size) {
  await page.goto(`${url}/gallery/form-${size}`);
  await page.locator(`#${FIRST}`).waitFor();
  await application(page);
}

/**
 * Keys in the first text of a form, and in the same inputs without a script.
 * @param {number} size
 */
async function keys(size) {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    await open(page, size);
    const ours = await keystrokes(page, FIRST);
    const inputs = await page.locator('form.fields').evaluate((form) => form.outerHTML);
    await page.goto('about:blank');
    await page.setContent(`<!doctype html><html lang="vi"><title>Mẫu</title><main>${inputs}</main>`);
    return { ours, plain: await keystrokes(page, FIRST) };
  });
}

/**
 * From a tick to the ten questions that it opens.
 * @param {number} size
 */
async function condition(size) {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    await open(page, size);
    const box = '[data-field="q1_35"] input[type=checkbox]';
    return untilShown(page, box, '[data-field="q1_45"]');
  });
}

/**
 * From “continue” to the summary of all errors, with every typed answer wrong and every other one missing.
 * @param {number} size
 */
async function errors(size) {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    await open(page, size);
    await page.evaluate(() => {
      const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('form.fields input'));
      for (const input of inputs) {
        if (input.type !== 'radio' && input.type !== 'checkbox' && input.getAttribute('role') !== 'combobox') {
          input.value = 'x'.repeat(201);
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }
      }
    });
    return untilShown(page, 'form.fields button[type=submit]', '#error-summary');
  });
}

/**
 * A form of sixty questions with a group of so many rows: until it is there. Comes from a small page of the same area, because the
 * whole gallery takes longer to go than the form to come.
 * @param {Page} page
 * @param {string} form
 * @param {string} row
 */
async function untilOpened(page, form, row) {
  await page.goto(`${url}/gallery/check`);
  await page.locator('#live-status').waitFor({ state: 'attached' });
  await page.locator('#type-check').waitFor();
  await page.evaluate((address) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = address;
    link.id = 'to-form';
  }, `/gallery/${form}`);
  return untilShown(page, '#to-form', `[data-row="${row}"]`);
}

/** The same form with three rows: what two hundred are compared with. */
async function fewRows() {
  return fresh({ slow: 'cpu', signedIn: false }, (page) => untilOpened(page, 'form-60', 'r3'));
}

/** A group of 200 rows on a machine that nothing slows down. */
async function rowsAtFullSpeed() {
  return fresh({ slow: 'no', signedIn: false }, (page) => untilOpened(page, 'rows-200', 'r200'));
}

/** A group of 200 rows: until it is there, folded, and the keys in one row that was opened. */
async function rows() {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    const opened = await untilOpened(page, 'rows-200', 'r200');
    await page.locator('[data-row="r100"] .repeat__fold').click();
    const input = page.locator('[data-field^="rows1[r100]"] input').first();
    const id = (await input.getAttribute('id')) ?? '';
    return { opened, keys: await keystrokes(page, id) };
  });
}

/**
 * What a browser downloads for the page itself, kilobytes.
 * @param {string} address
 */
async function pageSize(address) {
  return new Promise((resolve, reject) => {
    const asked = get(address, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part) => (bytes += part.length));
      answer.on('end', () => resolve(bytes / 1000));
    });
    asked.on('error', reject);
  }).then(Number);
}

/** Measures and prints everything about the forms. */
export async function measureForms() {
  for (const size of SIZES) {
    figure(`form_${size}_page`, await pageSize(`${url}/gallery/form-${size}`), 'kB');
    const first = await firstLetters(() => firstLetter(`${url}/gallery/form-${size}`, FIRST, false));
    figure(`form_${size}_first_letter`, first.typed, 'ms');
    figure(`form_${size}_taken_over`, first.takenOver, 'ms');
    const typed = await repeat(() => keys(size), TIMES);
    const ours = spread(typed.flatMap((one) => one.ours));
    const plain = spread(typed.flatMap((one) => one.plain));
    figure(`form_${size}_key_p50`, ours.p50, 'ms');
    figure(`form_${size}_key_p95`, ours.p95, 'ms');
    figure(`form_${size}_key_plain_html_p50`, plain.p50, 'ms');
    figure(`form_${size}_key_plain_html_p95`, plain.p95, 'ms');
    figure(`form_${size}_key_ratio`, ours.p95 / plain.p95, '');
    figure(`form_${size}_condition`, median(await repeat(() => condition(size), TIMES)), 'ms');
    figure(`form_${size}_all_errors`, median(await repeat(() => errors(size), TIMES)), 'ms');
  }
  figure('rows_3_open', median(await repeat(fewRows, TIMES)), 'ms');
  const group = await repeat(rows, TIMES);
  figure('rows_200_open', median(group.map((one) => one.opened)), 'ms');
  figure('rows_200_open_full_speed', median(await repeat(rowsAtFullSpeed, TIMES)), 'ms');
  const row = spread(group.flatMap((one) => one.keys));
  figure('rows_200_key_p50', row.p50, 'ms');
  figure('rows_200_key_p95', row.p95, 'ms');
}
