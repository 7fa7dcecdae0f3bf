/**
 * The gallery: every type of question in every state. What a screen reader finds in each type, as a person has read and
 * approved it; axe and the probes; and every type typed and chosen by the keyboard alone.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { axe, contrast } from '../fixtures/axe.ts';
import { root } from '../fixtures/environment.ts';
import { reflow, structure, targets, textSpacing, textTwiceAsLarge } from '../fixtures/probes.ts';
import { expect, test } from '../fixtures/test.ts';

const TYPES: string[] = JSON.parse(readFileSync(join(root, 'frontend/src/area/public/gallery/types.json'), 'utf8')).map(
  (type: { field: { key: string } }) => type.field.key,
);

test.describe.configure({ mode: 'parallel' });
test.use({ trace: 'off' });

/** Opens a page of the gallery; the lists that comboboxes and selects show are there when the network is silent. */
async function visit(page: Page, path: string, lang = 'vi'): Promise<void> {
  await page.goto(`/gallery${path}?lang=${lang}`);
  await expect(page.locator('#live-status')).toHaveCount(1);
  await expect(page.locator('.gallery__type, form.fields').first()).toBeVisible();
}

for (const type of TYPES) {
  test(`${type} is spoken as approved`, async ({ visitor }) => {
    const page = await visitor('phone');
    await visit(page, `/${type}`);
    // Names of codes come with their lists.
    const list = page.locator(`#type-${type} select`).first();
    if (type === 'province' || type.endsWith('address')) {
      await expect(list.locator('option')).toHaveCount(35);
    }
    await expect(page.locator(`#type-${type}`)).toMatchAriaSnapshot({ name: `gallery-${type}.aria.yml` });
  });
}

for (const device of ['phone', 'desktop'] as const) {
  for (const lang of ['vi', 'en'] as const) {
    test(`nothing is wrong with any type on a ${device} in ${lang}`, async ({ visitor }) => {
      test.setTimeout(240_000);
      const page = await visitor(device);
      await visit(page, '', lang);
      expect.soft(await axe(page)).toEqual([]);
      expect.soft(await structure(page)).toEqual([]);
      expect.soft(await targets(page, device === 'phone' ? 44 : 24)).toEqual([]);
      if (device === 'phone') {
        expect.soft(await reflow(page)).toEqual([]);
        expect.soft(await textSpacing(page)).toEqual([]);
      }
      expect.soft(await textTwiceAsLarge(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect.soft(await contrast(page)).toEqual([]);
    });
  }
}

for (const form of ['form-60', 'form-300']) {
  test(`${form} has its questions and its rules`, async ({ visitor }) => {
    const page = await visitor('desktop');
    await visit(page, `/${form}`);
    const parts = form === 'form-60' ? 1 : 5;
    await expect(page.locator('.repeat__row')).toHaveCount(3 * parts);
    await expect(page.locator('select:has(option:nth-child(55):last-child)')).toHaveCount(2 * parts);
    const texts = page.locator('form > .field input[type=text]:not([role])');
    const before = await texts.count();
    await page.getByRole('checkbox', { name: 'Tôi có thông tin cần khai thêm' }).first().check();
    await expect(texts).toHaveCount(before + 10);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    await expect(page.locator('.error-summary')).toBeFocused();
    const first = page.getByRole('textbox').first();
    await expect(first).toHaveAttribute('aria-invalid', 'true');
    await first.fill('Đã trả lời');
    await expect(first).not.toHaveAttribute('aria-invalid', 'true');
  });
}

/** What the keyboard does in a type, and how one sees that it has done it. */
type Use = (page: Page, type: Locator) => Promise<void>;

/** Types into the field that has the focus and leaves it. */
const typed = (text: string, kept = text): Use => {
  return async (page) => {
    const field = page.locator(':focus');
    const id = await field.getAttribute('id');
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
    await expect(page.locator(`[id="${id}"]`)).toHaveValue(kept);
  };
};

/** Types parts of a date, each in its box. */
const boxes = (...parts: string[]): Use => {
  return async (page, type) => {
    for (const part of parts) {
      await page.keyboard.type(part);
      await page.keyboard.press('Tab');
    }
    const inputs = type.locator('.date-input input');
    for (const [at, part] of parts.entries()) {
      await expect(inputs.nth(at)).toHaveValue(part);
    }
  };
};

/** Types a few letters and takes the first option. */
const found = (letters: string, name: string): Use => {
  return async (page, type) => {
    await page.keyboard.type(letters);
    await expect(type.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(type.getByRole('combobox')).toHaveValue(name);
  };
};

/** Goes down a select until this value is chosen. */
async function arrowDownTo(page: Page, select: Locator, value: string): Promise<void> {
  for (let steps = 0; steps < 40 && (await select.inputValue()) !== value; steps += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(select).toHaveValue(value);
}

const ticked: Use = async (page, type) => {
  await page.keyboard.press('Space');
  await expect(type.getByRole('checkbox').first()).toBeChecked();
};

/** The usual way of every type; a type that is not here fails its test. */
const USES: Record<string, Use> = {
  text: typed('Giáo viên'),
  pattern: typed('AB123456'),
  person_name: typed('Nguyễn Thị Được'),
  long_text: typed('Một dòng'),
  number: typed('3'),
  decimal: typed('72,5'),
  money: typed('1.250.000'),
  date: boxes('31', '3', '1990'),
  partial_date: boxes('', '', '1975'),
  month: boxes('6', '1990'),
  time: typed('7h30'),
  choice: async (page, type) => {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await expect(type.getByRole('radio').nth(1)).toBeChecked();
  },
  choice_long: async (page, type) => {
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(type.getByRole('combobox')).toHaveValue('3');
  },
  choices: async (page, type) => {
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(type.getByRole('checkbox', { checked: true })).toHaveCount(2);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(type.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await expect(type.getByRole('checkbox', { name: 'Không có giấy tờ nào kể trên' })).toBeChecked();
  },
  check: ticked,
  ethnicity: found('tay', 'Tày'),
  country: found('viet nam', 'Việt Nam'),
  province: async (page, type) => {
    await expect(type.getByRole('option')).toHaveCount(35);
    await arrowDownTo(page, type.getByRole('combobox'), '01');
  },
  commune: found('ba dinh', 'Phường Ba Đình'),
  commune_anywhere: found('phuong ba dinh', 'Phường Ba Đình'),
  agency: found('G01', 'Bộ Công an'),
  business_line: found('nha hang', '5610 – Nhà hàng và các dịch vụ ăn uống phục vụ lưu động'),
  phone: typed('0912 345 678'),
  email: typed('lan@example.org'),
  url: typed('https://example.org'),
  citizen_id: typed('001 190 000 012'),
  tax_code: typed('0100109106'),
  passport: typed('C1234567'),
  bank_account: typed('0123456789'),
  address: async (page, type) => {
    await expect(type.locator('select option')).toHaveCount(35);
    await arrowDownTo(page, type.locator('select'), '01');
    await page.keyboard.press('Tab');
    await found('ba dinh', 'Phường Ba Đình')(page, type.locator('.address__areas .field').nth(1));
    await page.keyboard.press('Tab');
    await typed('Số 1, ngõ Ví Dụ')(page, type);
  },
  old_address: async (page, type) => {
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Phường Ba Đình, quận Ba Đình, thành phố Hà Nội');
    await page.keyboard.press('Tab');
    await page.keyboard.type('15/8/2010');
    await page.keyboard.press('Tab');
    await expect(type.getByRole('button', { name: 'Dùng tên này' })).toBeFocused();
    await expect(type.locator('.proposal')).toContainText('Phường Ba Đình, Thành phố Hà Nội');
    await page.keyboard.press('Enter');
    await expect(type.getByRole('combobox').nth(1)).toHaveValue('Phường Ba Đình');
    await expect(type.getByRole('combobox').nth(1)).toBeFocused();
    await expect(type.getByRole('textbox', { name: 'Ngày ghi trên giấy tờ' })).toHaveValue('15/08/2010');
  },
  file: async (page, type) => {
    const chooser = page.waitForEvent('filechooser');
    // The browser has been told by now that the test chooses.
    await page.evaluate(() => document.hasFocus());
    await page.keyboard.press('Enter');
    await (await chooser).setFiles({ name: 'giay-to.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 %%EOF') });
    await expect(type.getByText('giay-to.pdf', { exact: true })).toBeVisible();
  },
  signature: async (page, type) => {
    // Past the two buttons of the drawing: nobody must draw.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Nguyễn Thị Được');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect(type.getByRole('textbox')).toHaveValue('Nguyễn Thị Được');
    await expect(type.getByRole('checkbox')).toBeChecked();
  },
  repeat: async (page, type) => {
    await page.keyboard.press('Enter');
    await expect(type.getByRole('textbox', { name: 'Họ và tên' })).toBeFocused();
    await page.keyboard.type('Trần Văn Một');
    // A row inside the row.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(type.getByRole('textbox', { name: 'Số giấy tờ' })).toBeFocused();
    await page.keyboard.type('B7654321');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(type.getByRole('textbox', { name: 'Số giấy tờ' })).toHaveCount(0);
    await page.keyboard.press('Shift+Tab');
    await expect(type.getByRole('button', { name: 'Hoàn tác' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(type.getByRole('textbox', { name: 'Số giấy tờ' })).toHaveValue('B7654321');
  },
};

for (const type of TYPES.filter((type) => type !== 'note' && type !== 'computed')) {
  test(`${type} works by the keyboard alone`, async ({ visitor }) => {
    const page = await visitor('desktop');
    await visit(page, `/${type}`);
    const empty = page.locator(`[id="${type}-empty"]`);
    const inside = (): Promise<boolean> => empty.evaluate((one) => one.querySelector('input:focus, select:focus, textarea:focus, button:focus') !== null);
    for (let stops = 0; stops < 60 && !(await inside()); stops += 1) {
      await page.keyboard.press('Tab');
    }
    expect(await inside(), 'the keyboard comes to the question').toBe(true);
    const use = USES[type];
    if (!use) {
      throw new Error(`${type} has no way here`);
    }
    await use(page, empty);
  });
}

test('a signature is drawn and becomes a picture', async ({ visitor }) => {
  const page = await visitor('desktop');
  await visit(page, '/signature');
  const empty = page.locator('#signature-empty');
  const paper = empty.locator('canvas');
  await paper.scrollIntoViewIfNeeded();
  const box = await paper.boundingBox();
  if (!box) {
    throw new Error('The paper is not on the page');
  }
  await page.mouse.move(box.x + 20, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 20, { steps: 8 });
  await page.mouse.move(box.x + 200, box.y + 70, { steps: 8 });
  await page.mouse.up();
  await empty.getByRole('button', { name: 'Dùng chữ ký này' }).click();
  await expect(empty.getByText('chu-ky.png', { exact: true })).toBeVisible();
  await empty.getByRole('button', { name: 'Xoá chu-ky.png' }).click();
  await expect(paper).toBeVisible();
});

test('a whole date or month is understood when it is pasted into one box', async ({ open, server }) => {
  const page = await (await open('desktop', { baseURL: server.url, permissions: ['clipboard-read', 'clipboard-write'] })).newPage();
  for (const [type, text, boxes] of [
    ['date', '31/3/1990', ['31', '3', '1990']],
    ['date', '1990-03-31', ['31', '03', '1990']],
    ['month', '6/1990', ['6', '1990']],
  ] as const) {
    await visit(page, `/${type}`);
    await page.evaluate((text) => navigator.clipboard.writeText(text), text);
    const inputs = page.locator(`#${type}-empty .date-input input`);
    await inputs.first().focus();
    await page.keyboard.press('ControlOrMeta+v');
    for (const [at, part] of boxes.entries()) {
      await expect(inputs.nth(at)).toHaveValue(part);
    }
  }
});
