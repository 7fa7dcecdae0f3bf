/**
 * Notices on a device with the page closed. No push service of a browser maker can be reached from here, so two ends are ours: the
 * subscription names a service of this test, which opens what the server sealed, and Chromium's own developer tools hand that text to
 * the worker as a push. Everything between is the product: the offer, the worker, what it shows.
 */

import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { type Browser, newBrowser, open } from '../fixtures/push-browser.mjs';
import { exampleAnswers } from '../fixtures/api.ts';
import { Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';

interface Carried {
  path: string;
  text: string;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}

/** A push service with one device. */
async function pushService(browser: Browser): Promise<{ origin: string; carried: Carried[]; close: () => void }> {
  const carried: Carried[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      carried.push({ path: request.url ?? '', text: open(body, browser) });
      response.writeHead(201).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, carried, close: () => server.close() };
}

/** Has the browser subscribe at the service of the test. */
async function subscribeAt(page: Page, endpoint: string, { p256dh, auth }: Browser): Promise<void> {
  await page.addInitScript(
    (keys) => {
      let on = false;
      const subscription = {
        endpoint: keys.endpoint,
        toJSON: () => ({ endpoint: keys.endpoint, keys }),
        unsubscribe: () => Promise.resolve(!(on = false)),
      } as unknown as PushSubscription;
      PushManager.prototype.subscribe = () => Promise.resolve(((on = true), subscription));
      PushManager.prototype.getSubscription = () => Promise.resolve(on ? subscription : null);
    },
    { endpoint, p256dh, auth },
  );
}

/** What the worker shows now. */
function shown(page: Page): Promise<{ body: string; link: string }[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const all = await registration.getNotifications();
    return all.map(({ body, data }) => ({ body, link: (data as { link: string }).link }));
  });
}

test('switched on after filing, a push arrives with the page closed', async ({ person, client }) => {
  const browser = newBrowser();
  const service = await pushService(browser);
  const settings = { MOTCUA_PUSH_CONTACT: 'mailto:motcua@example.org', MOTCUA_PUSH_SERVICES: service.origin, MOTCUA_QUIET_HOURS: 'none' };
  const server = await Server.start('sqlite', settings);
  try {
    const receipt = await (await client('mother', server)).file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
    const { page, context } = await person('mother', 'phone', server);
    await context.grantPermissions(['notifications'], { origin: server.url });
    await subscribeAt(page, `${service.origin}/to/a-phone`, browser);

    await page.goto(`/ho-so/${receipt.dossier}?bien-nhan=1`);
    await page.getByRole('button', { name: say('reach.push_on') }).click();
    await expect(page.locator('main')).toContainText(say('reach.push_is_on'));

    // Another page of this browser, not of the portal, holds the developer tools; the portal is closed.
    const elsewhere = await context.newPage();
    const tools = await context.newCDPSession(elsewhere);
    const registrations: string[] = [];
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: known }) => {
      registrations.push(...known.filter((one) => one.scopeURL.startsWith(server.url)).map((one) => one.registrationId));
    });
    await tools.send('ServiceWorker.enable');
    await expect.poll(() => registrations.length).toBeGreaterThan(0);
    await page.close();
    await (await client('clerk', server)).act(receipt.dossier, 'accept');
    await expect.poll(() => service.carried.length).toBeGreaterThan(0);
    const accepted = service.carried.at(-1)?.text ?? '';
    expect(accepted).toContain(receipt.code);
    const [registrationId = ''] = registrations;
    await tools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data: accepted });
    // The same once more, as a push service may: it is one notice.
    await tools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId, data: accepted });

    const later = await context.newPage();
    await later.goto('/');
    await expect.poll(() => shown(later)).toEqual([
      { body: (JSON.parse(accepted) as { text: string }).text, link: `/ho-so/${receipt.dossier}` },
    ]);
  } finally {
    await server.stop();
    service.close();
  }
});
