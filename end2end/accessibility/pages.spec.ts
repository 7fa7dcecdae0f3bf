/**
 * Every page, in both languages, on phone and desk, in light and dark: axe finds nothing, the probes find nothing,
 * titles and headings are right, and no sentence is in the wrong language.
 */

import { Client } from '../fixtures/api.ts';
import { axe, contrast } from '../fixtures/axe.ts';
import { foreignSentences } from '../fixtures/foreign.ts';
import { motion, reflow, structure, tabWalk, targets, textSpacing, textTwiceAsLarge } from '../fixtures/probes.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Lang } from '../fixtures/texts.ts';
import { adminPages, type Cases, citizenPages, leaderPages, pages, prepare, type ProductPage, publicPages, show, staffPages } from './pages.ts';

const LANGUAGES: Lang[] = ['vi', 'en'];
const DEVICES = ['phone', 'desktop'] as const;
const GROUPS = { public: publicPages, citizen: citizenPages, staff: staffPages, leader: leaderPages, administrators: adminPages };

// The one long file: both workers share it.
test.describe.configure({ mode: 'parallel' });
// A failure names page, rule and element: a trace of hundreds of checks would say no more and cost half of the time.
test.use({ trace: 'off' });

let cases: Cases;
test.beforeAll(async ({ server }) => {
  cases = await prepare((who) => Client.signIn(server.url, who));
});

for (const [group, list] of Object.entries(GROUPS)) {
  for (const device of DEVICES) {
    for (const lang of LANGUAGES) {
      test(`${group} pages on a ${device} in ${lang}`, async ({ open, person, server }) => {
        test.setTimeout(240_000);
        const who = list[0]?.who;
        const page = who ? (await person(who, device)).page : await (await open(device, { baseURL: server.url })).newPage();
        const faults: string[] = [];
        const titles = new Map<string, string>();
        const note = (one: ProductPage, what: string, found: string[]): void => {
          faults.push(...found.map((fault) => `${one.name} · ${what}: ${fault}`));
        };
        for (const one of list) {
          await test.step(one.name, async () => {
            await show(page, one, cases, lang);
            expect.soft(await page.locator('html').getAttribute('lang'), one.name).toBe(lang);
            const [title, path] = [await page.title(), one.path(cases)];
            expect.soft(titles.get(title) ?? path, `${one.name} has a title of its own: ${title}`).toBe(path);
            titles.set(title, path);
            note(one, 'axe', await axe(page));
            note(one, 'structure', await structure(page));
            note(one, 'language', await foreignSentences(page, lang));
            note(one, 'targets', await targets(page, device === 'phone' && !one.desk ? 44 : 24));
            if (device === 'phone') {
              note(one, 'reflow', await reflow(page));
              note(one, 'text spacing', await textSpacing(page));
              note(one, 'text at 200 %', await textTwiceAsLarge(page));
            }
            // Everything but the colours is the same in the dark.
            await page.emulateMedia({ colorScheme: 'dark' });
            note(one, 'dark', await contrast(page));
            await page.emulateMedia({ colorScheme: 'light' });
          });
        }
        expect(faults.join('\n')).toBe('');
      });
    }
  }
}

for (const [group, list] of Object.entries(GROUPS)) {
  test(`the Tab key walks all of the ${group} pages`, async ({ open, person, server }) => {
    test.setTimeout(180_000);
    const who = list[0]?.who;
    const page = who ? (await person(who, 'desktop')).page : await (await open('desktop', { baseURL: server.url })).newPage();
    const faults: string[] = [];
    for (const one of list) {
      await test.step(one.name, async () => {
        await show(page, one, cases, 'vi');
        const { stops, faults: found } = await tabWalk(page);
        expect.soft(stops, `${one.name} has places for the focus`).toBeGreaterThan(3);
        faults.push(...found.map((fault) => `${one.name}: ${fault}`));
        faults.push(...(await motion(page)).map((name) => `${one.name}: ${name} moves although less motion was asked for`));
      });
    }
    expect(faults.join('\n')).toBe('');
  });
}

test('high contrast colours of the system leave borders on what can be pressed', async ({ person }) => {
  const { page } = await person('mother', 'desktop');
  await page.emulateMedia({ forcedColors: 'active' });
  for (const one of pages.filter((page) => page.who === 'mother')) {
    await show(page, one, cases, 'vi');
    const bare = await page.locator('main :is(.button:not(.button--quiet), .input, .select)').evaluateAll((all) =>
      all
        .filter((element) => element.checkVisibility())
        .filter((element) => getComputedStyle(element).borderStyle === 'none' || getComputedStyle(element).borderWidth === '0px')
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect.soft(bare, one.name).toEqual([]);
  }
});
