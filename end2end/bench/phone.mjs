/**
 * The slow phone (CPU slowed 4 times, 1.6 Mbit/s, 150 ms) and how it is timed. Every page is opened in a new browser
 * profile: nothing is cached.
 */

import { chromium as browsers } from '@playwright/test';
import { chromium } from '../fixtures/browser.mjs';
import { median, percentile, signInHere } from './figures.mjs';

const LOADS = 7;
const KEYS = 60;
const NETWORK = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true, locale: 'vi-VN' };

/** The citizen of the demo who fills forms here. */
export const CITIZEN = 'thu.tran';

/** @typedef {import('@playwright/test').Page} Page */

export const browser = await browsers.launch({ executablePath: chromium.path, args: [...chromium.arguments] });

/**
 * Runs `use` on a page of a new browser profile: nothing is cached.
 * @template T
 * @param {{ slow: 'network' | 'cpu' | 'no', signedIn: boolean }} kind
 * @param {(page: Page) => Promise<T>} use
 */
export async function fresh(kind, use) {
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
  if (kind.slow !== 'no') {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  try {
    return await use(page);
  } finally {
    await context.close();
  }
}

/** Waits until the application has the page: the server's page shows the same questions before. */
export const application = (/** @type {Page} */ page) => page.locator('#live-status').waitFor({ state: 'attached' });

/**
 * From the navigation to the first letter that stands in an input, and until the application has that letter, milliseconds.
 * @param {string} address
 * @param {string} id of the input
 * @param {boolean} signedIn
 */
export async function firstLetter(address, id, signedIn) {
  return fresh({ slow: 'network', signedIn }, async (page) => {
    await page.addInitScript((id) => {
      const times = /** @type {any} */ (window);
      new MutationObserver((_, observer) => {
        const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
        if (input?.checkVisibility()) {
          observer.disconnect();
          input.addEventListener('input', () => requestAnimationFrame(() => (times.typedAt = performance.now())), { once: true });
          input.focus();
        }
      }).observe(document, { childList: true, subtree: true, attributes: true });
    }, id);
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction((id) => document.activeElement?.id === id, id, { polling: 'raf' });
    await page.keyboard.press('a');
    await page.waitForFunction(() => 'typedAt' in window, undefined, { polling: 'raf' });
    const has = await page.waitForFunction(
      (id) => {
        const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
        return document.getElementById('live-status') && input?.value.endsWith('a') && performance.now();
      },
      id,
      { polling: 'raf' },
    );
    return { typed: await page.evaluate(() => Number(/** @type {any} */ (window).typedAt)), takenOver: Number(await has.jsonValue()) };
  });
}

/**
 * Middle of several first letters, and of the times until the application has them.
 * @param {() => ReturnType<typeof firstLetter>} measure
 */
export async function firstLetters(measure) {
  const all = await repeat(measure);
  return { typed: median(all.map((one) => one.typed)), takenOver: median(all.map((one) => one.takenOver)) };
}

/**
 * From each key to the paint that shows it, milliseconds.
 * @param {Page} page
 * @param {string} id of the input
 */
export async function keystrokes(page, id) {
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

/**
 * From a press to the frame after which something is there, milliseconds.
 * @param {Page} page
 * @param {string} pressed selector of what is pressed
 * @param {string} awaited selector of what then is there
 */
export async function untilShown(page, pressed, awaited) {
  return page.evaluate(
    ([pressed, awaited]) =>
      new Promise((resolve, reject) => {
        const button = /** @type {HTMLElement | null} */ (document.querySelector(pressed));
        if (!button) {
          return reject(new Error(`nothing to press at ${pressed}`));
        }
        const started = performance.now();
        const look = () => {
          if (!document.querySelector(awaited)) {
            return false;
          }
          requestAnimationFrame(() => {
            // After the frame: a task that runs as soon as it has been painted.
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve(performance.now() - started);
            channel.port2.postMessage(0);
          });
          return true;
        };
        new MutationObserver((_, observer) => look() && observer.disconnect()).observe(document, { childList: true, subtree: true });
        button.click();
      }),
    /** @type {[string, string]} */ ([pressed, awaited]),
  ).then(Number);
}

/**
 * @template T
 * @param {() => Promise<T>} measure
 * @param {number} [times]
 */
export async function repeat(measure, times = LOADS) {
  const values = [];
  for (let count = 0; count < times; count += 1) {
    values.push(await measure());
  }
  return values;
}

/**
 * Middle and slow end of some times.
 * @param {number[]} times
 */
export function spread(times) {
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}
