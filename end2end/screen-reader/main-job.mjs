/**
 * The main job by ear (accessibility.md §10): what a blind citizen hears from the home page to the live change of the
 * dossier. Run by `npm run screen-reader`; needs a server with demonstration data, its address in MOTCUA_URL.
 * Not part of `cargo xtask test`: it needs a screen reader and a window system.
 */

import { readFileSync } from 'node:fs';
import { call, signIn, signInHere, url } from '../bench/figures.mjs';
import { hear, key, mark, open, type } from './speech.mjs';

const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

const mother = await signIn('thu.tran');
const clerk = await signIn('motcua.caugiay');

/** @param {string} title */
const act = (title) => console.log(title);

const { context, page } = await open(`${url}/`);
try {
  await signInHere(page, 'thu.tran');
  mark();
  await page.goto(`${url}/`);

  act('home: the title is read');
  await hear(/Trang chủ/);
  await page.locator('#live-status').waitFor({ state: 'attached' });

  act('Tab: the skip link, and it moves into the page');
  // Stops the reading of the whole page, as listeners do; its caret would decide what Return presses.
  key('Control_L');
  key('Tab');
  await hear(/Bỏ qua đến nội dung chính/);
  key('Return');
  await hear(/main content/);
  key('Tab');
  await hear(/Tìm thủ tục/);

  act('a step of the form: heading, question, hint');
  const draft = await call(mother, 'POST', '/api/drafts', { procedure: 'dang-ky-khai-sinh' });
  await page.goto(`${url}/to-khai/${draft.id}/child`);
  await page.locator('[id="f-child_full_name"]').waitFor();
  mark();
  await page.locator('[id="f-child_full_name"]').focus();
  await hear(/Họ, chữ đệm, tên/);

  act('nothing answered, Continue: the summary, then the field with its message');
  mark();
  await page.locator('form.fields button[type=submit]').focus();
  key('Return');
  await hear(/Có lỗi cần sửa/);
  key('Tab');
  key('Return');
  await hear(/invalid entry/);

  act('the combobox says how many and which');
  await page.goto(`${url}/to-khai/${draft.id}/child-origin`);
  await page.locator('[id="f-child_ethnicity"]').waitFor();
  await page.locator('[id="f-child_ethnicity"]').focus();
  type('tay');
  await hear(/kết quả/);
  key('Down');
  await hear(/Tày/);
  key('Return');

  act('filing elsewhere, and the change is spoken while the focus is somewhere else');
  const filing = await call(mother, 'POST', '/api/drafts', { procedure: 'cap-ban-sao-trich-luc-ho-tich' });
  const saved = await call(mother, 'PUT', `/api/drafts/${filing.id}`, { version: filing.version, answers: { ...filing.answers, ...answers }, reused: {} });
  const receipt = await call(mother, 'POST', `/api/drafts/${filing.id}/submission`, { version: saved.version, declared: true, agency: '000.00.91.H26' }, { 'Idempotency-Key': filing.id });
  await page.goto(`${url}/ho-so/${receipt.dossier}`);
  await page.locator('#status-title').waitFor();
  mark();
  const { version } = await call(clerk, 'GET', `/api/staff/dossiers/${receipt.dossier}`);
  await call(clerk, 'POST', `/api/staff/dossiers/${receipt.dossier}/actions`, { version, command: { action: 'accept' } });
  await hear(/đã được tiếp nhận/);
  console.log('all heard');
} finally {
  await context.close();
}
