/**
 * The server's database file, by the program `sqlite3` and past the server: what the disk allows for the rows of a filing, and a queue
 * as long as that of a large agency. Only for a file that is thrown away afterwards.
 */

import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

const copy = (/** @type {number} */ number) => `'copy-${number}'`;

/**
 * Rows that one filing adds, by table, with what tells them apart in the copy `number`.
 * @type {Record<string, Record<string, (number: number) => string>>}
 */
const ADDED = {
  dossier: { id: copy, code: copy },
  dossier_event: { dossier: copy },
  reuse_count: { dossier: copy },
  idempotency: { key: copy },
  notice: { id: (number) => `'copy-${number}-' || rowid` },
  // Numbered on: far behind what is there.
  live_event: { id: (number) => `${number} * 10 + 10000000 + rowid` },
};

/** @param {string} file @param {string} script @returns {string} */
function run(file, script) {
  return execFileSync('sqlite3', ['-bail', '-batch', file], { input: script, encoding: 'utf8' });
}

/** @param {string} file @param {string} table */
function columnsOf(file, table) {
  return run(file, `SELECT name FROM pragma_table_info('${table}');`).trim().split('\n');
}

/** Rows of a filed dossier in a table. @param {string} table @param {string} dossier @param {string} draft */
function rowsOf(table, dossier, draft) {
  const which = { dossier: `id = '${dossier}'`, idempotency: `draft = '${draft}'` }[table] ?? `dossier = '${dossier}'`;
  return `CREATE TEMP TABLE ${table} AS SELECT * FROM main.${table} WHERE ${which};`;
}

/**
 * Durable commits a second of the rows of one filing, one after the other, on the disk of the database: the same rows with the same
 * indexes and settings, and nothing else.
 * @param {string} file @param {{ dossier: string, draft: string }} filed @param {number} count
 */
export function rawCommits(file, { dossier, draft }, count) {
  const apart = `${file}.copy`;
  run(file, `VACUUM INTO '${apart}';`);
  /** @type {Record<string, string[]>} */
  const columns = Object.fromEntries(Object.keys(ADDED).map((table) => [table, columnsOf(file, table)]));
  const insert = (/** @type {string} */ table, /** @type {number} */ number) => {
    const values = columns[table]?.map((column) => ADDED[table]?.[column]?.(number) ?? column);
    return `INSERT INTO main.${table} SELECT ${values?.join(', ')} FROM temp.${table};`;
  };
  const begin = [
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = memory; PRAGMA foreign_keys = ON;',
    ...Object.keys(ADDED).map((table) => rowsOf(table, dossier, draft)),
    'CREATE TEMP TABLE kept AS SELECT receipt FROM main.draft WHERE receipt IS NOT NULL LIMIT 1;',
  ];
  const commits = Array.from({ length: count }, (_, number) =>
    [
      'BEGIN IMMEDIATE;',
      'UPDATE main.code_counter SET last = last + 1;',
      ...Object.keys(ADDED).map((table) => insert(table, number)),
      `UPDATE main.draft SET receipt = (SELECT receipt FROM kept) || '${number}' WHERE id = '${draft}';`,
      'COMMIT;',
    ].join(' '),
  );
  const timed = (/** @type {string[]} */ script) => {
    const from = performance.now();
    run(apart, script.join('\n'));
    return performance.now() - from;
  };
  const empty = timed(begin);
  const full = timed([...begin, ...commits]);
  for (const end of ['', '-wal', '-shm']) {
    rmSync(`${apart}${end}`, { force: true });
  }
  return (count / (full - empty)) * 1000;
}

/**
 * Puts copies of a dossier into its agency's queue, each due a minute after the other.
 * @param {string} file @param {string} dossier @param {number} count
 */
export function lengthenQueue(file, dossier, count) {
  const columns = columnsOf(file, 'dossier');
  /** @type {Record<string, string>} */
  const changed = {
    id: "'queue-' || n.i",
    code: "dossier.code || '-' || n.i",
    due_at: 'dossier.due_at + n.i * 60000000',
    submitted_at: 'dossier.submitted_at - n.i * 1000000',
    updated_at: 'dossier.updated_at - n.i * 1000000',
  };
  const values = columns.map((column) => changed[column] ?? `dossier.${column}`);
  run(
    file,
    `PRAGMA busy_timeout = 10000;
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
     INSERT INTO dossier (${columns.join(', ')}) SELECT ${values.join(', ')} FROM n JOIN dossier ON dossier.id = '${dossier}';`,
  );
}
