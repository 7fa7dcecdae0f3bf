/** Two ways in which a dossier ends without a result: refused by the clerk, withdrawn by the applicant. Both sides see it at once. */

import { exampleAnswers } from '../fixtures/api.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { DossierScreen, SamePage } from '../screens/dossier.ts';
import { procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

test('refusal', async ({ person, client }) => {
  const mother = await client('mother');
  const receipt = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page: phone } = await person('mother', 'phone');
  const own = await DossierScreen.open(phone, receipt.dossier);
  await own.shows(1);
  const same = await SamePage.mark(phone);

  const { page } = await person('clerk', 'desktop');
  const desk = await Workspace.open(page, receipt.dossier);
  await desk.choose('refuse');
  // Without a reason nothing is sent.
  await desk.send('refuse');
  await expect(desk.dialog.getByRole('textbox')).toBeFocused();
  const reason = 'Việc này thuộc thẩm quyền của phường khác.';
  await desk.dialog.getByRole('textbox').fill(reason);
  await desk.send('refuse');
  await desk.succeeded('refuse');

  await own.shows(3);
  await same.stillThere();
  await expect(own.history.filter({ hasText: reason })).toHaveCount(1);
  await expect(phone.getByRole('region', { name: say('slip.own_title') }).getByRole('link')).toHaveCount(1);
});

test('withdrawal', async ({ person, client }) => {
  const mother = await client('mother');
  const receipt = await mother.file(procedures.extract, exampleAnswers('2.000635', 'thu.tran'));
  const { page: phone } = await person('mother', 'phone');
  const own = await DossierScreen.open(phone, receipt.dossier);
  await phone.getByRole('button', { name: say('dossier.do_request_withdrawal'), exact: true }).click();
  const dialog = phone.locator('dialog[open]');
  await dialog.getByRole('textbox').fill('Tôi đã tìm thấy bản chính.');
  await dialog.getByRole('button', { name: say('citizen.withdraw_send'), exact: true }).click();
  await own.shows(7);
  const same = await SamePage.mark(phone);

  const { page } = await person('clerk', 'desktop');
  const desk = await Workspace.open(page, receipt.dossier);
  await desk.act('confirm_withdrawal');
  await expect(desk.status).toContainText(say('dossier.status_8'));
  await own.shows(8);
  await same.stillThere();
});
