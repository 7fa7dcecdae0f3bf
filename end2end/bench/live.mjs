/**
 * Live updates: how soon an action is on 2,000 and 10,000 open streams, what a stream costs, how fast 10,000 missed events are caught
 * up with, and how soon a change made at one process is on the streams of another one (both on one PostgreSQL, whose addresses
 * MOTCUA_FIRST_URL and MOTCUA_SECOND_URL name). The load is made on the same machine: compare figures of one run only.
 */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { callAt, figure, percentile, signInAt, url } from './figures.mjs';
import { memory, processBehind } from './process.mjs';

const SIZES = [2_000, 10_000];
const MISSED = 10_000;
const ROUNDS = 20;
/** Connections opened at the same time, and requests under way. */
const TOGETHER = 50;
const EXTRACT = 'cap-ban-sao-trich-luc-ho-tich';
const AGENCY = '000.00.91.H26';
const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

/** @typedef {{ request: http.ClientRequest, count: () => number, reach: (count: number) => Promise<number> }} Stream */

/**
 * Opens a stream; it counts events and tells when so many have come.
 * @param {string} at @param {Record<string, string>} session @param {string} [query]
 * @returns {Promise<Stream>}
 */
function stream(at, session, query = '') {
  return new Promise((resolve, reject) => {
    const request = http.get(`${at}/api/events${query}`, { headers: { ...session, Accept: 'text/event-stream' }, agent: false }, (response) => {
      let [count, wanted, rest] = [0, Number.POSITIVE_INFINITY, ''];
      /** @type {(moment: number) => void} */
      let tell = () => undefined;
      const opened = {
        request,
        count: () => count,
        reach: (/** @type {number} */ many) =>
          new Promise((/** @type {(moment: number) => void} */ done) => {
            [wanted, tell] = [many, done];
            if (count >= many) {
              done(performance.now());
            }
          }),
      };
      let open = false;
      response.setEncoding('latin1');
      response.on('data', (/** @type {string} */ text) => {
        if (!open) {
          open = true;
          resolve(opened);
        }
        // An event may come in two pieces: the last line waits for its end.
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        count += lines.filter((line) => /^event: ?change/.test(line)).length;
        if (count >= wanted) {
          tell(performance.now());
        }
      });
    });
    request.on('error', reject);
  });
}

/** @template T @param {number} count @param {(index: number) => Promise<T>} make @returns {Promise<T[]>} */
async function together(count, make) {
  /** @type {T[]} */
  const made = [];
  for (let first = 0; first < count; first += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, count - first) }, (_, index) => make(first + index));
    made.push(...(await Promise.all(some)));
  }
  return made;
}

/** @param {Stream[]} streams */
function close(streams) {
  for (const { request } of streams) {
    request.on('error', () => undefined);
    request.destroy();
  }
}

/** A filed dossier. @param {string} at @param {Record<string, string>} mother @returns {Promise<string>} */
async function file(at, mother) {
  const draft = await callAt(at, mother, 'POST', '/api/drafts', { procedure: EXTRACT });
  const change = { version: draft.version, answers: { ...draft.answers, ...answers }, reused: {} };
  const { version } = await callAt(at, mother, 'PUT', `/api/drafts/${draft.id}`, change);
  const body = { version, declared: true, agency: AGENCY };
  const receipt = await callAt(at, mother, 'POST', `/api/drafts/${draft.id}/submission`, body, { 'Idempotency-Key': randomUUID() });
  return receipt.dossier;
}

/** @param {string} at @param {Record<string, string>} clerk @param {string} dossier */
const write = (at, clerk, dossier) => callAt(at, clerk, 'POST', `/api/staff/dossiers/${dossier}/messages`, { text: 'Bạn xem lại giúp.' });

/**
 * Milliseconds from the beginning of an action to the event on each stream.
 * @param {Stream[]} streams @param {() => Promise<unknown>} act
 */
async function spread(streams, act) {
  const waiting = streams.map((one) => one.reach(one.count() + 1));
  const from = performance.now();
  await act();
  return (await Promise.all(waiting)).map((moment) => moment - from);
}

const mother = await signInAt(url, 'thu.tran');
const clerk = await signInAt(url, 'motcua.caugiay');
const server = processBehind(Number(new URL(url).port));
const dossier = await file(url, mother);

/** @type {Stream[]} */
const streams = [];
const before = memory(server);
for (const size of SIZES) {
  streams.push(...(await together(size - streams.length, () => stream(url, mother))));
  const times = await spread(streams, () => write(url, clerk, dossier));
  figure(`live_${size}_p50`, percentile(times, 0.5), 'ms');
  figure(`live_${size}_p99`, percentile(times, 0.99), 'ms');
  figure(`live_${size}_memory_per_stream`, ((memory(server) - before) * 1000) / size, 'kB');
}
close(streams);

const { cursor } = await callAt(url, mother, 'GET', '/api/session');
await together(MISSED, () => write(url, clerk, dossier));
const from = performance.now();
const late = await stream(url, mother, `?after=${cursor}`);
const caughtUp = await late.reach(MISSED);
figure('live_catch_up_10000', caughtUp - from, 'ms');
close([late]);

const [first, second] = [process.env.MOTCUA_FIRST_URL, process.env.MOTCUA_SECOND_URL];
if (first && second) {
  const clerkThere = await signInAt(first, 'motcua.caugiay');
  const motherHere = await signInAt(first, 'thu.tran');
  const shared = await file(first, motherHere);
  const motherThere = await signInAt(second, 'thu.tran');
  const ears = await together(100, () => stream(second, motherThere));
  /** @type {number[]} */
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    times.push(...(await spread(ears, () => write(first, clerkThere, shared))));
  }
  figure('live_two_processes_p50', percentile(times, 0.5), 'ms');
  figure('live_two_processes_p99', percentile(times, 0.99), 'ms');
  close(ears);
}
process.exit(0);
