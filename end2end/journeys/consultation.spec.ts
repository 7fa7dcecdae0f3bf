/** Consultation: a specialist asks a unit of the own and one of another agency; the citizen reads whom the dossier waits for. */

import { axe } from '../fixtures/axe.ts';
import { exampleAnswers } from '../fixtures/api.ts';
import { pdf } from '../fixtures/papers.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';
import { Queue } from '../screens/queue.ts';
import { Workspace } from '../screens/workspace.ts';

const OWN_UNIT = 'Phòng Kinh tế, Hạ tầng và Đô thị';
const UNIT_ABROAD = 'Bộ phận Tư pháp – Hộ tịch, UBND phường Ba Đình';

test('consultation', async ({ person, client }) => {
  const receipt = await (await client('mother')).file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const clerk = await client('clerk');
  await clerk.act(receipt.dossier, 'accept');
  await clerk.act(receipt.dossier, 'forward');
  const mother = (await person('mother', 'phone')).page;
  await mother.goto(`/ho-so/${receipt.dossier}`);
  const sentence = mother.locator('.status__sentence');
  const specialist = await Workspace.open((await person('specialist', 'desktop')).page, receipt.dossier);

  await test.step('two units are asked, one of another agency', async () => {
    await specialist.choose('consult');
    await specialist.send('consult');
    await expect(specialist.dialog).toContainText(say('staff.consult_unit_missing'));
    await specialist.dialog.getByRole('checkbox', { name: OWN_UNIT }).check();
    await specialist.dialog.locator('#consult-find').fill('tu phap ba dinh');
    await specialist.dialog.getByRole('checkbox', { name: UNIT_ABROAD }).check();
    await specialist.dialog.locator('#action-words').fill('Có thông tin nào khác với sổ gốc không?');
    expect(await axe(specialist.page)).toEqual([]);
    await specialist.send('consult');
    await specialist.succeeded('consult');
    await expect(sentence).toContainText(OWN_UNIT);
    await expect(sentence).toContainText(UNIT_ABROAD);
  });

  await test.step('each finds it among its own and answers', async () => {
    const colleague = (await person('colleague', 'desktop')).page;
    const queue = await Queue.open(colleague, '?view=beside');
    await expect(queue.row(receipt.code)).toBeVisible();
    const desk = await Workspace.fromQueue(colleague, receipt.code);
    await desk.choose('answer_consultation');
    await desk.dialog.getByRole('radio', { name: say('dossier.stance_agree'), exact: true }).check();
    await desk.dialog.getByRole('textbox').fill('Khớp với sổ gốc.');
    await desk.dialog.locator('#opinion-files').setInputFiles(pdf('trang-so-goc.pdf'));
    await expect(desk.dialog.locator('#opinion-files ~ ul')).toContainText('trang-so-goc.pdf');
    await desk.send('answer_consultation');
    await desk.succeeded('answer_consultation');
    await expect(sentence).not.toContainText(OWN_UNIT);

    const abroad = await Workspace.open((await person('abroad', 'desktop')).page, receipt.dossier);
    await expect(abroad.page.locator('main')).toContainText(say('flow.guest_text'));
    expect(await abroad.offered()).toEqual([say('dossier.do_answer_consultation')]);
    await (await client('abroad')).act(receipt.dossier, 'answer_consultation', { stance: 'agree', opinion: 'Không có.' });
  });

  await test.step('the step goes on, and the citizen saw it all but the words', async () => {
    const given = specialist.page.getByRole('region', { name: say('flow.opinions_title') });
    await expect(given).toContainText('Khớp với sổ gốc.');
    const file = await given.getByRole('link', { name: 'trang-so-goc.pdf' }).getAttribute('href');
    expect((await specialist.page.request.get(file ?? '')).status()).toBe(200);
    await specialist.act('propose', 'Đủ điều kiện.');
    await expect(mother.locator('.timeline')).toContainText(say('dossier.did_answer_consultation'));
    await expect(mother.locator('.timeline')).not.toContainText('Khớp với sổ gốc.');
  });
});
