/**
 * Browser and server decide alike: the engine as WebAssembly gives the digests that the program `motcua-engine-here` gave, for
 * 10,000 generated forms with answers and for the stored vectors of every procedure folder.
 *
 * Needs no server. `cargo xtask test engine` builds the module and writes what the program says (xtask/src/engine.rs).
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { engine, root } from '../fixtures/environment.ts';

interface Vectors {
  today: string;
  answers: unknown[];
}

interface Engine {
  default(options: { module_or_path: string }): Promise<unknown>;
  block(number: number): string;
  of_answers(form: string, answers: string, today: string): string;
}

const ORIGIN = 'http://engine.test';

test('browser and server decide alike', async ({ page }) => {
  test.setTimeout(300_000);
  const folder = engine();
  await page.route(`${ORIGIN}/**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    if (name === '') {
      await route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>engine</title>' });
    } else {
      const contentType = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
      await route.fulfill({ contentType, body: readFileSync(join(folder, name)) });
    }
  });
  await page.goto(`${ORIGIN}/`);

  const here = readFileSync(join(folder, 'here.txt'), 'utf8').trim().split('\n');
  const blocks = here.filter((line) => line.startsWith('block '));
  expect(blocks).toHaveLength(100);
  const there = await page.evaluate(async (count) => {
    const path = '/engine.js';
    const module = (await import(path)) as Engine;
    await module.default({ module_or_path: '/engine_bg.wasm' });
    return Array.from({ length: count }, (_, number) => `block ${number} ${module.block(number)}`);
  }, blocks.length);
  expect(there).toEqual(blocks);

  const vectors = here.filter((line) => line.startsWith('vector '));
  expect(new Set(vectors.map((line) => line.split(' ')[1])).size).toBe(12);
  const said: string[] = [];
  for (const line of vectors) {
    const [, slug = '', number = ''] = line.split(' ');
    const procedure = join(root, 'backend/procedures', slug);
    const form = readFileSync(join(procedure, 'form.json'), 'utf8');
    const stored = JSON.parse(readFileSync(join(procedure, 'vectors.json'), 'utf8')) as Vectors;
    const asked = { form, answers: JSON.stringify(stored.answers[Number(number)]), today: stored.today };
    const digest = await page.evaluate(async ({ form, answers, today }) => {
      const path = '/engine.js';
      const module = (await import(path)) as Engine;
      return module.of_answers(form, answers, today);
    }, asked);
    said.push(`vector ${slug} ${number} ${digest}`);
  }
  expect(said).toEqual(vectors);
});
