/**
 * How it feels on a slow phone: from nothing to readable, from nothing to the first letter typed, from key to paint.
 * Medians. Times depend on the machine: compare figures of one run only, which is why a page of plain HTML is measured
 * beside ours.
 */

import { call, figure, median, percentile, signIn, url } from './figures.mjs';
import { measureForms } from './forms.mjs';
import { application, browser, CITIZEN, firstLetter, firstLetters, fresh, keystrokes, repeat, untilShown } from './phone.mjs';

const BIRTH = 'dang-ky-khai-sinh';

const session = await signIn(CITIZEN);
const draft = await call(session, 'POST', '/api/drafts', { procedure: BIRTH });

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

/** Keys in the form, and the time until every error of a page is shown. */
async function typing() {
  return fresh({ slow: 'cpu', signedIn: true }, async (page) => {
    await page.goto(`${url}/to-khai/${draft.id}/child`);
    await application(page);
    await page.locator('[id="f-child_full_name"]').waitFor();
    const paints = await keystrokes(page, 'f-child_full_name');
    await page.goto(`${url}/to-khai/${draft.id}/child-places`);
    await application(page);
    await page.locator('[id="f-child_birth_facility"]').waitFor();
    const errors = await untilShown(page, 'form.fields button[type=submit]', '#error-summary');
    return { paints, errors };
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

/**
 * From the second letter in the search field, which opens the list, to the frame that shows it, milliseconds. On the slow phone and
 * its network, as soon as the catalogue has come.
 */
async function suggestions() {
  return fresh({ slow: 'network', signedIn: false }, async (page) => {
    await page.goto(url);
    await application(page);
    const input = page.getByRole('combobox').first();
    const catalogue = page.waitForResponse((response) => response.url().endsWith('/api/catalogue'));
    await input.click();
    await (await catalogue).finished();
    await input.press('k');
    const shown = page.evaluate(
      () =>
        new Promise((resolve) => {
          let started = 0;
          document.getElementById('q')?.addEventListener('keydown', (event) => (started = event.timeStamp), { once: true });
          new MutationObserver((_, observer) => {
            if (document.querySelector('#q-list:not([hidden]) li')) {
              observer.disconnect();
              requestAnimationFrame(() => {
                // After the frame: a task that runs as soon as it has been painted.
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve(performance.now() - started);
                channel.port2.postMessage(0);
              });
            }
          }).observe(document, { childList: true, subtree: true, attributes: true });
        }),
    );
    await input.press('h');
    return Number(await shown);
  });
}

const home = await repeat(() => paint('/'));
figure('home_first_paint', median(home.map(Number)), 'ms');
const procedure = await repeat(() => paint(`/thu-tuc/${BIRTH}`));
figure('procedure_first_paint', median(procedure.map(Number)), 'ms');
const first = await firstLetters(() => firstLetter(`${url}/to-khai/${draft.id}/child`, 'f-child_full_name', true));
figure('form_first_letter', first.typed, 'ms');
figure('form_taken_over', first.takenOver, 'ms');
const typed = [await typing(), await typing(), await typing()];
const ours = percentile(typed.flatMap((one) => one.paints), 0.95);
const floor = percentile([...(await plain()), ...(await plain()), ...(await plain())], 0.95);
figure('keystroke_to_paint_p95', ours, 'ms');
figure('keystroke_to_paint_plain_html_p95', floor, 'ms');
figure('keystroke_ratio', ours / floor, '');
figure('errors_shown', median(typed.map((one) => one.errors)), 'ms');
figure('search_suggestions', median([await suggestions(), await suggestions(), await suggestions()]), 'ms');
await measureForms();
await call(session, 'DELETE', `/api/drafts/${draft.id}`);
await browser.close();
