/**
 * How it feels on a slow phone (CPU slowed 4 times, 1.6 Mbit/s, 150 ms): from nothing to readable, from nothing to the
 * first letter typed, from key to paint. Medians; every load starts with an empty cache. Times depend on the machine:
 * compare figures of one run only, which is why a page of plain HTML is measured beside ours.
 */

import { chromium as browsers } from '@playwright/test';
import { chromium } from '../fixtures/browser.mjs';
import { call, figure, median, percentile, signIn, signInHere, url } from './figures.mjs';

const LOADS = 7;
const KEYS = 60;
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'vi-VN' };
const CITIZEN = 'thu.tran';
const BIRTH = 'dang-ky-khai-sinh';

/** @typedef {import('@playwright/test').Page} Page */

const browser = await browsers.launch({ executablePath: chromium.path, args: [...chromium.arguments] });
const session = await signIn(CITIZEN);
const draft = await call(session, 'POST', '/api/drafts', { procedure: BIRTH });

/**
 * Runs `use` on a page of a new browser profile: nothing is cached.
 * @template T
 * @param {{ slow: 'network' | 'cpu', signedIn: boolean }} kind
 * @param {(page: Page) => Promise<T>} use
 */
async function fresh(kind, use) {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  if (kind.signedIn) {
    await signInHere(page, CITIZEN);
  }
  const cdp = await context.newCDPSession(page);
  if (kind.slow === 'network') {
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', NETWORK);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  try {
    return await use(page);
  } finally {
    await context.close();
  }
}

/**
 * First contentful paint of an address, milliseconds.
 * @param {string} path
 */
async function paint(path) {
  return fresh({ slow: 'network', signedIn: false }, async (page) => {
    await page.goto(`${url}${path}`, { waitUntil: 'load' });
    return page.evaluate(
      () =>
        new Promise((resolve) => {
          new PerformanceObserver((list, observer) => {
            for (const entry of list.getEntries()) {
              if (entry.name === 'first-contentful-paint') {
                observer.disconnect();
                resolve(entry.startTime);
              }
            }
          }).observe({ type: 'paint', buffered: true });
        }),
    );
  });
}

/** From the navigation to the first letter that stands in a question, milliseconds. */
async function firstLetter() {
  return fresh({ slow: 'network', signedIn: true }, async (page) => {
    await page.addInitScript(() => {
      const times = /** @type {any} */ (window);
      new MutationObserver((_, observer) => {
        const input = /** @type {HTMLInputElement | null} */ (document.getElementById('f-child_full_name'));
        if (input?.checkVisibility()) {
          observer.disconnect();
          input.addEventListener('input', () => requestAnimationFrame(() => (times.typedAt = performance.now())), { once: true });
          input.focus();
        }
      }).observe(document, { childList: true, subtree: true, attributes: true });
    });
    await page.goto(`${url}/to-khai/${draft.id}/child`, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.activeElement?.id === 'f-child_full_name', undefined, { polling: 'raf' });
    await page.keyboard.press('a');
    await page.waitForFunction(() => 'typedAt' in window, undefined, { polling: 'raf' });
    return page.evaluate(() => /** @type {any} */ (window).typedAt);
  });
}

/**
 * From each key to the paint that shows it, milliseconds.
 * @param {Page} page
 * @param {string} id of the input
 */
async function keystrokes(page, id) {
  await page.evaluate((id) => {
    const times = /** @type {any} */ (window);
    times.paints = [];
    const input = document.getElementById(id);
    input?.focus();
    input?.addEventListener(
      'keydown',
      (event) => {
        requestAnimationFrame(() => {
          // After the frame: a task that runs as soon as it has been painted.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.paints.push(performance.now() - event.timeStamp);
          channel.port2.postMessage(0);
        });
      },
      true,
    );
  }, id);
  for (let count = 1; count <= KEYS; count += 1) {
    await page.keyboard.press('abcdefghij'[count % 10] ?? 'a');
    await page.waitForFunction((count) => /** @type {any} */ (window).paints.length >= count, count, { polling: 'raf' });
  }
  return page.evaluate(() => /** @type {number[]} */ (/** @type {any} */ (window).paints));
}

/** Keys in the form, and the time until every error of a page is shown. */
async function typing() {
  return fresh({ slow: 'cpu', signedIn: true }, async (page) => {
    await page.goto(`${url}/to-khai/${draft.id}/child`);
    await page.locator('[id="f-child_full_name"]').waitFor();
    const paints = await keystrokes(page, 'f-child_full_name');
    await page.goto(`${url}/to-khai/${draft.id}/child-places`);
    await page.locator('[id="f-child_birth_facility"]').waitFor();
    const errors = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const button = /** @type {HTMLButtonElement} */ (document.querySelector('form.fields button[type=submit]'));
          const started = performance.now();
          new MutationObserver((_, observer) => {
            if (document.getElementById('error-summary')) {
              observer.disconnect();
              requestAnimationFrame(() => resolve(performance.now() - started));
            }
          }).observe(document, { childList: true, subtree: true });
          button.click();
        }),
    );
    return { paints, errors: Number(errors) };
  });
}

/** The same keys in a page with as many inputs and no script: the floor. */
async function plain() {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    const inputs = Array.from({ length: 60 }, (_, index) => `<p><label>Câu ${index}<br><input id="i${index}"></label></p>`).join('');
    await page.setContent(`<!doctype html><html lang="vi"><title>Mẫu</title><main>${inputs}</main>`);
    return keystrokes(page, 'i3');
  });
}

/** From the last key in the search field to the first suggestion, milliseconds, on a good network. */
async function suggestions() {
  return fresh({ slow: 'cpu', signedIn: false }, async (page) => {
    await page.goto(url);
    await page.locator('#live-status').waitFor({ state: 'attached' });
    const input = page.getByRole('combobox').first();
    await input.click();
    await input.pressSequentially('khai sin');
    const started = Date.now();
    await input.press('h');
    await page.getByRole('option').first().waitFor();
    return Date.now() - started;
  });
}

/**
 * @template T
 * @param {() => Promise<T>} measure
 */
async function repeat(measure) {
  const values = [];
  for (let count = 0; count < LOADS; count += 1) {
    values.push(await measure());
  }
  return values;
}

const home = await repeat(() => paint('/'));
figure('home_first_paint', median(home.map(Number)), 'ms');
const procedure = await repeat(() => paint(`/thu-tuc/${BIRTH}`));
figure('procedure_first_paint', median(procedure.map(Number)), 'ms');
figure('form_first_letter', median(await repeat(firstLetter)), 'ms');
const typed = [await typing(), await typing(), await typing()];
const ours = percentile(typed.flatMap((one) => one.paints), 0.95);
const floor = percentile([...(await plain()), ...(await plain()), ...(await plain())], 0.95);
figure('keystroke_to_paint_p95', ours, 'ms');
figure('keystroke_to_paint_plain_html_p95', floor, 'ms');
figure('keystroke_ratio', ours / floor, '');
figure('errors_shown', median(typed.map((one) => one.errors)), 'ms');
figure('search_suggestions', median([await suggestions(), await suggestions(), await suggestions()]), 'ms');
await call(session, 'DELETE', `/api/drafts/${draft.id}`);
await browser.close();
