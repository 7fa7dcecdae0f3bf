/*
 * Typing before the application runs: a page of questions as the server wrote it (backend/src/web/shell/questions) can be
 * filled in at once. What was typed, ticked and chosen, the focus and the caret are handed over when the application takes the
 * place; until then each change is kept for this tab, so that a reload loses nothing.
 *
 * Loaded before boot.js, by pages of questions only. It knows inputs and their ids, nothing of forms: the application's own
 * handlers take what was typed as if it had just been typed. An input never keeps a value that nobody typed.
 */
(() => {
  /** Whatever was typed on pages of this tab and not handed over yet; signing out empties the whole store. */
  const PREFIX = "motcua:early:";
  /** From this width the map of the form is open (frontend/src/form/section_map.rs). */
  const WIDE = 992;

  const form = document.querySelector("form[data-early]");
  const button = form.querySelector("button[type=submit]");
  const store = PREFIX + location.pathname;
  let pressed = false;
  let composing = false;
  /** Inputs that were filled by the clipboard or by a choice of the keyboard: the application takes a whole date apart. */
  const pasted = new Set();

  const ticks = (input) => input.type === "radio" || input.type === "checkbox";
  const now = (input) => (ticks(input) ? input.checked : input.value);
  /** What the server wrote. */
  function before(input) {
    if (ticks(input)) {
      return input.defaultChecked;
    }
    if (input.tagName === "SELECT") {
      const option = [...input.options].find((option) => option.defaultSelected) || input.options[0];
      return option ? option.value : "";
    }
    return input.defaultValue;
  }
  const put = (input, value) => {
    input[ticks(input) ? "checked" : "value"] = value;
  };

  /** What a person changed. A radio button that another one put out says nothing: the other one does. */
  const changed = () =>
    [...form.querySelectorAll("input[id], textarea[id], select[id]")].filter(
      (input) => !input.disabled && now(input) !== before(input) && !(input.type === "radio" && !input.checked),
    );

  /** Kept with what the server had then: what has been saved since, from here or elsewhere, is newer. */
  function keep(inputs) {
    try {
      if (inputs.length) {
        sessionStorage.setItem(store, JSON.stringify(inputs.map((input) => [input.id, before(input), now(input)])));
      } else {
        sessionStorage.removeItem(store);
      }
    } catch {
      // No storage here: the page itself still has it.
    }
  }

  function bringBack() {
    let kept = [];
    try {
      kept = JSON.parse(sessionStorage.getItem(store) || "[]");
    } catch {
      // Nothing that can be read.
    }
    for (const [id, was, value] of kept) {
      const input = document.getElementById(id);
      // What is typed already on this page is newer still.
      if (input && form.contains(input) && before(input) === was && now(input) === was) {
        put(input, value);
      }
    }
  }

  const tell = (input, name) => {
    const inputType = pasted.has(input.id) ? "insertFromPaste" : "insertText";
    const event = name === "input" ? new InputEvent(name, { bubbles: true, inputType }) : new Event(name, { bubbles: true });
    input.dispatchEvent(event);
  };

  /** Puts one answer into the application's input, as if the person had just given it. */
  function give(input, value) {
    put(input, value);
    if (ticks(input) || input.tagName === "SELECT") {
      return tell(input, "change");
    }
    tell(input, "input");
    // One that is still being typed is finished when it is left.
    if (document.activeElement === input) {
      input.addEventListener("blur", () => tell(input, "change"), { once: true });
    } else {
      tell(input, "change");
    }
  }

  /** Where the focus is, to find it again on the other page. */
  function place(old) {
    const active = document.activeElement;
    if (!active || active === document.body || !old.contains(active)) {
      return () => {};
    }
    // Kinds of inputs without a caret answer null.
    const [start, end, way] = [active.selectionStart, active.selectionEnd, active.selectionDirection];
    const alike = (root) => [...root.querySelectorAll(active.tagName)].find((one) => one.textContent === active.textContent);
    return (root) => {
      const found = active.id ? document.getElementById(active.id) : alike(root);
      if (!found) {
        return;
      }
      found.focus({ preventScroll: true });
      if (typeof start === "number") {
        found.setSelectionRange(start, end, way);
      }
    };
  }

  /** Questions far away have a guessed height until they are drawn (`fields--long`): those that were drawn keep theirs. */
  function heights(old) {
    const far = (page) => page.querySelectorAll(".fields--long > .field, .fields--long .repeat__row");
    const name = (one) => one.dataset.field || one.dataset.row;
    const content = (one) => {
      const { paddingBlockStart, paddingBlockEnd, borderBlockStartWidth, borderBlockEndWidth } = getComputedStyle(one);
      const around = [paddingBlockStart, paddingBlockEnd, borderBlockStartWidth, borderBlockEndWidth];
      return around.reduce((left, part) => left - parseFloat(part), one.getBoundingClientRect().height);
    };
    const known = new Map([...far(old)].map((one) => [name(one), content(one)]));
    return (root) => {
      for (const one of far(root)) {
        const height = known.get(name(one));
        if (height) {
          one.style.containIntrinsicSize = `auto ${height}px`;
        }
      }
    };
  }

  function swap(old, root) {
    const typed = changed().map((input) => [input, now(input)]);
    const opened = [...old.querySelectorAll("main details[open]")].map((one) => one.querySelector("summary").textContent);
    const focus = place(old);
    const keepHeights = heights(old);
    old.replaceWith(root);
    keepHeights(root);
    for (const details of root.querySelectorAll("main details")) {
      details.open = details.open || opened.includes(details.querySelector("summary").textContent);
    }
    focus(root);
    let fresh;
    const left = [];
    for (const [input, value] of typed) {
      const other = document.getElementById(input.id);
      if (other && other.tagName === input.tagName) {
        give(other, value);
        fresh = other.form || fresh;
      } else {
        left.push(input);
      }
    }
    // Typing has moved the caret of the input in use to its end.
    focus(root);
    // What has no place on the page that came instead, such as one that says what went wrong, waits for the next time.
    keep(left);
    if (pressed) {
      fresh = fresh || root.querySelector("form.fields");
      const again = fresh && fresh.querySelector("button[type=submit]");
      // After the frame in which the page draws what was handed over.
      requestAnimationFrame(() => again && again.click());
    }
  }

  /** Replaces the server's page by the application's; called once. In the middle of a composition (Telex, VNI) it waits. */
  function handOver(old, root) {
    if (!composing) {
      return swap(old, root);
    }
    // After the browser has put the composed letters in.
    form.addEventListener("compositionend", () => setTimeout(() => swap(old, root)), { once: true });
  }

  form.addEventListener("compositionstart", () => {
    composing = true;
  });
  form.addEventListener("compositionend", () => {
    composing = false;
  });
  for (const name of ["input", "change"]) {
    form.addEventListener(name, (event) => {
      if ((event.inputType || "").startsWith("insertFrom")) {
        pasted.add(event.target.id);
      }
      keep(changed());
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!pressed) {
      pressed = true;
      button.setAttribute("aria-disabled", "true");
      button.textContent = button.dataset.working;
    }
  });
  // Enter that ends a composition must not send the page.
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) {
      event.preventDefault();
    }
  });

  const map = document.querySelector(".form-page__map details");
  if (map) {
    map.open = innerWidth >= WIDE;
  }
  bringBack();
  window.motcua = {
    handOver,
    /** The application can start here: its page can be sent. */
    ready: () => {
      button.disabled = false;
    },
    /** It cannot. */
    never: () => {
      button.disabled = true;
    },
  };
  // The parts of the application, once everything that is needed to read and type is there and boot.js has asked for the first.
  document.addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("link[rel=later]")) {
      link.rel = link.dataset.rel;
    }
  });
})();
