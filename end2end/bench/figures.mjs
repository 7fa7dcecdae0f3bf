/** What both benches share: printing a figure, medians and percentiles, and speaking to the server as a person. */

/**
 * Prints a figure as `cargo xtask bench` reads it.
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 */
export function figure(name, value, unit) {
  console.log(`${name} = ${value.toFixed(Math.abs(value) < 10 ? 2 : 1)} ${unit}`);
}

/**
 * The value below which a share of all values lies.
 * @param {number[]} values
 * @param {number} share from 0 to 1
 */
export function percentile(values, share) {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @param {number[]} values */
export function median(values) {
  return percentile(values, 0.5);
}

/** Address of the server under measurement. */
export const url = (() => {
  const given = process.env.MOTCUA_URL;
  if (!given) {
    throw new Error('MOTCUA_URL is not set. Run `cargo xtask bench`, which starts a server by itself.');
  }
  return given.replace(/\/$/, '');
})();

/** @param {Response} response */
async function good(response) {
  if (!response.ok) {
    throw new Error(`${response.url}: ${response.status} ${await response.text()}`);
  }
  return response;
}

/** @param {string} at @param {string} username */
async function credentials(at, username) {
  const { demo } = await (await good(await fetch(`${at}/api/session`))).json();
  const { password } = demo.find((/** @type {{username: string}} */ one) => one.username === username);
  return { username, password };
}

/**
 * Signs a person in inside a browser, whose cookies cannot be set from outside without encryption. Loads nothing of the
 * application: its cache stays empty.
 * @param {import('@playwright/test').Page} page
 * @param {string} username
 */
export async function signInHere(page, username) {
  await page.goto(`${url}/favicon.svg`);
  await page.evaluate(async (body) => {
    await fetch('/api/session', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  }, await credentials(url, username));
}

/**
 * Signs a person of the demonstration in.
 * @param {string} username
 * @returns {Promise<Record<string, string>>} headers that carry the session
 */
export function signIn(username) {
  return signInAt(url, username);
}

/**
 * The same at another server.
 * @param {string} at
 * @param {string} username
 * @returns {Promise<Record<string, string>>} headers that carry the session
 */
export async function signInAt(at, username) {
  const response = await fetch(`${at}/api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(await credentials(at, username)),
  });
  const cookies = (await good(response)).headers.getSetCookie();
  return { Cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') };
}

/**
 * Calls the API and answers its JSON.
 * @param {Record<string, string>} session
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 */
export function call(session, method, path, body, headers = {}) {
  return callAt(url, session, method, path, body, headers);
}

/**
 * The same at another server.
 * @param {string} at
 * @param {Record<string, string>} session
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 */
export async function callAt(at, session, method, path, body, headers = {}) {
  const json = body === undefined ? undefined : JSON.stringify(body);
  /** @type {Record<string, string>} */
  const all = { ...session, ...headers };
  if (json !== undefined) {
    all['Content-Type'] = 'application/json';
  }
  const response = await good(await fetch(`${at}${path}`, { method, body: json, headers: all }));
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
}
