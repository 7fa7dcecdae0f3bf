/**
 * The e-form as a citizen fills it: page by page, with real presses and keys. Which questions there are, and of which
 * type, comes from the procedure's own definition, so that a test only says what is answered.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { root } from '../fixtures/environment.ts';
import type { Paper } from '../fixtures/papers.ts';
import { like, say } from '../fixtures/texts.ts';

export interface FieldDefinition {
  key: string;
  type: string;
  label: { vi: string; en: string };
  options?: { value: string; label: { vi: string; en: string } }[];
}
export interface GroupDefinition {
  key: string;
  title: { vi: string; en: string };
  fields: FieldDefinition[];
}
export interface FormDefinition {
  groups: GroupDefinition[];
}

/** Slugs of the procedures that can be filed online. */
export const procedures = {
  birth: 'dang-ky-khai-sinh',
  maritalStatus: 'xac-nhan-tinh-trang-hon-nhan',
  extract: 'cap-ban-sao-trich-luc-ho-tich',
  householdBusiness: 'thanh-lap-ho-kinh-doanh',
} as const;

export function definition(slug: string): FormDefinition {
  const form = JSON.parse(readFileSync(`${root}backend/procedures/${slug}/form.json`, 'utf8')) as {
    sections: { groups: GroupDefinition[] }[];
  };
  return { groups: form.sections.flatMap((section) => section.groups) };
}

/** A date as people write it: day, month, year. */
export type DateAnswer = [string, string, string];
/** Where somebody lives: the province's name, letters of the commune's name, house and street. */
export interface AddressAnswer {
  province: string;
  commune: string;
  detail?: string;
}
export type FieldAnswer = string | boolean | DateAnswer | AddressAnswer | Paper[];

export class EForm {
  private readonly fields: Map<string, FieldDefinition>;

  constructor(
    readonly page: Page,
    slug: string,
  ) {
    const all = definition(slug).groups.flatMap((group) => group.fields);
    this.fields = new Map(all.map((field) => [field.key, field]));
  }

  /** Makes a new e-form without opening it, and answers its id. */
  static async begin(page: Page, slug: string): Promise<string> {
    // Any small page of the site: the request must be the browser's own.
    await page.goto('/robots.txt');
    return page.evaluate(async (procedure) => {
      const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ procedure }) };
      return ((await (await fetch('/api/drafts', request)).json()) as { id: string }).id;
    }, slug);
  }

  /** Starts a new e-form and opens one of its pages, or its overview. */
  static async start(page: Page, slug: string, group = ''): Promise<EForm> {
    const draft = await EForm.begin(page, slug);
    await page.goto(`/to-khai/${draft}${group && `/${group}`}`);
    const form = new EForm(page, slug);
    await (group ? form.ready() : expect(form.saveLine).toBeVisible());
    return form;
  }

  /** The id of the draft, from the address. */
  get draft(): string {
    return /\/to-khai\/([^/?]+)/.exec(this.page.url())?.[1] ?? '';
  }

  /** The element that takes the focus for a question, or for a part of it. */
  input(key: string, part = ''): Locator {
    return this.page.locator(`[id="f-${key}${part ? `.${part}` : ''}"]`);
  }

  /** The whole question: label, hint, error, source, inputs. */
  question(key: string): Locator {
    return this.page.locator(`[data-field="${key}"]`);
  }

  /** Opens a page of this draft by its address and waits for its questions. */
  async open(group: string): Promise<void> {
    await this.page.goto(`/to-khai/${this.draft}/${group}`);
    await this.ready();
  }

  /** Waits until the page's questions are there, and the application has them: the server's page shows them before. */
  async ready(): Promise<void> {
    await expect(this.page.locator('#live-status')).toHaveCount(1);
    await expect(this.page.locator('[data-field]').first()).toBeVisible();
  }

  /** Answers one question by its type. */
  async answer(key: string, answer: FieldAnswer): Promise<void> {
    const field = this.fields.get(key);
    if (!field) {
      throw new Error(`The form has no question ${key}`);
    }
    switch (field.type) {
      case 'date': {
        const [day, month, year] = answer as DateAnswer;
        await this.input(key, 'day').fill(day);
        await this.input(key, 'month').fill(month);
        await this.input(key, 'year').fill(year);
        return;
      }
      case 'choice':
        return this.choose(key, field, answer as string);
      case 'check':
        return this.input(key).setChecked(answer as boolean);
      case 'ethnicity':
      case 'country':
        return this.pick(this.input(key), answer as string);
      case 'address': {
        const { province, commune, detail } = answer as AddressAnswer;
        await this.input(key, 'province').selectOption({ label: await this.optionLike(key, province) });
        await this.pick(this.input(key, 'commune'), commune);
        if (detail !== undefined) {
          await this.input(key, 'detail').fill(detail);
        }
        return;
      }
      case 'file':
        return this.attach(key, answer as Paper[]);
      default:
        return this.input(key).fill(answer as string);
    }
  }

  /** Answers several questions of the page that is open. */
  async answerAll(answers: Record<string, FieldAnswer>): Promise<void> {
    for (const [key, answer] of Object.entries(answers)) {
      await this.answer(key, answer);
    }
  }

  /** Picks files for a slot and waits until the server has those that are good. */
  async attach(key: string, papers: Paper[]): Promise<void> {
    await this.pickFiles(key, papers);
    for (const paper of papers) {
      await expect(this.arrived(key, paper.name)).toBeVisible();
    }
  }

  /** Picks files for a slot, whatever becomes of them. */
  async pickFiles(key: string, papers: Paper[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.input(key).click();
    // From a folder, as people do: large ones need not go through the wire to the browser.
    const folder = mkdtempSync(join(tmpdir(), 'motcua-e2e-papers-'));
    const paths = papers.map((paper) => join(folder, paper.name));
    papers.forEach((paper, index) => writeFileSync(paths[index] ?? '', paper.buffer));
    await (await chooser).setFiles(paths);
    this.page.once('close', () => rmSync(folder, { recursive: true, force: true }));
  }

  /** The row of a file that the server has. */
  arrived(key: string, name: string): Locator {
    return this.question(key).locator('.file-row--done', { hasText: name });
  }

  /** The row of a file that was refused or did not get there. */
  refused(key: string, name: string): Locator {
    return this.question(key).locator('.file-row--error', { hasText: name });
  }

  /** The offer to use an earlier document again. */
  offer(key: string): Locator {
    return this.question(key).locator('.file-slot__offer');
  }

  /** What the question says about where its value comes from. */
  source(key: string): Locator {
    return this.question(key).locator('.source-note');
  }

  /** The line that says where the answers are. */
  get saveLine(): Locator {
    return this.page.locator('.save-state');
  }

  /** Waits until the server has everything typed so far. */
  async saved(): Promise<void> {
    await expect(this.saveLine).toHaveText(like('fill.saved_at'));
  }

  get errors(): Locator {
    return this.page.locator('#error-summary');
  }

  get continueButton(): Locator {
    return this.page.getByRole('button', { name: say('fill.go_on') });
  }

  /** Presses Continue and waits for the next page. Answers the heading of that page. */
  async next(): Promise<string> {
    const heading = this.page.locator('main h1');
    const before = this.page.url();
    await this.continueButton.click();
    await this.page.waitForURL((url) => url.toString() !== before);
    await expect(heading).not.toBeEmpty();
    return (await heading.textContent()) ?? '';
  }

  /** Whether the address is that of the review. */
  get onReview(): boolean {
    return new URL(this.page.url()).pathname.endsWith('/xem-lai');
  }

  /** Answers what is asked, page after page, until the review. Only pages that lie before it are touched. */
  async fillUntilReview(answers: Record<string, FieldAnswer>): Promise<void> {
    const left = new Map(Object.entries(answers));
    // A form has at most as many pages as questions; a page that keeps coming back is a fault.
    for (let pages = 0; pages <= this.fields.size && !this.onReview; pages += 1) {
      await this.ready();
      const here = await this.page.locator('[data-field]').evaluateAll((all) => all.map((one) => one.getAttribute('data-field') ?? ''));
      for (const key of here) {
        const answer = left.get(key);
        if (answer !== undefined) {
          await this.answer(key, answer);
          left.delete(key);
        }
      }
      // Answers may have brought questions along.
      for (const [key, answer] of [...left]) {
        if (await this.question(key).isVisible()) {
          await this.answer(key, answer);
          left.delete(key);
        }
      }
      await this.next();
    }
    expect([...left.keys()], 'questions that never came').toEqual([]);
    expect(this.onReview, 'the review is reached').toBe(true);
  }

  /** From the overview to the first page that is not finished. */
  async goOn(): Promise<void> {
    await this.page.getByRole('link', { name: like('fill.go_on_with') }).click();
    await this.ready();
  }

  /** Declares and files on the review page; ends on the dossier with its receipt. */
  async submit(): Promise<{ id: string; code: string }> {
    await this.page.locator('#declaration').check();
    await this.page.getByRole('button', { name: say('fill.send'), exact: true }).click();
    await this.page.waitForURL(/\/ho-so\/[^/]+/);
    const code = (await this.page.locator('.receipt__code').textContent()) ?? '';
    return { id: /\/ho-so\/([^/?]+)/.exec(this.page.url())?.[1] ?? '', code: code.trim() };
  }

  private async choose(key: string, field: FieldDefinition, value: string): Promise<void> {
    const select = this.page.locator(`select[id="f-${key}"]`);
    if (await select.count()) {
      await select.selectOption(value);
      return;
    }
    const option = field.options?.find((one) => one.value === value);
    await this.question(key).getByRole('radio', { name: option?.label.vi, exact: true }).check();
  }

  /** Types into a combobox and takes the first option. */
  private async pick(input: Locator, words: string): Promise<void> {
    await input.click();
    await input.fill(words);
    const list = this.page.locator(`[id="${await input.getAttribute('aria-controls')}"]`);
    await list.getByRole('option').first().click();
    await expect(input).toHaveAttribute('aria-expanded', 'false');
  }

  private async optionLike(key: string, words: string): Promise<string> {
    const option = this.input(key, 'province').locator('option', { hasText: words }).first();
    return (await option.textContent())?.trim() ?? words;
  }
}
