/**
 * The main job by ear: what a blind citizen hears from the home page to the live change of the dossier. Each act of the table of
 * phrases that has to be heard is one here. Run by `npm run screen-reader`; needs a server with demonstration data, its address
 * in MOTCUA_URL. Not part of `cargo xtask test`: it needs a screen reader and a window system.
 */

import { readFileSync } from 'node:fs';
import { call, signIn, signInHere, url } from '../bench/figures.mjs';
import { focus, go, heading, hear, key, keyOn, mark, onlyOnce, open, type } from './speech.mjs';

const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

/** The smallest file that is a PDF. */
const PAPER = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

const mother = await signIn('thu.tran');
const clerk = await signIn('motcua.caugiay');

/** @param {string} title */
const act = (title) => console.log(title);

const { context, page } = await open(`${url}/`);
/** @param {string} key */
const field = (key) => page.locator(`[id="f-${key}"]`);
try {
  await signInHere(page, 'thu.tran');

  act('home: loaded, with its landmarks and headings');
  await go(page, `${url}/`);
  await hear(/landmarks, \d+ headings/);

  act('Tab: the skip link, and it moves into the page');
  key('Tab');
  await hear(/Bỏ qua đến nội dung chính link/);
  key('Return');
  await hear(/main content/);
  key('Tab');
  await hear(/Tìm thủ tục editable combo box/);

  act('a link: the heading of the new page');
  await focus(page.getByRole('main').getByRole('link', { name: 'Thủ tục đăng ký khai sinh' }).first(), /Thủ tục đăng ký khai sinh/);
  key('Return');
  await page.waitForURL(/\/thu-tuc\//);
  await heading(/khai sinh.*heading level 1/, '1');

  act('a step of the form: the question, that it is required, its hint');
  const draft = await call(mother, 'POST', '/api/drafts', { procedure: 'dang-ky-khai-sinh' });
  await go(page, `${url}/to-khai/${draft.id}/child`);
  await focus(field('child_full_name'), /Họ, chữ đệm, tên entry required/);
  await hear(/Viết đủ họ, chữ đệm và tên/);

  act('a date: the group, then its parts');
  key('Tab');
  await hear(/Ngày, tháng, năm sinh/);
  await hear(/Ngày entry required/);
  key('Tab');
  await hear(/Tháng entry required/);

  act('nothing answered, Continue: the summary, then the field with its message');
  await focus(page.locator('form.fields button[type=submit]'), /Tiếp tục push button/);
  key('Return');
  await hear(/Có lỗi cần sửa/);
  key('Tab');
  await hear(/Nhập họ, chữ đệm, tên link/);
  key('Return');
  await hear(/invalid entry/);
  await hear(/Lỗi: Nhập họ, chữ đệm, tên/);

  act('a combobox: how many, which one, and what was chosen');
  await go(page, `${url}/to-khai/${draft.id}/child-origin`);
  await focus(field('child_ethnicity'), /Dân tộc editable combo box/);
  type('tay');
  await hear(/kết quả/);
  key('Down');
  await hear(/Tày/);
  key('Return');
  await hear(/Tày/);

  act('a file: its name, that it is sent');
  await go(page, `${url}/to-khai/${draft.id}/attachments`);
  mark();
  const paper = { name: 'giay-chung-sinh.pdf', mimeType: 'application/pdf', buffer: Buffer.from(PAPER) };
  await page.locator('input[type=file]').first().setInputFiles(paper);
  await hear(/giay-chung-sinh\.pdf/);

  act('the review: an answer with the link that changes it, the declaration, sending');
  const filing = await call(mother, 'POST', '/api/drafts', { procedure: 'cap-ban-sao-trich-luc-ho-tich' });
  await call(mother, 'PUT', `/api/drafts/${filing.id}`, { version: filing.version, answers: { ...filing.answers, ...answers }, reused: {} });
  await go(page, `${url}/to-khai/${filing.id}/xem-lai`);
  await focus(page.getByRole('link', { name: /^Sửa/ }).first(), /Sửa.*link/);
  await focus(page.locator('main input[type=checkbox]').last(), /Tôi cam đoan.*check box not checked required/);
  key('space');
  await hear(/^checked/);
  await focus(page.locator('main button[type=submit]').last(), /Gửi hồ sơ push button/);
  key('Return');
  await hear(/Đã gửi hồ sơ \d{3}\./);
  await heading(/Đã gửi hồ sơ.*heading level 1/, '1');
  const dossier = /ho-so\/([^/?]+)/.exec(page.url())?.[1] ?? '';

  act('a dialog: its title, its question; after Escape one goes on from its button');
  await focus(page.getByRole('button', { name: 'Xin rút hồ sơ', exact: true }), /Xin rút hồ sơ push button/);
  key('Return');
  await page.locator('dialog[open]').waitFor();
  await heading(/^Xin rút hồ sơ\?/, '2');
  keyOn('Tab');
  await hear(/Đóng push button/);
  keyOn('Tab');
  await hear(/Lý do rút hồ sơ entry required/);
  key('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  keyOn('Tab');
  await hear(/Đã báo cho bạn|Ai đã xem hồ sơ của bạn/);

  act('the clerk accepts: it is spoken once while the focus is somewhere else');
  mark();
  const { version } = await call(clerk, 'GET', `/api/staff/dossiers/${dossier}`);
  await call(clerk, 'POST', `/api/staff/dossiers/${dossier}/actions`, { version, command: { action: 'accept' } });
  await hear(/đã được tiếp nhận/);

  act('the network goes and comes back');
  await context.setOffline(true);
  await hear(/Mất kết nối/);
  onlyOnce(/đã được tiếp nhận/);
  onlyOnce(/Mất kết nối/);
  mark();
  await context.setOffline(false);
  await hear(/Đã kết nối lại/);

  act('the other language');
  await go(page, `${url}/?lang=en`);
  key('h');
  await hear(/What do you need to do\? heading level 1/);
  console.log('all heard');
} finally {
  await context.close();
}
