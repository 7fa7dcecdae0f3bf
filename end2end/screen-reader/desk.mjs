/**
 * Queue and workspace by ear: what a blind clerk hears from the list of dossiers to the acceptance of one. Run by
 * `npm run screen-reader:desk`; needs a server with demonstration data, its address in MOTCUA_URL.
 * Not part of `cargo xtask test`: it needs a screen reader and a window system.
 */

import { readFileSync } from 'node:fs';
import { call, signIn, signInHere, url } from '../bench/figures.mjs';
import { hear, key, mark, open } from './speech.mjs';

const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

const mother = await signIn('thu.tran');
const filing = await call(mother, 'POST', '/api/drafts', { procedure: 'cap-ban-sao-trich-luc-ho-tich' });
const saved = await call(mother, 'PUT', `/api/drafts/${filing.id}`, { version: filing.version, answers: { ...filing.answers, ...answers }, reused: {} });
const receipt = await call(mother, 'POST', `/api/drafts/${filing.id}/submission`, { version: saved.version, declared: true, agency: '000.00.91.H26' }, { 'Idempotency-Key': filing.id });

/** @param {string} title */
const act = (title) => console.log(title);

const { context, page } = await open(`${url}/`);
try {
  await signInHere(page, 'motcua.caugiay');

  act('the queue: which list, and how many');
  mark();
  await page.goto(`${url}/can-bo?view=agency&sort=newest`);
  await page.locator('tbody tr').first().waitFor();
  await hear(/Cả cơ quan/);

  act('the filters say what is set before they are opened');
  await page.locator('form[role=search] summary').focus();
  await hear(/Bộ lọc khác: chưa chọn/);

  act('a row: the code is a link with its row header');
  const link = page.locator('tbody tr', { hasText: receipt.code }).getByRole('link');
  mark();
  await link.focus();
  await hear(new RegExp(receipt.code.replaceAll('.', '\\.')));

  act('Return opens the workspace: its heading with the status');
  key('Return');
  await page.locator('#workspace-title').waitFor();
  await hear(/Mới đăng ký/);

  act('an action: the button, then the name of its dialog');
  const accept = page.locator('.workspace__actions').getByRole('button', { name: 'Tiếp nhận', exact: true });
  mark();
  await accept.focus();
  await hear(/Tiếp nhận/);
  key('Return');
  await page.locator('dialog[open]').waitFor();
  await hear(/Tiếp nhận/);

  act('done: what became of it is spoken');
  const send = page.locator('dialog[open]').getByRole('button', { name: 'Tiếp nhận', exact: true });
  await send.focus();
  key('Return');
  await hear(/Đã tiếp nhận hồ sơ/);
  console.log('all heard');
} finally {
  await context.close();
}
