/**
 * `kill -9` of the server at any moment: what was answered with success is there afterwards, and what was typed is
 * still in the browser. Each test has a server of its own and kills it several times.
 */

import { randomUUID } from 'node:crypto';
import { Client, type Draft, exampleAnswers, type Receipt, Refused } from '../fixtures/api.ts';
import { large, png, sha256 } from '../fixtures/papers.ts';
import { engines, Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { birth } from '../screens/answers.ts';
import { DossierScreen } from '../screens/dossier.ts';
import { type DateAnswer, EForm, procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

/** Slow enough that a large file is on its way for a while. */
const SLOW_UPLOAD = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };

test('a citizen and a clerk lose nothing when the server dies under them', async ({ person, client, ownServer }) => {
  test.setTimeout(240_000);
  const { page, context } = await person('mother', 'phone', ownServer);
  const form = await EForm.start(page, procedures.birth);
  const answers = birth('Nguyễn Bền Vững Mẫu');

  await test.step('right after the draft was saved', async () => {
    await form.open('child');
    await form.answer('child_full_name', 'Nguyễn Bền Vững Mẫu');
    await form.saved();
    await ownServer.restart();
    await page.reload();
    await expect(form.input('child_full_name')).toHaveValue('Nguyễn Bền Vững Mẫu');
  });

  await test.step('while she is typing: her words stay in the browser', async () => {
    await ownServer.kill();
    await form.answer('child_date_of_birth', answers.child_date_of_birth as DateAnswer);
    await form.answer('child_gender', 'female');
    await expect(form.saveLine).toHaveText(like('fill.saved_here_offline'));
    await ownServer.restart();
    await page.reload();
    await expect(form.input('child_date_of_birth', 'year')).toHaveValue((answers.child_date_of_birth as DateAnswer)[2]);
    await form.saved();
    const stored = await (await client('mother', ownServer)).draft(form.draft);
    expect(stored.answers.child_gender).toBe('female');
  });

  await test.step('while a file is being sent: it can be sent again', async () => {
    await form.open('attachments');
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    await cdp.send('Network.emulateNetworkConditions', SLOW_UPLOAD);
    const photo = large('giay-chung-sinh.pdf', 3_000_000);
    await form.pickFiles('birth_certificate_file', [photo]);
    const row = form.question('birth_certificate_file').locator('.file-row--uploading');
    await expect.poll(() => row.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(5);
    await ownServer.kill();
    await expect(form.question('birth_certificate_file').locator('.file-row', { hasText: photo.name })).toContainText(like('fill.file_waits_here'));
    await ownServer.restart();
    await cdp.send('Network.emulateNetworkConditions', { ...SLOW_UPLOAD, uploadThroughput: -1 });
    await page.getByRole('button', { name: say('fill.file_again', { name: photo.name }) }).click();
    await expect(form.arrived('birth_certificate_file', photo.name)).toBeVisible();
    await form.saved();
    await ownServer.restart();
    const stored = await (await client('mother', ownServer)).draft(form.draft);
    expect(stored.attachments.map((file) => file.sha256)).toEqual([sha256(photo)]);
    delete answers.birth_certificate_file;
  });

  const filed = await test.step('right after filing was answered', async () => {
    await page.goto(`/to-khai/${form.draft}`);
    await form.goOn();
    const rest = { ...answers };
    for (const done of ['child_full_name', 'child_date_of_birth', 'child_gender']) {
      delete rest[done];
    }
    await form.fillUntilReview(rest);
    await page.locator('#declaration').check();
    const answered = page.waitForResponse((response) => response.url().endsWith('/submission'));
    await page.getByRole('button', { name: say('fill.send'), exact: true }).click();
    const receipt = (await (await answered).json()) as Receipt;
    await ownServer.restart();
    const stored = await (await client('mother', ownServer)).dossier(receipt.dossier);
    expect(stored.summary.code).toBe(receipt.code);
    expect(stored.files.map((file) => file.sha256)).toEqual(receipt.files.map((file) => file.sha256));
    return receipt;
  });

  await test.step('right after each action of the clerk was answered', async () => {
    const clerk = (await person('clerk', 'desktop', ownServer)).page;
    const desk = await Workspace.open(clerk, filed.dossier);
    for (const [action, status] of [['accept', 2], ['forward', 4]] as const) {
      await desk.choose(action);
      const answered = clerk.waitForResponse((response) => response.url().endsWith('/actions') && response.ok());
      await desk.send(action);
      await answered;
      await ownServer.restart();
      const stored = await (await client('mother', ownServer)).dossier(filed.dossier);
      expect(stored.summary.status).toBe(status);
      expect(stored.timeline.at(-1)?.action).toBe(action);
      await desk.succeeded(action);
    }
  });

  const dossier = await DossierScreen.open(page, filed.dossier);
  await dossier.shows(4);
});

for (const engine of engines) {
  test(`many clients at once, killed at changing moments, on ${engine}`, async () => {
    test.setTimeout(240_000);
    const server = await Server.start(engine);
    try {
      const saved = new Map<string, number>();
      const filings: { draft: Draft; key: string; receipt?: Receipt }[] = [];
      const answers = exampleAnswers('2.000635', 'thu.tran');
      let confirmed = 0;

      /** Starts, saves and files drafts until the server is gone; notes what was answered with success. */
      const work = async (): Promise<void> => {
        const client = await Client.signIn(server.url, 'mother');
        for (;;) {
          const draft = await client.startDraft(procedures.extract, answers);
          saved.set(draft.id, draft.version);
          confirmed += 1;
          const filing: (typeof filings)[number] = { draft, key: randomUUID() };
          filings.push(filing);
          filing.receipt = await client.submit(draft, filing.key);
          confirmed += 1;
        }
      };

      for (let round = 1; round <= 5; round += 1) {
        const workers = Array.from({ length: 4 }, () => work().catch((problem: unknown) => problem));
        const enough = confirmed + 3 * round;
        await expect.poll(() => confirmed, { intervals: [5], timeout: 60_000 }).toBeGreaterThanOrEqual(enough);
        // At this moment the others are anywhere in the middle of something.
        await server.kill();
        for (const problem of await Promise.all(workers)) {
          expect(problem, 'only the lost connection ends a worker').not.toBeInstanceOf(Refused);
        }
        await server.restart();
      }

      const client = await Client.signIn(server.url, 'mother');
      const codes = new Set<string>();
      for (const { draft, key, receipt } of filings) {
        // The same key again: the same receipt, or now the first one.
        const again = await client.submit(draft, key);
        if (receipt) {
          expect(again).toEqual(receipt);
        }
        codes.add(again.code);
        const stored = await client.dossier(again.dossier);
        expect(stored.summary.code).toBe(again.code);
        expect(stored.timeline.map((event) => event.action)).toEqual(['submit']);
      }
      expect(codes.size, 'one dossier for each draft').toBe(filings.length);
      const filed = new Set(filings.map((filing) => filing.draft.id));
      for (const [id, version] of saved) {
        if (!filed.has(id)) {
          expect((await client.draft(id)).version).toBeGreaterThanOrEqual(version);
        }
      }
      const all = await client.get<{ code: string }[]>('/api/dossiers');
      expect(all.filter((dossier) => codes.has(dossier.code)).length).toBe(filings.length);
    } finally {
      await server.stop();
    }
  });
}

test('filing twice with one key, before and after a crash, makes one dossier', async ({ client, ownServer }) => {
  const mother = await client('mother', ownServer);
  const draft = await mother.startDraft(procedures.birth, exampleAnswers('1.001193', 'mau.giang'));
  const ready = await mother.upload(draft, 'birth_certificate_file', png('giay-chung-sinh.png'));
  const key = randomUUID();
  const [one, two] = await Promise.all([mother.submit(ready, key), mother.submit(ready, key)]);
  expect(two).toEqual(one);
  await ownServer.restart();
  expect(await mother.submit(ready, key)).toEqual(one);
  expect(await mother.submit(ready, randomUUID()), 'another key: still the same dossier').toEqual(one);
  const mine = await mother.get<{ code: string }[]>('/api/dossiers');
  expect(mine.filter((dossier) => dossier.code === one.code).length).toBe(1);
});

test('a lost answer of filing is no lost dossier', async ({ person, client, ownServer }) => {
  const mother = await client('mother', ownServer);
  const draft = await mother.startDraft(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page } = await person('mother', 'phone', ownServer);
  await page.goto(`/to-khai/${draft.id}/xem-lai`);
  await page.locator('#declaration').check();
  // The server files it, but its answer never arrives.
  await page.route('**/submission', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: say('fill.send'), exact: true }).click();
  // It may be filed or not: the portal says so, and does not offer to take it back.
  await expect(page.getByRole('heading', { name: say('fill.queue_tried_title') })).toBeVisible();
  await expect(page.getByRole('button', { name: say('fill.queue_take_back') })).toHaveCount(0);
  await page.unroute('**/submission');
  await ownServer.restart();
  await page.getByRole('button', { name: say('fill.queue_try') }).click();
  await page.waitForURL(/\/ho-so\//);
  await expect(page.locator('.receipt')).toContainText(like('citizen.receipt_title'));
  const mine = await mother.get<{ code: string }[]>('/api/dossiers');
  const code = ((await page.locator('.receipt__code').textContent()) ?? '').trim();
  expect(mine.filter((dossier) => dossier.code === code).length).toBe(1);
});
