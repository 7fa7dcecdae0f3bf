/** Promised dates: why it is this date, an apology with a new one seen live, and the end after an unanswered supplement. */

import { exampleAnswers } from '../fixtures/api.ts';
import { Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { DossierScreen, SamePage } from '../screens/dossier.ts';
import { procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

/** A working day far enough on, as an officer types it: the first Wednesday after sixty days, and no holiday of the law. */
function later(): string {
  const day = new Date(Date.now() + 60 * 86_400_000);
  while (day.getUTCDay() !== 3) {
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()].map((part) => String(part).padStart(2, '0')).join('/');
}

test('an apology and the new date appear on the phone by themselves, with the sum behind them', async ({ person, client }) => {
  const father = await client('father');
  const receipt = await father.file(procedures.maritalStatus, exampleAnswers('1.004873', 'lap.vo'));
  const clerk = await client('clerk');
  await clerk.act(receipt.dossier, 'accept');
  await clerk.act(receipt.dossier, 'forward');

  const { page } = await person('father', 'phone');
  const dossier = await DossierScreen.open(page, receipt.dossier);
  await dossier.shows(4);
  const same = await SamePage.mark(page);
  const why = page.getByTestId('why-this-date');
  await why.locator('summary').click();
  await expect(why.getByRole('listitem').last()).toContainText(like('deadline.due_is'));
  const width = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
  expect(width, 'the sum fits the phone').toBe(true);

  const date = later();
  const desk = await Workspace.open((await person('leader', 'desktop')).page, receipt.dossier);
  await desk.choose('reschedule');
  await desk.dialog.locator('#new-date').fill('31/02/2026');
  await desk.dialog.locator('#action-words').fill('Đang xác minh ở nơi cư trú cũ.');
  await desk.send('reschedule');
  await expect(desk.dialog.locator('#new-date-error')).toContainText(say('staff.reschedule_date_missing'));
  await desk.dialog.locator('#new-date').fill(date);
  await desk.send('reschedule');
  await desk.succeeded('reschedule');

  await expect(dossier.sentence).toContainText(date);
  await expect(dossier.history.first()).toContainText(say('dossier.did_reschedule'));
  await expect(dossier.history.first()).toContainText('Đang xác minh ở nơi cư trú cũ.');
  await expect(why).toContainText(say('deadline.rescheduled_law'));
  await same.stillThere();
  await expect(desk.bar.getByRole('button', { name: say('dossier.do_reschedule') })).toHaveCount(0);
});

test('a supplement that does not come in time ends the dossier, with the way to file again', async ({ person, client }) => {
  const server = await Server.start('postgres');
  try {
    const mother = await client('mother', server);
    const receipt = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
    const { page } = await person('mother', 'phone', server);
    const dossier = await DossierScreen.open(page, receipt.dossier);
    const clerk = await client('clerk', server);
    await clerk.act(receipt.dossier, 'request_supplement', { items: [{ field: 'copies_requested', reason: 'Ghi lại số bản cần cấp.' }] });
    await dossier.shows(5);

    const desk = await Workspace.open((await person('clerk', 'desktop', server)).page, receipt.dossier);
    expect(await desk.offered(), 'not before the time is over').toEqual([say('dossier.do_take_supplement'), say('dossier.do_take_withdrawal')]);
    await server.letDatePass(receipt.dossier);
    await desk.page.reload();
    await desk.act('stop_unanswered', 'Bạn có thể nộp hồ sơ mới khi đã có đủ giấy tờ.');
    await dossier.shows(8);
    await expect(dossier.history.first()).toContainText('nộp hồ sơ mới');
  } finally {
    await server.stop();
  }
});
