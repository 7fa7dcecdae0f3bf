/*
 * Keeps the application's own files on this device, so that an opened form and the list of drafts start without a network.
 *
 * Registered by device.js when a form is opened: who only reads the portal downloads nothing for it. It keeps files of
 * the site and an empty page frame; never an answer of the API, never a page made for a person. What was typed is in
 * device.js. It also shows the notices that are pushed to this device (push.js), which hold a code and a short sentence. The build gives it BUILD, HASHED (addresses named by content) and FIXED (the others).
 */

const PREFIX = "motcua-files-";
const CURRENT = PREFIX + BUILD;
/** Holds the language of the last page that the server made. */
const MEMORY = "motcua-language";
const LANGUAGES = ["vi", "en"];
/** Any page whose content the application makes; asked for without a session, so that nobody's name is in it. */
const frameOf = (language) => `/ho-so?lang=${language}`;
/** Pages that work from what this device keeps. */
const KEPT_PAGES = /^\/(to-khai\/.+|ho-so|dang-nhap)\/?$/;
const FILES = /^\/(assets|pkg|reference)\//;
// The server names `Accept-Encoding` in `Vary`, which says nothing about what is kept here.
const ANY = { ignoreVary: true };

async function fetchGood(url, options) {
  const response = await fetch(url, options);
  if (!response.ok) {
    throw new Error(`${response.status} ${url}`);
  }
  return response;
}

/** Takes over what an older build has kept under the same name, downloads the rest. All or nothing. */
async function install() {
  const cache = await caches.open(CURRENT);
  const hashed = HASHED.map(async (url) => {
    if (!(await cache.match(url, ANY))) {
      await cache.put(url, (await caches.match(url, ANY)) ?? (await fetchGood(url)));
    }
  });
  const fixed = FIXED.map(async (url) => cache.put(url, await fetchGood(url, { cache: "no-cache" })));
  const frames = LANGUAGES.map(async (language) => {
    const response = await fetchGood(frameOf(language), { credentials: "omit", cache: "no-store" });
    // The server may have become newer since: a frame must name the files that are kept beside it.
    if (!(await response.clone().text()).includes(BUILD)) {
      throw new Error(`The server is no longer at build ${BUILD}`);
    }
    await cache.put(frameOf(language), response);
  });
  await Promise.all([...hashed, ...fixed, ...frames]);
  await self.skipWaiting();
}

/** Removes old builds; the one before stays while pages are open, because they may still ask for its parts. */
async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT);
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const gone = open.length > 0 ? old.slice(0, -1) : old;
  await Promise.all(gone.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function file(request) {
  const kept = await caches.match(request, { ...ANY, ignoreSearch: true });
  if (kept) {
    return kept;
  }
  const response = await fetch(request);
  if (response.ok && FILES.test(new URL(request.url).pathname)) {
    const cache = await caches.open(CURRENT);
    await cache.put(request, response.clone());
  }
  return response;
}

async function rememberLanguage(language) {
  if (LANGUAGES.includes(language)) {
    const cache = await caches.open(MEMORY);
    await cache.put("/language", new Response(language));
  }
}

async function withoutNetwork(url) {
  const remembered = await caches.match("/language");
  const asked = url.searchParams.get("lang") ?? (await remembered?.text());
  const language = LANGUAGES.includes(asked) ? asked : LANGUAGES[0];
  const address = KEPT_PAGES.test(url.pathname) ? frameOf(language) : "/offline.html";
  const cache = await caches.open(CURRENT);
  return (await cache.match(address, ANY)) ?? Response.error();
}

async function page(event, url) {
  try {
    const response = await fetch(event.request);
    event.waitUntil(rememberLanguage(response.headers.get("Content-Language")));
    return response;
  } catch {
    return withoutNetwork(url);
  }
}

/** A repeated message takes the place of the first, without a sound. */
async function show({ id, text, link }) {
  const title = "Một Cửa";
  await self.registration.showNotification(title, { body: text, tag: id, data: { link } });
}

/** The tab that shows the dossier, else one of the portal, else a new one. */
async function openPage(link) {
  const url = new URL(link ?? "/", self.location.origin);
  const target = url.origin === self.location.origin ? url : new URL("/", self.location.origin);
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((window) => new URL(window.url).pathname === target.pathname);
  if (there) {
    return there.focus();
  }
  // Somebody may be writing in an open tab: it is left as it is.
  return self.clients.openWindow(target.href);
}

self.addEventListener("push", (event) => {
  const message = event.data?.json();
  if (message) {
    event.waitUntil(show(message));
  }
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage(event.notification.data?.link));
});
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (FILES.test(url.pathname) || FIXED.includes(url.pathname)) {
    event.respondWith(file(request));
  } else if (request.mode === "navigate" && !url.pathname.startsWith("/api/")) {
    event.respondWith(page(event, url));
  }
});
