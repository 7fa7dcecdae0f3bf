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
 * Presses a key of the real keyboard.
 * @param {string} name as xdotool calls it
 */
export function key(name) {
  mark();
  execFileSync('xdotool', ['key', '--clearmodifiers', name]);
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
