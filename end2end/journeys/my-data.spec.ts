/** What is held about a person: a wrong fact is disputed, not offered meanwhile, and corrected by the agency. */

import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { procedures } from '../screens/form.ts';

const LABEL = 'Nghề nghiệp';
const RIGHT = 'Thợ may mẫu';

test('a wrong fact is disputed and corrected', async ({ person, client }) => {
  const mother = await client('mother');
  const { page } = await person('mother', 'phone');
  await page.goto('/du-lieu-cua-toi');
  const row = page.locator('.summary-list__row').filter({ hasText: LABEL });
  const details = row.getByText(say('my_data.details'));
  await details.click();
  await row.getByRole('button', { name: say('my_data.wrong') }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading')).toBeFocused();
  await dialog.getByRole('button', { name: say('my_data.correct_send') }).click();
  await expect(dialog.getByLabel(say('my_data.correct_value'))).toBeFocused();
  await dialog.getByLabel(say('my_data.correct_value')).fill(RIGHT);
  await dialog.getByLabel(say('my_data.correct_reason')).fill('Tôi đã đổi nghề.');
  await dialog.getByRole('button', { name: say('my_data.correct_send') }).click();
  await expect(page.locator('#corrections-title')).toBeFocused();
  await expect(row.locator('.tag')).toHaveText(say('my_data.standing_disputed'));
  const during = await mother.startDraft(procedures.maritalStatus);
  expect(during.facts.map((fact) => fact.path)).not.toContain('person.occupation');

  await test.step('the clerk decides; the page of the person changes by itself', async () => {
    const office = (await person('clerk', 'desktop')).page;
    await office.goto('/can-bo/dinh-chinh');
    const line = office.getByRole('row').filter({ hasText: LABEL }).first();
    await line.getByRole('button').click();
    await expect(office.locator('#case-title')).toBeFocused();
    await expect(office.getByText(RIGHT)).toBeVisible();
    await office.getByRole('button', { name: say('my_data.staff_keep') }).click();
    await expect(office.getByText(say('my_data.staff_words_missing'))).toBeVisible();
    await office.getByRole('button', { name: say('my_data.staff_correct'), exact: true }).click();
    await expect(office.locator('.card .tag')).toHaveText(say('my_data.state_corrected'));
  });

  await expect(row).toContainText(RIGHT);
  await expect(row.locator('.tag')).toHaveCount(0);
  await row.getByText(say('my_data.details')).click();
  await expect(row.getByText(say('my_data.before_title'))).toBeVisible();
  await expect(page.locator('.timeline__title').filter({ hasText: say('my_data.look_correct') })).toHaveCount(1);
  await page.goto('/thong-bao');
  await expect(page.getByRole('link', { name: like('my_data.notice_corrected', { label: LABEL }) }).first()).toHaveAttribute('href', '/du-lieu-cua-toi');
  const after = await mother.startDraft(procedures.maritalStatus);
  expect(after.facts.find((fact) => fact.path === 'person.occupation')?.value).toBe(RIGHT);
});
