/** An officer's workspace: one dossier, its actions in dialogs. */

import { expect, type Locator, type Page } from '@playwright/test';
import type { Paper } from '../fixtures/papers.ts';
import { say } from '../fixtures/texts.ts';

export interface SupplementItem {
  part: string;
  label: string;
  reason: string;
}

export class Workspace {
  constructor(readonly page: Page) {}

  static async open(page: Page, id: string): Promise<Workspace> {
    await page.goto(`/can-bo/ho-so/${id}`);
    const desk = new Workspace(page);
    await expect(desk.heading).toBeVisible();
    return desk;
  }

  /** From the queue by the dossier's code, as officers do it. */
  static async fromQueue(page: Page, code: string): Promise<Workspace> {
    await page.getByRole('link', { name: code }).click();
    const desk = new Workspace(page);
    await expect(desk.heading).toBeVisible();
    return desk;
  }

  get heading(): Locator {
    return this.page.locator('#workspace-title');
  }

  get status(): Locator {
    return this.heading.locator('.tag');
  }

  get dialog(): Locator {
    return this.page.locator('dialog[open]');
  }

  /** Names of the actions that are offered, in their order. */
  offered(): Promise<string[]> {
    return this.bar.getByRole('button').allInnerTexts();
  }

  get bar(): Locator {
    return this.page.locator('.workspace__actions');
  }

  /** Opens the dialog of an action, such as `accept`. */
  async choose(action: string): Promise<void> {
    await this.bar.getByRole('button', { name: say(`dossier.do_${action}`), exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Presses the main button of the open dialog. */
  async send(action: string): Promise<void> {
    await this.dialog.getByRole('button', { name: say(`dossier.do_${action}`), exact: true }).click();
  }

  /** Does an action with the words it needs, and waits for its success. */
  async act(action: string, words = ''): Promise<void> {
    await this.choose(action);
    if (words) {
      await this.dialog.getByRole('textbox').last().fill(words);
    }
    await this.send(action);
    await this.succeeded(action);
  }

  async succeeded(action: string): Promise<void> {
    await expect(this.dialog).toHaveCount(0);
    await expect(this.page.locator('#done-title')).toContainText(say(`dossier.did_${action}`));
  }

  /** Asks for a supplement: in which part of the form, which question, what is wrong with it. */
  async askFor(items: SupplementItem[], message = ''): Promise<void> {
    await this.choose('request_supplement');
    for (const { part, label, reason } of items) {
      const section = this.dialog.locator('details', { has: this.page.locator('summary', { hasText: part }) });
      if (!(await section.evaluate((details: HTMLDetailsElement) => details.open))) {
        await section.locator('summary').click();
      }
      await section.getByRole('checkbox', { name: label, exact: true }).check();
      await section.getByRole('textbox', { name: say('staff.supplement_reason', { label }) }).fill(reason);
    }
    if (message) {
      await this.dialog.locator('#supplement-message').fill(message);
    }
    await this.send('request_supplement');
    await this.succeeded('request_supplement');
  }

  async addResult(paper: Paper): Promise<void> {
    await this.choose('add_result');
    const file = this.dialog.locator('#result-file');
    // Where the procedure has a template, the file is the other way.
    const other = this.dialog.getByRole('radio', { name: say('staff.result_from_file') });
    await expect(file.or(other)).toBeVisible();
    if (await other.isVisible()) {
      await other.check();
    }
    await file.setInputFiles(paper);
    await this.send('add_result');
    await this.succeeded('add_result');
  }

  /** The row of an answer, by the question's words. */
  answer(label: string): Locator {
    return this.page.locator('.workspace__answers .summary-list__row', { has: this.page.locator('dt', { hasText: label }) });
  }
}
