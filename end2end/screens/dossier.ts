/** The citizen's page of one dossier: status, sentence, what to do, history, results. */

import { expect, type Locator, type Page } from '@playwright/test';
import { like, say } from '../fixtures/texts.ts';

export class DossierScreen {
  constructor(readonly page: Page) {}

  static async open(page: Page, id: string): Promise<DossierScreen> {
    await page.goto(`/ho-so/${id}`);
    const screen = new DossierScreen(page);
    await expect(screen.status).not.toBeEmpty();
    return screen;
  }

  /** The national status in words. */
  get status(): Locator {
    return this.page.locator('#status-title');
  }

  /** Who has it, what next, by when. */
  get sentence(): Locator {
    return this.page.locator('.status__sentence');
  }

  get history(): Locator {
    return this.page.locator('.timeline__item');
  }

  /** Waits until the page shows a status and its sentence. */
  async shows(code: number): Promise<void> {
    await expect(this.status).toHaveText(say(`dossier.status_${code}`));
    await expect(this.sentence).toHaveText(like(`dossier.sentence_${code}`));
  }

  /** Opens the form that answers a supplement request. */
  async startSupplement(): Promise<void> {
    await this.page.getByRole('button', { name: say('citizen.todo_start') }).click();
    await this.page.waitForURL(/\/to-khai\//);
  }
}

/** Remembers that the page was not loaded again: the mark is gone after any reload or navigation by address. */
export class SamePage {
  private constructor(private readonly page: Page) {}

  static async mark(page: Page): Promise<SamePage> {
    await page.evaluate(() => {
      (window as unknown as { samePage?: boolean }).samePage = true;
    });
    return new SamePage(page);
  }

  async stillThere(): Promise<void> {
    const there = await this.page.evaluate(() => (window as unknown as { samePage?: boolean }).samePage === true);
    expect(there, 'the page was never loaded again').toBe(true);
  }
}
