/** The officers' queue. */

import { expect, type Locator, type Page } from '@playwright/test';
import { say } from '../fixtures/texts.ts';

export class Queue {
  constructor(readonly page: Page) {}

  static async open(page: Page, query = ''): Promise<Queue> {
    await page.goto(`/can-bo${query}`);
    const queue = new Queue(page);
    await expect(queue.page.locator('main h1')).not.toBeEmpty();
    await expect(queue.search).toBeVisible();
    return queue;
  }

  get search(): Locator {
    return this.page.getByRole('search', { name: say('staff.filter_label') });
  }

  /** Opens the filters beside the words, and says which of them are set. */
  get filters(): Locator {
    return this.search.locator('summary');
  }

  get rows(): Locator {
    return this.page.locator('tbody tr');
  }

  /** The links with the codes of the dossiers. */
  get links(): Locator {
    return this.page.locator('tbody th a');
  }

  row(code: string): Locator {
    return this.rows.filter({ hasText: code });
  }

  column(name: string): Locator {
    return this.page.getByRole('columnheader', { name });
  }

  /** Another part of the queue, such as `agency`. */
  async view(key: string): Promise<void> {
    await this.page.getByRole('navigation', { name: say('staff.queues') }).getByRole('link', { name: say(`staff.view_${key}`) }).click();
    await expect(this.page.locator('main h1')).toHaveText(say(`staff.view_${key}`));
  }

  /** Searches for words and waits for the answer. */
  async find(words: string): Promise<void> {
    await this.page.locator('#queue-words').fill(words);
    await this.search.getByRole('button', { name: say('staff.filter_apply') }).click();
    await this.page.waitForURL((url) => url.searchParams.get('q') === (words || null));
  }
}
