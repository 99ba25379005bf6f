// Links that open within the page, and what a visitor is told when the server is gone or came back anew.
if (!window.tcoPage) {
  window.tcoPage = true;

  // A page that was just opened completes its address, which is no step to go back to. After Back or Forward
  // an answer to an earlier step may still come: it names its own page, which is no longer the one asked for.
  const push = history.pushState;
  let stepped = false;
  window.addEventListener("popstate", (event) => { stepped = event.isTrusted; });
  for (const act of ["pointerdown", "keydown", "click"]) {
    window.addEventListener(act, () => { stepped = false; }, true);
  }
  history.pushState = (state, unused, to) => {
    const there = new URL(to, location.href);
    const same = there.pathname === location.pathname;
    if (stepped && !same) return;
    const opened = !new URLSearchParams(location.search).has("check") || there.search === location.search;
    (opened && same ? history.replaceState : push).call(history, state, unused, to);
  };

  // Without this a link still works: it loads the page anew.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.tco-open");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTo(0, 0);
  });

  // Over plain http a browser copies for its own computer only; elsewhere the link is selected.
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("a.tco-copy");
    if (!button) return;
    event.preventDefault();
    const link = document.querySelector(button.getAttribute("href"));
    const copied = () => { button.textContent = button.dataset.done; };
    const select = () => window.getSelection().selectAllChildren(link);
    if (navigator.clipboard) navigator.clipboard.writeText(link.textContent).then(copied, select);
    else select();
  });

  document.addEventListener("click", (event) => {
    if (!(event.target.closest && event.target.closest("a.tco-print"))) return;
    event.preventDefault();
    window.print();
  });

  // Past a long table: the focus goes along, the address stays.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a.tco-skip");
    if (!link) return;
    event.preventDefault();
    document.getElementById(link.getAttribute("href").slice(1)).focus();
  });

  // A menu that was opened takes the focus, since the button that opened it is gone.
  document.addEventListener("click", (event) => {
    if (!(event.target.closest && event.target.closest('[data-testid="stExpandSidebarButton"]'))) return;
    setTimeout(() => {
      for (const each of document.querySelectorAll('[data-testid="stSidebar"] button, [data-testid="stSidebar"] a')) {
        each.focus({ preventScroll: true });
        if (document.activeElement === each) return;
      }
    }, 400);
  });

  // Streamlit names its own controls in English: they are named anew in the language of the page.
  const WRITTEN = '[data-testid="stSkipToContent"], [data-testid="stStatusWidget"] button, [data-testid="stFileUploaderDropzone"] button p';
  const MENU = 'ul[data-testid="stSidebarNavItems"]';
  const PLACE = "{name}";
  const given = new WeakMap();
  const spoken = (english) => {
    const names = window.tcoNames;
    if (names[english]) return names[english];
    const starts = (each) => each.endsWith(PLACE) && english.startsWith(each.slice(0, -PLACE.length));
    const found = Object.keys(names).find(starts);
    return found && names[found].replace(PLACE, () => english.slice(found.length - PLACE.length));
  };
  const name = (node, now, write) => {
    const before = given.get(node);
    const english = before && before.text === now ? before.english : now;
    const text = spoken(english);
    if (!text) return;
    given.set(node, { english, text });
    if (text !== now) write(text);
  };
  const nameAll = () => {
    for (const attribute of ["aria-label", "placeholder"]) {
      for (const each of document.querySelectorAll(`[${attribute}]`)) {
        name(each, each.getAttribute(attribute), (text) => each.setAttribute(attribute, text));
      }
    }
    // Its menu in a narrow window is no list as HTML has them; links within a named part need no list.
    for (const each of document.querySelectorAll(`${MENU}:not([role]), ${MENU} li:not([role])`)) {
      each.setAttribute("role", "none");
    }
    for (const each of document.querySelectorAll(WRITTEN)) {
      const written = each.firstChild;
      if (written && written.nodeType === Node.TEXT_NODE) {
        name(written, written.nodeValue, (text) => { written.nodeValue = text; });
      }
    }
  };
  // A picture that is wider than its place is pushed sideways by the keyboard too.
  const reachPictures = () => {
    for (const each of document.querySelectorAll('[class*="st-key-tco_chart"]')) {
      const figure = each.querySelector('[role="figure"]');
      const pushed = each.scrollWidth > each.clientWidth + 1;
      if (pushed === each.hasAttribute("tabindex") || !figure) continue;
      if (pushed) {
        each.tabIndex = 0;
        each.setAttribute("role", "group");
        each.setAttribute("aria-label", figure.getAttribute("aria-label").split(/[.:]/)[0]);
      } else {
        for (const attribute of ["tabindex", "role", "aria-label"]) each.removeAttribute(attribute);
      }
    }
  };
  // What is still being computed is looked for again by a button that only the page presses.
  const lookAgain = () => {
    const mark = document.querySelector(".tco-later:not([data-seen])");
    if (!mark) return;
    mark.dataset.seen = "1";
    const place = location.pathname; // a press after a link to another page would bring this one back
    let presses = 0;
    const press = () => {
      if (!mark.isConnected || location.pathname !== place) return;
      const button = document.querySelector(".st-key-tco_later button");
      const app = document.querySelector('[data-testid="stApp"]');
      presses += 1;
      if (button && presses < 3) button.click();
      else if (!sentAt && app.dataset.testScriptState === "notRunning") {
        window.dispatchEvent(new PopStateEvent("popstate")); // presses were lost: the page is asked for anew
      }
      setTimeout(press, 3000);
    };
    setTimeout(press, 1000 * mark.dataset.after);
  };
  let asked = false;
  const lookOver = () => { asked = false; nameAll(); reachPictures(); lookAgain(); };
  const whenIdle = window.requestIdleCallback || ((act) => setTimeout(act, 0)); // what is being drawn goes before
  const soon = () => {
    if (asked) return;
    asked = true;
    setTimeout(() => whenIdle(lookOver, { timeout: 300 }), 50);
  };
  new MutationObserver(soon).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label", "placeholder"],
  });
  window.addEventListener("resize", () => { soon(); setTimeout(soon, 500); });
  window.tcoRename = soon;

  // What was sent and is not answered within moments is under way: Streamlit shows so only from the first answer on.
  const MOMENT = 600;
  let sentAt = 0;
  let showing = 0;
  const heard = new WeakSet();
  const busy = (shown) => {
    const sign = document.getElementById("tco-busy");
    const offline = document.getElementById("tco-offline");
    if (sign) sign.hidden = !shown || !offline.hidden;
  };
  const answered = () => { clearTimeout(showing); sentAt = 0; busy(false); };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (content) {
    if (!heard.has(this)) {
      heard.add(this);
      this.addEventListener("message", answered);
      this.addEventListener("close", answered);
    }
    if (!sentAt) {
      sentAt = Date.now();
      showing = setTimeout(() => busy(true), MOMENT);
    }
    return send.call(this, content);
  };

  // A server that was started anew knows the draft, not the session: the page is opened again from the draft.
  const SECONDS = 3;
  const PATIENCE = 3;
  const LONGEST_ANSWER = 15000;
  let first = null;
  let failures = 0;
  const instance = async () => {
    const signal = AbortSignal.timeout(PATIENCE * 1000); // a server that hangs is gone as well
    const answer = await fetch(new URL("_tco/instance", location.href), { cache: "no-store", signal });
    const text = answer.ok ? await answer.text() : "";
    return /^[0-9a-f]{16}$/.test(text) ? text : null;
  };
  // Streamlit ends a connection for good on an error of its own; what is in the draft is opened again, but not
  // over and over.
  const OPENED_AGAIN = "tcoOpenedAgain";
  const givenUp = () => {
    const app = document.querySelector('[data-testid="stApp"]');
    if (!app || app.dataset.testConnectionState !== "DISCONNECTED_FOREVER") return false;
    if (Date.now() - Number(sessionStorage.getItem(OPENED_AGAIN)) < 60000) return false;
    sessionStorage.setItem(OPENED_AGAIN, Date.now());
    return true;
  };
  const look = async () => {
    let now = null;
    try {
      now = await instance();
      failures = 0;
    } catch {
      failures += 1;
    }
    const note = document.getElementById("tco-offline");
    if (note) note.hidden = failures < 2;
    if (failures > 1 || (now && Date.now() - sentAt > LONGEST_ANSWER)) answered();
    if (now && first && now !== first) {
      const address = new URL(location.href);
      address.searchParams.set("returned", "1");
      location.replace(address);
      return;
    }
    first = first || now;
    if (now && givenUp()) {
      location.reload();
      return;
    }
    setTimeout(look, failures ? 1000 : SECONDS * 1000);
  };
  look();
}
window.tcoRename(); // the language may be another one than before
