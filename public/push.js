/*
 * Notices on this device while no page of the portal is open (web push). Loaded through device.js by whoever is asked to switch them
 * on; the worker shows them. The Rust side is frontend/src/area/citizen/push.rs. Answers are short texts:
 *   none    this browser has no such thing
 *   home    an iPhone or iPad that has it only for pages on the home screen
 *   denied  the person has forbidden it
 *   off     could be switched on
 *   on      is switched on; `state` adds the mark by which the server's list names this device
 */

/** Letters of a mark, as in shared/src/api/reach.rs. */
const MARK = 16;

const registered = async () => (await navigator.serviceWorker.getRegistration())?.pushManager?.getSubscription();

async function markOf(endpoint) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.slice(0, MARK);
}

function possible() {
  if ("serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
    return Notification.permission === "denied" ? "denied" : "off";
  }
  const touchMac = navigator.platform === "MacIntel" && navigator.maxTouchPoints > 1;
  const onHomeScreen = matchMedia("(display-mode: standalone)").matches;
  return (/iPhone|iPad/.test(navigator.userAgent) || touchMac) && !onHomeScreen ? "home" : "none";
}

/** Browser and system in words that are the same in every language. */
function name() {
  const agent = navigator.userAgent;
  const first = (kinds) => kinds.find(([sign]) => sign.test(agent))?.[1];
  const browser = first([
    [/coc_coc/i, "Cốc Cốc"],
    [/Edg/, "Edge"],
    [/SamsungBrowser/, "Samsung Internet"],
    [/Firefox|FxiOS/, "Firefox"],
    [/Chrome|CriOS/, "Chrome"],
    [/Safari/, "Safari"],
  ]);
  const system = first([
    [/Android/, "Android"],
    [/iPhone/, "iPhone"],
    [/iPad/, "iPad"],
    [/Windows/, "Windows"],
    [/Mac OS/, "Mac"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(" · ");
}

/** How it stands. */
export async function state() {
  const how = possible();
  const subscription = how === "off" && (await registered());
  return subscription ? `on ${await markOf(subscription.endpoint)}` : how;
}

/** Asks the person and the browser; answers what the server needs, one a line, or how it stands instead. */
export async function on(key) {
  if (possible() !== "off" || (await Notification.requestPermission()) !== "granted") {
    return possible();
  }
  await navigator.serviceWorker.register("/service-worker.js");
  const { pushManager } = await navigator.serviceWorker.ready;
  // One that was made with another key is of no use any more.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  return [endpoint, keys.p256dh, keys.auth, name()].join("\n");
}

/** Gives it up. */
export async function off() {
  await (await registered())?.unsubscribe();
  return possible();
}
