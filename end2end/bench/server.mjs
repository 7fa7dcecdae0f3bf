/**
 * How much the server bears: filings, reads, memory. The load is made on the same machine and takes one
 * of its cores: compare figures of one run only.
 */

import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { promisify } from 'node:util';
import { call, figure, percentile, signIn, url } from './figures.mjs';
import { memory, processBehind } from './process.mjs';
import { lengthenQueue, rawCommits } from './rows.mjs';

const CLIENTS = 32;
const FILINGS = 480;
const SECONDS = 4;
/** Commits of the raw rate; dossiers of the long queue, and how often its first page is read. */
const RAW_COMMITS = 2_000;
const LONG_QUEUE = 10_000;
const QUEUE_READS = 200;
const EXTRACT = 'cap-ban-sao-trich-luc-ho-tich';
const AGENCY = '000.00.91.H26';
const examples = JSON.parse(readFileSync(new URL('../../backend/demo/dossiers.json', import.meta.url), 'utf8'));
const { answers } = examples.find((/** @type {any} */ one) => one.procedure === '2.000635' && one.applicant === 'thu.tran');

const mother = await signIn('thu.tran');
const clerk = await signIn('motcua.caugiay');
const server = processBehind(Number(new URL(url).port));
/** The file of the server's database, when it is one. */
const database = process.env.MOTCUA_DATABASE_FILE;
figure('memory_idle', memory(server), 'MB');

// Filings

/** @param {number} count @param {(index: number) => Promise<unknown>} work */
async function spread(count, work) {
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < count) {
        const index = next;
        next += 1;
        await work(index);
      }
    }),
  );
}

/** @type {{ id: string, version: number }[]} */
const drafts = [];
await spread(FILINGS, async () => {
  const draft = await call(mother, 'POST', '/api/drafts', { procedure: EXTRACT });
  const saved = await call(mother, 'PUT', `/api/drafts/${draft.id}`, { version: draft.version, answers: { ...draft.answers, ...answers }, reused: {} });
  drafts.push({ id: draft.id, version: saved.version });
});
/** @type {string[]} */
const dossiers = [];
/** The draft of the first of them. */
let filedFrom = '';
const started = performance.now();
await spread(FILINGS, async (index) => {
  const { id, version } = /** @type {{ id: string, version: number }} */ (drafts[index]);
  const body = { version, declared: true, agency: AGENCY };
  const receipt = await call(mother, 'POST', `/api/drafts/${id}/submission`, body, { 'Idempotency-Key': randomUUID() });
  dossiers.push(receipt.dossier);
  filedFrom ||= id;
});
const submitRate = (FILINGS / (performance.now() - started)) * 1000;
figure('submit_rate', submitRate, '1/s');
if (database) {
  const raw = rawCommits(database, { dossier: dossiers[0] ?? '', draft: filedFrom }, RAW_COMMITS);
  figure('raw_commit_rate', raw, '1/s');
  figure('submit_share_of_raw', submitRate / raw, '');
}

// Reads

/**
 * Reads an address over as many connections as there are clients.
 * @param {string} path
 * @param {Record<string, string>} session
 */
function reader(path, session) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: CLIENTS });
  const { hostname, port } = new URL(url);
  /** @type {number[]} */
  const times = [];
  const once = (from = performance.now()) =>
    new Promise((resolve, reject) => {
      http
        .get({ hostname, port, path, agent, headers: session }, (response) => {
          response.resume();
          response.on('end', () => {
            times.push(performance.now() - from);
            response.statusCode === 200 ? resolve(undefined) : reject(new Error(`${path}: ${response.statusCode}`));
          });
        })
        .on('error', reject);
    });
  return { agent, times, once };
}

/**
 * Reads an address as fast as it goes, by the program `wrk`, over as many connections as there are clients.
 * @param {string} path
 * @param {Record<string, string>} session
 */
async function reads(path, session) {
  const headers = Object.entries(session).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${CLIENTS}`, `-d${SECONDS}s`, '--latency', ...headers, `${url}${path}`]);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
  const [, p99, unit = ''] = /99%\s+([\d.]+)(us|ms|s)/.exec(stdout) ?? [];
  if (!rate || !p99 || /Non-2xx|Socket errors/.test(stdout)) {
    throw new Error(`${path}: ${stdout}`);
  }
  return { rate: Number(rate), p99: Number(p99) * ({ us: 0.001, ms: 1, s: 1000 }[unit] ?? Number.NaN) };
}

/**
 * Reads an address so often a second, whether the server keeps up or not: a late answer counts from when it was due.
 * @param {string} path
 * @param {Record<string, string>} session
 * @param {number} perSecond
 */
async function paced(path, session, perSecond) {
  const { agent, times, once } = reader(path, session);
  const start = performance.now();
  /** @type {Promise<unknown>[]} */
  const asked = [];
  while (asked.length < perSecond * SECONDS) {
    const due = start + (asked.length * 1000) / perSecond;
    if (performance.now() < due) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    } else {
      asked.push(once(due));
    }
  }
  await Promise.all(asked);
  agent.destroy();
  return percentile(times, 0.99);
}

for (const [name, path, session] of /** @type {const} */ ([
  ['dossier', `/api/dossiers/${dossiers[0]}`, mother],
  ['queue', '/api/staff/dossiers?view=agency', clerk],
  ['search', '/api/procedures?q=khai%20sinh', {}],
  ['home_page', '/', {}],
])) {
  const { rate, p99 } = await reads(path, session);
  figure(`read_${name}_rate`, rate, '1/s');
  figure(`read_${name}_p99`, p99, 'ms');
}

if (database) {
  lengthenQueue(database, dossiers[0] ?? '', LONG_QUEUE);
  const draft = await call(mother, 'POST', '/api/drafts', { procedure: EXTRACT });
  let { version } = draft;
  const { times, once, agent } = reader('/api/staff/dossiers?view=agency', clerk);
  for (let read = 0; read < QUEUE_READS; read += 1) {
    // Something is written before each reading: what the server keeps does not count.
    ({ version } = await call(mother, 'PUT', `/api/drafts/${draft.id}`, { version, answers: { ...draft.answers, ...answers }, reused: {} }));
    await once();
  }
  agent.destroy();
  figure('queue_p95_10000', percentile(times, 0.95), 'ms');
}
figure('read_dossier_p99_at_500', await paced(`/api/dossiers/${dossiers[0]}`, mother, 500), 'ms');
figure('memory_loaded', memory(server), 'MB');
process.exit(0);
