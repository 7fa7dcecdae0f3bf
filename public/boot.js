/*
 * Starts the application, and says so in plain words when that is impossible.
 *
 * Loaded by every page as <script src="…" data-js="…" data-wasm="…" defer>. It must work in browsers that are too old
 * for the application, so: no modules, no syntax that esbuild cannot bring down to 2018, nothing inline.
 * It only ever touches #boot-problem; what the server put on the page stays readable.
 *
 * What the application gets from it, as `window.motcua`:
 *   fail(message)  the application met a bug and cannot go on; `message` is for the support desk
 *   chunk(url)     fetches a part that is loaded later; waits for the network instead of giving up
 *   device()       the module that keeps drafts on this device (device.js, whose address the build puts in as DEVICE)
 *   handOver(old, root)  puts the application in the place of the server's page; pages of questions bring their own (early.js)
 */
(() => {
  const TEXTS = {
    vi: {
      browser: {
        title: "Trình duyệt này quá cũ để mở trang đầy đủ",
        text: "Bạn vẫn đọc được nội dung bên dưới. Để nộp và theo dõi hồ sơ, bạn hãy cập nhật trình duyệt, hoặc mở trang này bằng bản mới của Chrome, Firefox, Safari, Edge hay Cốc Cốc.",
      },
      start: {
        title: "Chưa tải được trang",
        text: "Mạng có thể đang chậm hoặc bị ngắt. Những gì bạn đã nhập trước đó vẫn còn trên thiết bị này.",
        action: "Thử lại",
      },
      part: {
        title: "Chưa tải được phần này của trang",
        text: "Mạng có thể đang chậm hoặc bị ngắt. Những gì bạn đã nhập vẫn còn trên thiết bị này. Trang sẽ tự tải tiếp khi có mạng lại.",
        action: "Thử lại",
      },
      release: {
        title: "Trang vừa có bản mới",
        text: "Bạn hãy tải lại trang để tiếp tục. Những gì bạn đã nhập vẫn còn trên thiết bị này.",
        action: "Tải lại trang",
      },
      crash: {
        title: "Trang gặp sự cố và không chạy tiếp được",
        text: "Đây là lỗi của hệ thống, không phải do bạn. Những gì bạn đã nhập vẫn còn trên thiết bị này. Bạn hãy tải lại trang để làm tiếp.",
        action: "Tải lại trang",
      },
      detail: "Chi tiết cho bộ phận hỗ trợ",
    },
    en: {
      browser: {
        title: "This browser is too old to open the full page",
        text: "You can still read what is below. To file and follow an application, update the browser, or open this page in a current Chrome, Firefox, Safari, Edge or Cốc Cốc.",
      },
      start: {
        title: "The page has not loaded yet",
        text: "The network may be slow or interrupted. What you typed before is still on this device.",
        action: "Try again",
      },
      part: {
        title: "This part of the page has not loaded yet",
        text: "The network may be slow or interrupted. What you typed is still on this device. The page goes on by itself when the network is back.",
        action: "Try again",
      },
      release: {
        title: "There is a new version of this page",
        text: "Reload the page to continue. What you typed is still on this device.",
        action: "Reload the page",
      },
      crash: {
        title: "The page met a problem and cannot continue",
        text: "This is our mistake, not yours. What you typed is still on this device. Reload the page to go on.",
        action: "Reload the page",
      },
      detail: "Details for the support desk",
    },
  };

  // The person's switches (frontend/src/ui/display.rs), before anything is painted in other colours.
  for (const attribute of ["data-theme", "data-text", "data-contrast"]) {
    try {
      const value = localStorage.getItem(attribute);
      if (value && /^[a-z]+$/.test(value)) {
        document.documentElement.setAttribute(attribute, value);
      }
    } catch {
      // No storage here: the page looks as the device is set.
    }
  }

  /** Problems that only a reload ends: nothing may replace their message. */
  const FINAL = ["browser", "release", "crash"];

  const script = document.currentScript;
  /** Of a page that can be typed into already (early.js). */
  const early = window.motcua || { handOver: (old, root) => old.replaceWith(root), ready: () => {}, never: () => {} };
  let shown = null;
  /** Everybody who waits for another try. */
  let waiting = [];

  /** The place for messages; made anew if the page has lost it. */
  function place() {
    let found = document.getElementById("boot-problem");
    if (!found) {
      found = document.createElement("div");
      found.id = "boot-problem";
      found.className = "boot-problem";
      found.setAttribute("role", "alert");
      document.body.prepend(found);
    }
    return found;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  }

  /** Shows one of TEXTS. `detail` is for the support desk, `act` for the button. */
  function show(problem, act, detail) {
    if (shown === problem || FINAL.includes(shown)) {
      return;
    }
    shown = problem;
    if (problem === "browser") {
      early.never();
    }
    const language = document.documentElement.lang.startsWith("en") ? "en" : "vi";
    const { title, text, action } = TEXTS[language][problem];
    const bar = place();
    bar.replaceChildren();
    // Visible first: a screen reader announces what is added to an alert it can see.
    bar.hidden = false;
    bar.append(element("p", "boot-problem__title", title), element("p", "boot-problem__text", text));
    if (action) {
      const button = element("button", "boot-problem__button", action);
      button.type = "button";
      button.addEventListener("click", act);
      bar.append(button);
    }
    if (detail) {
      const box = element("details", "boot-problem__detail", "");
      box.append(element("summary", "boot-problem__summary", TEXTS[language].detail), element("pre", "boot-problem__message", detail));
      bar.append(box);
    }
  }

  const reload = () => location.reload();
  const fail = (message) => show("crash", reload, String(message));

  function tryAgain() {
    if (!FINAL.includes(shown)) {
      shown = null;
      place().hidden = true;
    }
    for (const go of waiting.splice(0)) {
      go();
    }
  }

  /** Shows the problem and waits until the person, or the returning network, asks for another try. */
  function nextTry(problem) {
    show(problem, tryAgain);
    return new Promise((resolve) => waiting.push(resolve));
  }

  /** A file that is gone belongs to a release that is gone. */
  class Gone extends Error {}

  async function download(url) {
    const response = await fetch(url);
    if (response.status === 404 || response.status === 410) {
      throw new Gone(String(url));
    }
    if (!response.ok) {
      throw new Error(`${response.status} ${url}`);
    }
    return response;
  }

  async function chunk(url) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const response = await download(url);
        // Read to the end here: a connection that breaks half way is then still something to try again. Not as a blob:
        // one that comes from a preload fails now and then in Chromium (2 of 50 on a busy machine).
        return new Response(await response.arrayBuffer(), { headers: { "Content-Type": "application/wasm" } });
      } catch (problem) {
        if (problem instanceof Gone) {
          show("release", reload);
          return new Promise(() => {});
        }
        // Once more at once, before anybody is troubled.
        if (attempt > 0) {
          await nextTry("part");
        }
      }
    }
  }

  async function start() {
    const { js, wasm } = script.dataset;
    for (let attempt = 0; ; attempt += 1) {
      try {
        const application = download(wasm);
        // Awaited below, after the glue: until then its failure is nobody's.
        application.catch(() => {});
        // A browser may remember that a module did not load; another address makes it ask again.
        const glue = await import(attempt ? `${js}?try=${attempt}` : js);
        await glue.default({ module_or_path: await application });
        return;
      } catch (problem) {
        if (problem instanceof Gone) {
          return show("release", reload);
        }
        if (problem instanceof WebAssembly.CompileError || problem instanceof WebAssembly.LinkError) {
          return show("browser");
        }
        if (problem instanceof WebAssembly.RuntimeError) {
          return fail(problem);
        }
        console.error(problem);
        await nextTry("start");
      }
    }
  }

  window.motcua = { fail, chunk, device: () => import(DEVICE), handOver: early.handOver };

  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    show("browser");
    return;
  }

  // Where the application stops without its panic hook: out of memory, a broken chunk.
  const stopped = (problem) =>
    [WebAssembly.RuntimeError, WebAssembly.CompileError, WebAssembly.LinkError].some((kind) => problem instanceof kind);
  window.addEventListener("error", (event) => stopped(event.error) && fail(event.error));
  window.addEventListener("unhandledrejection", (event) => stopped(event.reason) && fail(event.reason));
  window.addEventListener("online", tryAgain);

  early.ready();
  start();
})();
