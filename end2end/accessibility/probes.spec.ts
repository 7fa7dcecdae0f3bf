/** The probes themselves: on a page with planted faults each of them must speak up, on a good page none. */

import type { Page } from '@playwright/test';
import { axe, contrast } from '../fixtures/axe.ts';
import { motion, reflow, structure, tabWalk, targets, textSpacing, textTwiceAsLarge } from '../fixtures/probes.ts';
import { expect, test } from '../fixtures/test.ts';

const GOOD = `<!doctype html><html lang="vi"><head><title>Tốt</title><meta name="viewport" content="width=device-width, initial-scale=1">
  <style>body{font:16px/1.5 sans-serif;margin:16px} a,button{display:inline-block;min-width:48px;min-height:48px;margin:12px} :focus{outline:3px solid #00f}</style>
  </head><body><main><h1>Tốt</h1><h2>Phần</h2><p>Đủ rõ.</p><a href="#x">Liên kết</a><button type="button">Nút bấm</button></main></body></html>`;

const BAD = `<!doctype html><html><head><title></title><meta name="viewport" content="width=device-width, user-scalable=no">
  <style>
    @keyframes spin { to { transform: rotate(1turn) } }
    .wide { width: 900px } .cut { height: 20px; overflow: hidden; width: 120px; font-size: 16px; line-height: 20px }
    .tiny { width: 10px; height: 10px; padding: 0; border: 0; display: inline-block } .tiny:focus { outline: none }
    .spin { animation: spin 2s infinite } .faint { color: #ccc; background: #fff } .over { position: fixed; inset: 0; z-index: 9 }
  </style></head><body><h1>Một</h1><h1>Hai</h1><h4>Nhảy</h4><p id="a" class="faint">Chữ mờ</p><p id="a">Hai lần</p>
  <input aria-describedby="nowhere"><a>Không địa chỉ</a><div class="wide">rộng</div><p class="cut">Một câu vừa đủ</p>
  <button class="tiny" type="button">×</button><button class="tiny" type="button">+</button><div class="spin">quay</div></body></html>`;

async function page(open: (device: 'phone' | 'desktop') => Promise<import('@playwright/test').BrowserContext>, html: string): Promise<Page> {
  const page = await (await open('phone')).newPage();
  await page.setContent(html);
  return page;
}

test('a good page has no faults', async ({ open }) => {
  const good = await page(open, GOOD);
  expect(await axe(good)).toEqual([]);
  expect(await contrast(good)).toEqual([]);
  expect(await structure(good)).toEqual([]);
  expect(await targets(good, 44)).toEqual([]);
  expect(await reflow(good)).toEqual([]);
  expect(await textSpacing(good)).toEqual([]);
  expect(await textTwiceAsLarge(good)).toEqual([]);
  expect(await motion(good)).toEqual([]);
  expect(await tabWalk(good)).toEqual({ stops: 2, faults: [] });
});

test('every planted fault is found', async ({ open }) => {
  const bad = await page(open, BAD);
  expect((await axe(bad)).join()).toMatch(/html-has-lang/);
  expect((await contrast(bad)).join()).toMatch(/color-contrast/);
  const found = (await structure(bad)).join('\n');
  for (const fault of ['no lang', 'no title', '2 <h1>', '0 <main>', 'id a occurs 2', '#nowhere', 'jumps from h1 to h4', 'forbids zooming', 'without an address']) {
    expect(found).toContain(fault);
  }
  expect((await targets(bad, 24)).length).toBe(2);
  expect((await reflow(bad)).join()).toMatch(/px wide on 320/);
  expect((await textSpacing(bad)).join()).toMatch(/cut off/);
  expect((await textTwiceAsLarge(bad)).length).toBeGreaterThan(0);
  expect(await motion(bad)).toEqual(['spin']);
  expect((await tabWalk(bad)).faults.join()).toMatch(/does not show that it has the focus/);
  await bad.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<div class="over"></div>'));
  expect((await tabWalk(bad)).faults.join()).toMatch(/is covered/);
});
