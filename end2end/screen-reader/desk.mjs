/**
 * Queue and workspace by ear: what a blind clerk hears from the list of dossiers to the acceptance of one. Run by
 * `npm run screen-reader:desk`; needs a server with demonstration data, its address in MOTCUA_URL.
 * Not part of `cargo xtask test`: it needs a screen reader and a window system.
 */

import { readFileSync } from 'node:fs';
import { call, signIn, signInHere, url } from '../bench/figures.mjs';
import { focus, go, heading, hear, key, keyOn, mark, open } from './speech.mjs';

const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

const mother = await signIn('thu.tran');
/** A dossier that has just been filed. */
async function filed() {
  const draft = await call(mother, 'POST', '/api/drafts', { procedure: 'cap-ban-sao-trich-luc-ho-tich' });
  const saved = await call(mother, 'PUT', `/api/drafts/${draft.id}`, { version: draft.version, answers: { ...draft.answers, ...answers }, reused: {} });
  return call(mother, 'POST', `/api/drafts/${draft.id}/submission`, { version: saved.version, declared: true, agency: '000.00.91.H26' }, { 'Idempotency-Key': draft.id });
}
/** @param {string} code */
const spelled = (code) => new RegExp(code.replaceAll('.', '\\.'));
const receipt = await filed();

/** @param {string} title */
const act = (title) => console.log(title);

const { context, page } = await open(`${url}/`);
try {
  await signInHere(page, 'motcua.caugiay');

  act('the queue: which list, and how much is on the page');
  await go(page, `${url}/can-bo?view=agency&sort=newest`);
  await page.locator('tbody tr').first().waitFor();
  key('1');
  await hear(/Cả cơ quan heading level 1/);

  act('t: the table with its caption, how many rows and columns, the names of the columns');
  key('t');
  await hear(/Cả cơ quan: \d+ hồ sơ/);
  await hear(/table with \d+ rows \d+ columns/);
  key('Down');
  await hear(/Mã hồ sơ push button/);

  act('the filters say what is set before they are opened');
  // Moving through a table cell by cell, the screen reader holds on to the cell: a page anew.
  await go(page, `${url}/can-bo?view=agency&sort=newest`);
  await page.locator('tbody tr').first().waitFor();
  await focus(page.locator('form[role=search] input').first(), /Mã hồ sơ, họ tên, thủ tục entry/);
  key('Tab');
  await hear(/Lọc push button/);
  key('Tab');
  await hear(/Bộ lọc khác: chưa chọn/);

  act('a row: its box says what it selects, the code is a link');
  const row = page.locator('tbody tr', { hasText: receipt.code });
  await focus(row.getByRole('checkbox'), new RegExp(`Chọn hồ sơ ${spelled(receipt.code).source} check box not checked`));
  await go(page, `${url}/can-bo?view=agency&sort=newest`);
  await row.waitFor();
  await focus(row.getByRole('link'), spelled(receipt.code));

  act('a new dossier: it is said while the focus is somewhere else');
  mark();
  const second = await filed();
  await hear(spelled(second.code));
  await hear(/\d+ hồ sơ phù hợp/);

  act('Return opens the workspace: its heading with the status');
  key('Return');
  await page.locator('#workspace-title').waitFor();
  await heading(/Mới đăng ký heading level 1/, '1');

  act('an action: the button, then its dialog with its name and its question');
  const accept = page.locator('.workspace__actions').getByRole('button', { name: 'Tiếp nhận', exact: true });
  await focus(accept, /Tiếp nhận push button/);
  key('Return');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  await heading(/^Tiếp nhận/, '2');
  keyOn('Tab');
  await hear(/Đóng push button/);
  keyOn('Tab');
  await hear(/Lời nhắn cho người nộp.*entry/);
  await hear(/Người nộp đọc được lời nhắn này/);

  act('Escape: one goes on from its button, nothing has happened');
  key('Escape');
  await dialog.waitFor({ state: 'detached' });
  keyOn('Tab');
  await hear(/Yêu cầu bổ sung push button/);

  act('words that are needed are said to be missing');
  await focus(page.locator('.workspace__actions').getByRole('button', { name: 'Từ chối', exact: true }), /Từ chối push button/);
  key('Return');
  await dialog.waitFor();
  await focus(dialog.getByRole('button', { name: 'Từ chối', exact: true }), /Từ chối push button/);
  key('Return');
  await hear(/invalid entry/);
  await hear(/Lỗi: Nhập lý do từ chối/i);
  key('Escape');
  await dialog.waitFor({ state: 'detached' });

  act('done: what became of it is spoken, and the way to the next');
  await focus(accept, /Tiếp nhận push button/);
  key('Return');
  await dialog.waitFor();
  await focus(dialog.getByRole('button', { name: 'Tiếp nhận', exact: true }), /Tiếp nhận push button/);
  key('Return');
  await hear(/Đã tiếp nhận hồ sơ/);
  console.log('all heard');
} finally {
  await context.close();
}
