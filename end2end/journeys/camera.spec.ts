/** The camera as a scanner: a browser whose camera plays a film of a code finds the person at the counter, and opens a dossier. */

import { chromium, type Page } from '@playwright/test';
import { exampleAnswers } from '../fixtures/api.ts';
import { chromium as installed } from '../fixtures/browser.mjs';
import { film } from '../fixtures/camera.ts';
import { signIn } from '../fixtures/people.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Queue } from '../screens/queue.ts';

/** The code on the card of somebody whom nobody knows yet. */
const CARD = '001190999978|012345671|Lê Thị Ảnh|15031990|Nữ|Cầu Giấy, Hà Nội|10052021';

test('camera', async ({ client, server }, info) => {
  /** A clerk whose camera sees the code of a text. */
  const looking = async (name: string, text: string, look: (page: Page) => Promise<void>): Promise<void> => {
    const path = info.outputPath(`${name}.y4m`);
    film(path, text);
    const browser = await chromium.launch({
      executablePath: installed.path,
      args: [...installed.arguments, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${path}`],
    });
    try {
      const context = await browser.newContext({ baseURL: server.url, locale: 'vi-VN', viewport: { width: 1280, height: 800 } });
      await signIn(context, server.url, 'clerk');
      await look(await context.newPage());
    } finally {
      await browser.close();
    }
  };

  await test.step('a card is read, and the camera is off again', async () => {
    await looking('card', CARD, async (page) => {
      await page.goto('/can-bo/tiep-nhan');
      await page.getByRole('button', { name: say('counter.camera_use') }).click();
      await expect(page.locator('#new-name')).toHaveValue('Lê Thị Ảnh');
      await expect(page.locator('#person-key')).toHaveValue(CARD);
      await expect(page.locator('video')).toHaveCount(0);
    });
  });

  await test.step('the code on a receipt opens the dossier', async () => {
    const receipt = await (await client('mother')).file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
    await looking('receipt', `${server.url}/tra-cuu?ma=${receipt.code}`, async (page) => {
      await Queue.open(page);
      await page.getByRole('button', { name: say('counter.camera_use') }).click();
      await page.waitForURL(`**/can-bo/ho-so/${receipt.dossier}`);
      await expect(page.locator('main')).toContainText(receipt.code);
    });
  });
});
