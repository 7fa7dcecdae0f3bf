/** Reaching each other: an e-mail address is confirmed by its code; a file goes along in the conversation and is read. */

import { exampleAnswers } from '../fixtures/api.ts';
import { axe } from '../fixtures/axe.ts';
import { Mailbox } from '../fixtures/mailbox.ts';
import { pdf } from '../fixtures/papers.ts';
import { Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

test('an e-mail address is confirmed by its code', async ({ person }) => {
  const mailbox = await Mailbox.start();
  const server = await Server.start('sqlite', {
    MOTCUA_MAIL_URL: mailbox.url,
    MOTCUA_MAIL_FROM: 'Một Cửa <motcua@example.org>',
    MOTCUA_PUBLIC_URL: 'https://motcua.example.org',
  });
  try {
    const { page } = await person('mother', 'phone', server);
    await page.goto('/thong-bao/cach-nhan');
    const card = page.locator('.card', { has: page.locator('#email-title') });
    await card.getByRole('button').click();
    await expect(page.locator('#new-email')).toBeFocused();
    await page.locator('#new-email').fill('dia.chi.moi@example.org');
    await card.getByRole('button', { name: say('reach.address_send') }).click();
    const code = await mailbox.code('dia.chi.moi@example.org');
    await page.locator('#email-code').fill(code === '000000' ? '111111' : '000000');
    await card.getByRole('button', { name: say('reach.code_confirm') }).click();
    await expect(card).toContainText(like('reach.code_wrong'));
    expect(await axe(page)).toEqual([]);
    await page.locator('#email-code').fill(code);
    await card.getByRole('button', { name: say('reach.code_confirm') }).click();
    await expect(page.locator('#email-title')).toBeFocused();
    await expect(card).toContainText(say('reach.address_now', { to: 'd•••@example.org' }));
    await page.reload();
    await expect(card).toContainText(say('reach.address_now', { to: 'd•••@example.org' }));
  } finally {
    await server.stop();
    mailbox.stop();
  }
});

test('a file goes along with a message and the officer reads it', async ({ person, client }) => {
  const receipt = await (await client('mother')).file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page } = await person('mother', 'phone');
  await page.goto(`/ho-so/${receipt.dossier}`);
  const own = page.getByRole('region', { name: say('conversation.title') });
  await own.locator('#message-files').setInputFiles(pdf('giai-thich.pdf'));
  await expect(own.getByRole('button', { name: say('conversation.file_remove', { name: 'giai-thich.pdf' }) })).toBeVisible();
  await own.locator('#new-message').fill('Tôi gửi kèm giấy giải thích.');
  await own.getByRole('button', { name: say('conversation.send') }).click();
  await expect(own.locator('.message--own')).toContainText('giai-thich.pdf');

  const desk = await Workspace.open((await person('clerk', 'desktop')).page, receipt.dossier);
  const theirs = desk.page.getByRole('region', { name: say('conversation.title') });
  await expect(theirs.locator('.message')).toContainText('Tôi gửi kèm giấy giải thích.');
  const file = await theirs.getByRole('link', { name: 'giai-thich.pdf' }).getAttribute('href');
  const answer = await desk.page.request.get(file ?? '');
  expect(answer.status()).toBe(200);
  expect((await answer.body()).subarray(0, 5).toString('latin1')).toBe('%PDF-');
  // The other side sees it when it looks the next time.
  await expect(async () => {
    await page.reload();
    await expect(own).toContainText(like('conversation.read'), { timeout: 3_000 });
  }).toPass();
});
