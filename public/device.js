/*
 * What this device keeps for a person: drafts, their forms, files that wait. In IndexedDB, each record sealed with
 * AES-GCM under a key of the account that the browser uses but gives to nobody, not even to this page.
 *
 * Loaded by boot.js when a form or the way out asks for it. It knows accounts, names and texts, nothing of forms; the
 * Rust side is frontend/src/offline/store.rs. Writes keep the order in which they were asked for. A failure is a
 * rejected promise, never silence.
 */

const DATABASE = "motcua";
const [KEYS, RECORDS] = ["keys", "records"];
/** Copies of drafts from before there was this store: `motcua:draft:<account>:<draft>`, not sealed. */
const OLD_COPY = "motcua:draft:";
const PREFIX = "motcua:";
/** Where the worker looks for the language of the last page. */
const MEMORY = "motcua-language";
/** Milliseconds: the files for a time without a network come after those that the person waits for now. */
const LATER = 2_000;
/** Tells the other tabs that everything is forgotten. */
const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("motcua-device") : null;

/** Accounts that have no place here, and why: nothing may look as if it were kept for them. */
const without = new Map();

let opening;
let forgotten = false;
/** The last write that was asked for; the next one waits for it. */
let lastWrite = Promise.resolve();

if (channel) {
  channel.onmessage = () => {
    forgotten = true;
    location.replace("/");
  };
}

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const finished = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("The device did not keep it"));
  });

function open() {
  if (!opening) {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS);
      request.result.createObjectStore(RECORDS);
    };
    opening = answer(request).then((database) => {
      // Another tab forgets everything: it must not wait for this one.
      database.onversionchange = () => {
        database.close();
        opening = undefined;
      };
      return database;
    });
    opening.catch(() => {
      opening = undefined;
    });
  }
  return opening;
}

/** Does something with one object store and waits until it is done for good. */
async function within(store, mode, act) {
  const transaction = (await open()).transaction(store, mode);
  const end = finished(transaction);
  // A refused request rejects first; that its transaction then ends as well is nothing new.
  end.catch(() => undefined);
  const result = await answer(act(transaction.objectStore(store)));
  await end;
  return result;
}

const keyOf = (account) => within(KEYS, "readonly", (keys) => keys.get(account));
/** Every record of an account whose name begins so. */
const beginning = (account, prefix) => IDBKeyRange.bound([account, prefix], [account, `${prefix}\uffff`]);
/** A sealed record opens only under the name it was kept by. */
const cipher = (account, name, iv) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${account} ${name}`) });

async function makeKey(account) {
  if (!(await keyOf(account))) {
    const fresh = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    // Another tab may have been quicker: its key stays.
    await within(KEYS, "readwrite", (keys) => keys.add(fresh, account)).catch(async (why) => {
      if (!(await keyOf(account))) {
        throw why;
      }
    });
  }
}

/** Has the worker keep the application's files, as soon as they can be downloaded. */
function registerWorker() {
  if (!navigator.onLine) {
    addEventListener("online", registerWorker, { once: true });
    return;
  }
  navigator.serviceWorker?.register("/service-worker.js").catch(() => undefined);
  // The worker has not seen this page being made: it learns its language here.
  globalThis.caches
    ?.open(MEMORY)
    .then((memory) => memory.put("/language", new Response(document.documentElement.lang)))
    .catch(() => undefined);
}

/** Makes the account's place on this device, and takes over copies of before. */
export async function begin(account) {
  // Whatever is to be kept from now on waits for the key.
  const key = lastWrite.then(() => makeKey(account));
  lastWrite = key.catch((why) => without.set(account, why));
  await key;
  without.delete(account);
  for (const old of Object.keys(localStorage).filter((name) => name.startsWith(`${OLD_COPY}${account}:`))) {
    await put(account, `copy/${old.slice(OLD_COPY.length + account.length + 1)}`, localStorage.getItem(old));
    localStorage.removeItem(old);
  }
  setTimeout(registerWorker, LATER);
}

/** Keeps a text or a file; without effect for an account that has not begun here. */
export function put(account, name, value) {
  const write = async () => {
    const key = forgotten ? undefined : await keyOf(account);
    if (!key) {
      if (!forgotten && without.has(account)) {
        throw without.get(account);
      }
      return;
    }
    const bytes = typeof value === "string" ? new TextEncoder().encode(value) : await value.arrayBuffer();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(cipher(account, name, iv), key, bytes);
    await within(RECORDS, "readwrite", (records) => records.put({ iv, sealed }, [account, name]));
  };
  const mine = lastWrite.then(write);
  lastWrite = mine.catch(() => undefined);
  return mine;
}

async function bytesOf(account, name) {
  await lastWrite;
  const [key, record] = [await keyOf(account), await within(RECORDS, "readonly", (records) => records.get([account, name]))];
  return key && record && crypto.subtle.decrypt(cipher(account, name, record.iv), key, record.sealed);
}

/** The text under a name; `undefined` when there is none. */
export async function get(account, name) {
  const bytes = await bytesOf(account, name);
  return bytes && new TextDecoder().decode(bytes);
}

/** The file under a name, called so and of this type. */
export async function file(account, name, called, type) {
  const bytes = await bytesOf(account, name);
  return bytes && new File([bytes], called, { type });
}

/** The names that begin so. */
export async function names(account, prefix) {
  await lastWrite;
  const keys = await within(RECORDS, "readonly", (records) => records.getAllKeys(beginning(account, prefix)));
  return keys.map(([, name]) => name);
}

/** Removes every record whose name begins so. */
export function remove(account, prefix) {
  const mine = lastWrite.then(() => within(RECORDS, "readwrite", (records) => records.delete(beginning(account, prefix))));
  lastWrite = mine.catch(() => undefined);
  return mine;
}

/** Sets or removes a mark that every page may read at once; it says that something is there, not what. */
export async function mark(name, set) {
  if (!set) {
    localStorage.removeItem(name);
  } else if (!forgotten) {
    localStorage.setItem(name, "1");
  }
}

/** Notices while no page is open: a function of push.js, whose address the build puts in as PUSH. */
export const push = async (act, key) => (await import(PUSH))[act](key);

/** Nobody is told on this device any more. The network may be away: the server gives a device up by itself when it is gone. */
async function takeNoPushes() {
  const registration = await navigator.serviceWorker?.getRegistration();
  const subscription = await registration?.pushManager?.getSubscription();
  await subscription?.unsubscribe();
  for (const notification of (await registration?.getNotifications?.()) ?? []) {
    notification.close();
  }
}

/**
 * Removes everything of everybody, in every tab: records, keys, pushes, and what the portal has in the other stores. With
 * `choices` also how the pages look. The files of the application stay: they are the same for everybody.
 */
export async function forget(choices) {
  forgotten = true;
  channel?.postMessage("forget");
  await lastWrite;
  await takeNoPushes().catch(() => undefined);
  (await opening?.catch(() => undefined))?.close();
  opening = undefined;
  await answer(indexedDB.deleteDatabase(DATABASE));
  for (const name of Object.keys(localStorage).filter((name) => choices || name.startsWith(PREFIX))) {
    localStorage.removeItem(name);
  }
  sessionStorage.clear();
}
