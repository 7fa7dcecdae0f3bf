/**
 * The main job, once on each kind of database: a mother registers her child on a phone; clerk, specialist and leader
 * handle it on their desks; her screen follows by itself. Afterwards the verified data saves her most of the next form.
 */

import { png } from '../fixtures/papers.ts';
import { engines, Server } from '../fixtures/server.ts';
import { expect, test } from '../fixtures/test.ts';
import { like, say } from '../fixtures/texts.ts';
import { birth, daysAgo, maritalStatus, result, shownDate } from '../screens/answers.ts';
import { DossierScreen, SamePage } from '../screens/dossier.ts';
import { EForm, procedures } from '../screens/form.ts';
import { Workspace } from '../screens/workspace.ts';

for (const engine of engines) {
  test(`birth registration, then marital status, on ${engine}`, async ({ person }) => {
    test.setTimeout(300_000);
    const server = await Server.start(engine);
    try {
      const phone = (await person('mother', 'phone', server)).page;
      const clerk = (await person('clerk', 'desktop', server)).page;
      const specialist = (await person('specialist', 'desktop', server)).page;
      const leader = (await person('leader', 'desktop', server)).page;

      const filed = await test.step('the mother fills the form and files', async () => {
        await phone.goto('/');
        await phone.getByRole('combobox', { name: say('shell.search_label') }).fill('khai sinh');
        await phone.getByRole('option').first().click();
        await expect(phone.locator('main h1')).toContainText('khai sinh');
        await phone.getByRole('button', { name: say('shell.procedure_apply') }).first().click();
        await phone.waitForURL(/\/to-khai\//);
        const form = new EForm(phone, procedures.birth);
        await expect(phone.locator('#filled-title')).toBeVisible();
        await form.goOn();
        await form.fillUntilReview(birth());
        // Nobody has asked her who she is: the account knew.
        await expect(phone.locator('main')).toContainText('036192999902');
        return form.submit();
      });
      await test.step('the receipt names code, files and what comes next', async () => {
        expect(filed.code).toMatch(/^[\d.]+\.H26-\d{6}-\d{4}$/);
        await expect(phone.locator('.receipt')).toContainText(say('citizen.receipt_title'));
        await expect(phone.getByText('giay-chung-sinh.png').first()).toBeVisible();
      });

      const dossier = await DossierScreen.open(phone, filed.id);
      await dossier.shows(1);
      const same = await SamePage.mark(phone);

      await test.step('the clerk asks for one answer and one paper', async () => {
        await clerk.goto('/can-bo');
        const desk = await Workspace.fromQueue(clerk, filed.code);
        await expect(desk.answer('Số định danh cá nhân').first()).toContainText(say('staff.reused'));
        await expect(clerk.getByRole('img', { name: say('staff.picture_of', { name: 'giay-chung-sinh.png' }) })).toBeVisible();
        await desk.askFor(
          [
            { part: 'Giấy tờ', label: 'Giấy chứng sinh', reason: say('staff.ready_blurred_text') },
            { part: 'Người được khai sinh', label: 'Cơ sở y tế nơi sinh', reason: 'Ghi thêm địa chỉ của bệnh viện.' },
          ],
          'Chào chị, chị bổ sung giúp hai mục.',
        );
      });
      await dossier.shows(5);
      await same.stillThere();

      await test.step('she answers exactly what was asked', async () => {
        await dossier.startSupplement();
        const form = new EForm(phone, procedures.birth);
        await phone.getByRole('link', { name: 'Cơ sở y tế nơi sinh' }).click();
        await form.ready();
        await expect(form.question('child_birth_facility')).toBeVisible();
        await expect(phone.getByText('Ghi thêm địa chỉ của bệnh viện.')).toBeVisible();
        await expect(form.question('child_place_of_birth')).toHaveCount(0);
        await form.answer('child_birth_facility', 'Bệnh viện Phụ sản Ví Dụ, số 9, phố Thử Nghiệm');
        await form.next();
        await form.attach('birth_certificate_file', [png('giay-chung-sinh-ro.png', 400, 560)]);
        await form.next();
        expect(form.onReview).toBe(true);
        await phone.locator('#declaration').check();
        await phone.getByRole('button', { name: say('fill.send_supplement') }).click();
        await phone.waitForURL(new RegExp(`/ho-so/${filed.id}`));
      });
      await dossier.shows(1);
      const sameAgain = await SamePage.mark(phone);

      await test.step('the clerk accepts and forwards', async () => {
        const desk = new Workspace(clerk);
        await expect(desk.answer('Cơ sở y tế nơi sinh')).toContainText(say('staff.supplemented'));
        await desk.act('accept', 'Hồ sơ đã đủ.');
        await dossier.shows(2);
        await desk.choose('forward');
        await desk.dialog.getByRole('radio', { name: /Phan Văn Thử Hai/ }).check();
        await desk.send('forward');
        await desk.succeeded('forward');
      });
      await dossier.shows(4);
      await expect(dossier.sentence).toContainText(/thẩm tra hồ sơ/i);

      await test.step('the specialist adds the result and proposes it', async () => {
        await specialist.goto('/can-bo');
        const desk = await Workspace.fromQueue(specialist, filed.code);
        await desk.addResult(result);
        await desk.act('propose', 'Đủ điều kiện đăng ký khai sinh.');
      });
      await expect(dossier.sentence).toContainText(/phê duyệt/i);

      await test.step('the leader approves', async () => {
        await leader.goto('/can-bo');
        const desk = await Workspace.fromQueue(leader, filed.code);
        await desk.act('approve');
      });
      await dossier.shows(9);

      await test.step('the clerk hands the result over', async () => {
        const desk = new Workspace(clerk);
        await expect(desk.status).toHaveText(say('dossier.status_9'));
        await desk.act('hand_over', 'Chúc mừng gia đình.');
      });
      await dossier.shows(10);
      await sameAgain.stillThere();
      await expect(phone.getByText('Chúc mừng gia đình.')).toBeVisible();
      await expect(phone.locator('section', { hasText: say('citizen.results') }).getByText(result.name).first()).toBeVisible();

      const second = await test.step('the marital-status form asks for next to nothing', async () => {
        const form = await EForm.start(phone, procedures.maritalStatus);
        await form.goOn();
        // Every page about herself is done: the first one left is about the certificate.
        expect(new URL(phone.url()).pathname).toMatch(/\/period$/);
        const answers = maritalStatus();
        await form.fillUntilReview(answers);
        expect(Object.keys(answers).length).toBeLessThanOrEqual(5);
        const sources = phone.getByText(like('fill.source_dossier', { agency: 'UBND phường Cầu Giấy', date: shownDate(daysAgo(0)) }));
        expect(await sources.count()).toBeGreaterThanOrEqual(5);
        await form.open('delivery');
        await form.answer('result_phone', '0912 345 678');
        await expect(form.source('result_phone')).toContainText('Bạn đã sửa');
        await form.saved();
        await phone.goto(`/to-khai/${form.draft}/xem-lai`);
        return form.submit();
      });
      await test.step('the clerk sees what was reused and what was changed', async () => {
        await clerk.goto('/can-bo');
        const desk = await Workspace.fromQueue(clerk, second.code);
        await expect(desk.answer('Số điện thoại liên hệ')).toContainText(say('staff.changed'));
        await expect(desk.answer('Số điện thoại liên hệ')).toContainText(like('staff.known_value'));
        await expect(desk.answer('Giới tính')).toContainText(say('staff.reused'));
      });

      await test.step('a verified paper is offered again, for the twin', async () => {
        const form = await EForm.start(phone, procedures.birth, 'attachments');
        const offer = form.offer('birth_certificate_file').first();
        await expect(offer).toContainText('giay-chung-sinh-ro.png');
        await offer.getByRole('button', { name: like('fill.document_reuse') }).click();
        await expect(form.arrived('birth_certificate_file', 'giay-chung-sinh-ro.png')).toContainText(say('fill.file_reused'));
      });
      expect(server.faults()).toEqual([]);
    } finally {
      await server.stop();
    }
  });
}
