/** A form gets a newer version while somebody fills the old one: offered with what changes, moved only when asked. */

import { axe } from '../fixtures/axe.ts';
import { Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { say } from '../fixtures/texts.ts';
import { EForm, procedures } from '../screens/form.ts';

const BIRTH = '1.001193';
const GONE = 'child_birth_facility';

interface Question {
  key: string;
  type: string;
  label: { vi: string; en: string };
}
interface Definition {
  sections: { groups: { key: string; fields: Question[] }[] }[];
}

/** The same form without one question, and with another one at the end of its page. */
function revise(form: Definition): void {
  for (const group of form.sections.flatMap((section) => section.groups)) {
    if (group.fields.some((field) => field.key === GONE)) {
      group.fields = group.fields.filter((field) => field.key !== GONE);
      group.fields.push({ key: 'child_birth_room', type: 'text', label: { vi: 'Phòng sinh', en: 'Delivery room' } });
    }
  }
}

test('she sees what a newer form changes, stays, then moves with her answers', async ({ person, client }) => {
  const server = await Server.start('postgres');
  try {
    const { page } = await person('mother', 'phone', server);
    const form = await EForm.start(page, procedures.birth, 'child');
    await form.answer('child_full_name', 'Nguyễn Mẫu Mới');
    await form.saved();
    await form.open('child-places');
    await form.answer(GONE, 'Trạm y tế Giả Lập');
    await form.saved();

    await server.publish(BIRTH, revise);
    await page.goto(`/to-khai/${form.draft}`);
    const offer = page.getByRole('region', { name: say('form_change.title') });
    await expect(offer).toContainText(say('form_change.added', { label: 'Phòng sinh' }));
    await expect(offer).toContainText('Trạm y tế Giả Lập');
    expect(await axe(page)).toEqual([]);
    const fits = await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    expect(fits, 'the offer fits the phone').toBe(true);

    await offer.getByRole('button', { name: say('form_change.stay') }).click();
    await expect(offer).toHaveCount(0);
    await form.open('child-places');
    await expect(form.input(GONE)).toHaveValue('Trạm y tế Giả Lập');

    await page.goto(`/to-khai/${form.draft}`);
    await offer.getByRole('button', { name: say('form_change.move_on') }).click();
    await expect(offer).toHaveCount(0);
    await form.open('child-places');
    await expect(form.input('child_birth_room')).toBeVisible();
    await expect(form.input(GONE)).toHaveCount(0);
    const { answers } = await (await client('mother', server)).draft(form.draft);
    expect(answers.child_full_name).toBe('Nguyễn Mẫu Mới');
    expect(answers[GONE]).toBeUndefined();
  } finally {
    await server.stop();
  }
});
