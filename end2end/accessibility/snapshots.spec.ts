/**
 * What a screen reader finds on the most important pages: roles, names and states, as a person has read and approved
 * them. After a wanted change: `npx playwright test snapshots -u`, then read the difference.
 */

import type { Page } from '@playwright/test';
import { Client } from '../fixtures/api.ts';
import { Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { type Cases, pages, prepare, show } from './pages.ts';

const NAMES = [
  'home',
  'procedure online',
  'sign in',
  'form, child',
  'form, places with errors',
  'review',
  'dossier, supplement asked',
  'queue',
  'workspace',
] as const;

/** A server of its own: other tests must not add dossiers to what is compared. */
let server: Server;
let cases: Cases;
test.beforeAll(async () => {
  server = await Server.start();
  cases = await prepare((who) => Client.signIn(server.url, who));
});
test.afterAll(() => server.stop());

for (const name of NAMES) {
  test(name, async ({ open, person }) => {
    const one = pages.find((page) => page.name === name);
    if (!one) {
      throw new Error(`There is no page ${name}`);
    }
    let page: Page;
    if (one.who) {
      page = (await person(one.who, one.desk ? 'desktop' : 'phone', server)).page;
    } else {
      page = await (await open('phone', { baseURL: server.url })).newPage();
    }
    await show(page, one, cases, 'vi');
    await expect(page.locator('main')).toMatchAriaSnapshot({ name: `${name.replace(/\W+/g, '-')}.aria.yml` });
  });
}
