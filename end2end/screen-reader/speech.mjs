/** What the screen reader really said, real keys, and a browser that it can see. Runs inside orca-session.sh. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium as browsers } from '@playwright/test';
import { chromium } from '../fixtures/browser.mjs';

const log = process.env.SPEECH_LOG ?? '';
let from = 0;

function spoken() {
  const bytes = readFileSync(log);
  const text = bytes.subarray(from).toString('utf8');
  const said = [...text.matchAll(/DATA:\|<speak>(.*?)<\/speak>/gs)];
  return { end: bytes.length, said: said.map((one) => (one[1] ?? '').replace(/<[^>]*>/g, '').trim()).filter(Boolean) };
}

/** Forgets everything said so far. */
export function mark() {
  from = spoken().end;
}

/**
 * Waits until something is heard; under load speech comes late, so it never sleeps instead.
 * @param {RegExp} words
 */
export async function hear(words, patience = 15_000) {
  const end = Date.now() + patience;
  for (;;) {
    const { said } = spoken();
    if (said.some((one) => words.test(one))) {
      console.log(`  heard ${words}`);
      return said;
    }
    if (Date.now() > end) {
      throw new Error(`not heard: ${words}; heard: ${JSON.stringify(said)}`);
    }
    await pause(100);
  }
}

/**
 * Presses a key of the real keyboard; what is heard after it counts.
 * @param {string} name as xdotool calls it
 */
export function key(name) {
  mark();
  keyOn(name);
}

/**
 * Presses one more key of the same act: what was said before it still counts.
 * @param {string} name as xdotool calls it
 */
export function keyOn(name) {
  execFileSync('xdotool', ['key', '--clearmodifiers', name]);
}

/**
 * Opens a page and waits until it is there for the eyes, the application and the ears: before that the screen reader does not
 * follow the focus.
 * @param {import('@playwright/test').Page} page
 * @param {string} address
 */
export async function go(page, address) {
  mark();
  await page.goto(address);
  await page.locator('#live-status').waitFor({ state: 'attached' });
  // Either is said last; which one is a matter of milliseconds.
  await hear(/Finished loading|(Bỏ qua đến nội dung chính|Skip to main content) link/);
}

/**
 * Puts the focus where a person would have gone with many Tabs, and waits until it is heard there. Just after a page has come the
 * screen reader misses a focus now and then (on plain pages, too): then one goes back a step and comes again with real keys, as listeners do.
 * @param {import('@playwright/test').Locator} where
 * @param {RegExp} words
 */
export async function focus(where, words) {
  mark();
  for (let turn = 1; ; turn += 1) {
    await where.focus();
    if (turn > 1) {
      keyOn('shift+Tab');
      await pause(500);
      keyOn('Tab');
    }
    try {
      await hear(words, 6_000);
      return;
    } catch (silence) {
      if (turn === 3) {
        throw silence;
      }
    }
  }
}

/**
 * Hears a heading that has just got the focus. Whether this screen reader says it by itself differs from time to time, on plain
 * pages, too: then it is asked for, with the key that goes to the next heading of its level.
 * @param {RegExp} words
 * @param {string} level
 */
export async function heading(words, level) {
  try {
    await hear(words, 5_000);
  } catch {
    keyOn(level);
    await hear(words);
  }
}

/**
 * Fails when something was said more than once.
 * @param {RegExp} words
 */
export function onlyOnce(words) {
  const times = spoken().said.filter((one) => words.test(one)).length;
  if (times !== 1) {
    throw new Error(`heard ${times} times: ${words}`);
  }
}

/**
 * Types on the real keyboard.
 * @param {string} text
 */
export function type(text) {
  mark();
  execFileSync('xdotool', ['type', '--delay', '60', text]);
}

/**
 * Opens an address in a window of its own.
 * @param {string} url
 */
export async function open(url) {
  const profile = `${process.env.HOME}/browser`;
  mkdirSync(`${profile}/Default`, { recursive: true });
  // Else the offer to translate a Vietnamese page takes the focus.
  writeFileSync(`${profile}/Default/Preferences`, JSON.stringify({ translate: { enabled: false } }));
  const context = await browsers.launchPersistentContext(profile, {
    executablePath: chromium.path,
    headless: false,
    viewport: null,
    locale: 'vi-VN',
    args: [...chromium.arguments, '--force-renderer-accessibility', `--app=${url}`],
  });
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  return { context, page };
}
