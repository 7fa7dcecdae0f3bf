/** Live updates: who was away gets exactly what was missed, once; one stream however many tabs; servers may restart. */

import type { BrowserContext, Page } from '@playwright/test';
import { type Client, exampleAnswers, type Receipt } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { DossierScreen, SamePage } from '../screens/dossier.ts';
import { procedures } from '../screens/form.ts';
import { result } from '../screens/answers.ts';

interface Ear {
  heardEvents: number[];
}

/** Notes the number of every event that reaches a page of the context, before the product sees it. */
async function listen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const ear = window as unknown as { heardEvents: number[] };
    ear.heardEvents = [];
    const Native = window.EventSource;
    window.EventSource = class extends Native {
      constructor(url: string | URL, options?: EventSourceInit) {
        super(url, options);
        this.addEventListener('change', (event) => ear.heardEvents.push(Number(event.lastEventId)));
      }
    };
  });
}

function heard(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as Ear).heardEvents);
}

function file(mother: Client): Promise<Receipt> {
  return mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
}

test('the phone sleeps through five events: exactly those arrive, once and in order', async ({ person, client, wire }) => {
  const receipt = await file(await client('mother'));
  const { page, context } = await person('mother', 'phone', wire);
  await listen(context);
  const dossier = await DossierScreen.open(page, receipt.dossier);
  await dossier.shows(1);
  const same = await SamePage.mark(page);

  const clerk = await client('clerk');
  const before = await heard(page);
  wire.cut();
  await context.setOffline(true);
  await expect(page.locator('.bar')).toContainText(say('portal.connection_lost'));
  await clerk.act(receipt.dossier, 'accept');
  await clerk.act(receipt.dossier, 'forward');
  const specialist = await client('specialist');
  await specialist.addResult(receipt.dossier, result);
  await specialist.act(receipt.dossier, 'propose', { note: 'Đủ điều kiện.' });
  await (await client('leader')).act(receipt.dossier, 'approve');
  await clerk.act(receipt.dossier, 'hand_over');
  expect(await heard(page), 'nothing arrives without a network').toEqual(before);
  wire.mend();
  await context.setOffline(false);
  await dossier.shows(10);
  // Accept, forward, propose, approve, hand over: five events for her. A draft of the result is the agency's own affair.
  await expect.poll(async () => (await heard(page)).length).toBe(before.length + 5);
  const all = await heard(page);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toEqual([...all].sort((left, right) => left - right));
  await same.stillThere();
});

test('three tabs share one stream, and another tab takes it over', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const { page, context } = await person('mother', 'desktop');
  const streams: Page[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/events') {
      streams.push(request.frame().page());
    }
  });
  const tabs = [page, await context.newPage(), await context.newPage()];
  const screens: DossierScreen[] = [];
  for (const tab of tabs) {
    screens.push(await DossierScreen.open(tab, receipt.dossier));
  }
  const clerk = await client('clerk');
  await clerk.act(receipt.dossier, 'accept');
  for (const screen of screens) {
    await screen.shows(2);
  }
  expect(streams).toEqual([tabs[0]]);

  await tabs[0]?.close();
  await expect.poll(() => streams.length).toBe(2);
  await clerk.act(receipt.dossier, 'forward');
  for (const screen of screens.slice(1)) {
    await screen.shows(4);
  }
  expect(streams.length).toBe(2);
});

test('a restarted server is found again, and nothing is missed', async ({ person, client, ownServer }) => {
  const receipt = await file(await client('mother', ownServer));
  const { page } = await person('mother', 'phone', ownServer);
  const dossier = await DossierScreen.open(page, receipt.dossier);
  const same = await SamePage.mark(page);
  const clerk = await client('clerk', ownServer);
  await clerk.act(receipt.dossier, 'accept');
  await dossier.shows(2);
  await ownServer.restart();
  await clerk.act(receipt.dossier, 'forward');
  await dossier.shows(4);
  await same.stillThere();
});

test('a page fetches again only when an event is about it', async ({ person, client }) => {
  const mother = await client('mother');
  const [shown, other] = [await file(mother), await file(mother)];
  const { page } = await person('mother', 'phone');
  const dossier = await DossierScreen.open(page, shown.dossier);
  await dossier.shows(1);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const times = (path: string): number => fetched.filter((one) => one === path).length;
  const clerk = await client('clerk');
  await clerk.act(other.dossier, 'accept');
  // The bell hears of it.
  await expect.poll(() => times('/api/session')).toBe(1);
  await clerk.act(shown.dossier, 'accept');
  await dossier.shows(2);
  expect(times(`/api/dossiers/${shown.dossier}`)).toBe(1);
});

test('away longer than events are kept: the page loads anew and goes on', async ({ person, client, wire }) => {
  const receipt = await file(await client('mother'));
  const { page } = await person('mother', 'phone', wire);
  const dossier = await DossierScreen.open(page, receipt.dossier);
  await dossier.shows(1);
  const same = await SamePage.mark(page);
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  // What the server says to a cursor that it no longer knows.
  await page.route(
    '**/api/events*',
    (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: 'event: reset\nid: 1\ndata: {"cursor":1}\n\n' }),
    { times: 1 },
  );
  wire.cut();
  wire.mend();
  await expect.poll(() => fetched).toContain(`/api/dossiers/${receipt.dossier}`);
  await (await client('clerk')).act(receipt.dossier, 'accept');
  await dossier.shows(2);
  await same.stillThere();
});

test('the bell counts, the change is announced politely, notices lead to the dossier', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const { page } = await person('mother', 'phone');
  const dossier = await DossierScreen.open(page, receipt.dossier);
  await (await client('clerk')).act(receipt.dossier, 'accept', { message: 'Hồ sơ đã đủ.' });
  await expect(page.locator('#live-status')).toHaveText(like('notice.accepted', { code: receipt.code }));
  await dossier.shows(2);
  const bell = page.getByRole('link', { name: new RegExp(say('shell.nav_notices')) }).first();
  await expect(bell).toContainText(/[1-9]/);
  await bell.click();
  await page.waitForURL(/\/thong-bao/);
  const notice = page.locator('main li', { hasText: receipt.code }).first();
  await expect(notice).toContainText(like('notice.accepted', { code: receipt.code }));
  await expect(bell).not.toContainText(/[1-9]/);
  await notice.getByRole('link').first().click();
  await page.waitForURL(new RegExp(`/ho-so/${receipt.dossier}`));
});

test('the region that speaks empties itself', async ({ person, client }) => {
  const receipt = await file(await client('mother'));
  const { page } = await person('mother', 'phone');
  await DossierScreen.open(page, receipt.dossier);
  await (await client('clerk')).act(receipt.dossier, 'accept');
  await expect(page.locator('#live-status')).not.toBeEmpty();
  await expect(page.locator('#live-status')).toBeEmpty();
});
