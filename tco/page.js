// Links that open within the page, and what a visitor is told when the server is gone or came back anew.
if (!window.tcoPage) {
  window.tcoPage = true;

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

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("a.tco-copy");
    if (!button) return;
    event.preventDefault();
    const text = document.querySelector(button.getAttribute("href")).textContent;
    navigator.clipboard.writeText(text).then(() => { button.textContent = button.dataset.done; });
  });

  document.addEventListener("click", (event) => {
    if (!(event.target.closest && event.target.closest("a.tco-print"))) return;
    event.preventDefault();
    window.print();
  });

  // A server that was started anew knows the draft, not the session: the page is opened again from the draft.
  const SECONDS = 3;
  const PATIENCE = 2;
  let first = null;
  let failures = 0;
  const instance = async () => {
    const signal = AbortSignal.timeout(PATIENCE * 1000); // a server that hangs is gone as well
    const answer = await fetch(new URL("_tco/instance", location.href), { cache: "no-store", signal });
    const text = answer.ok ? await answer.text() : "";
    return /^[0-9a-f]{16}$/.test(text) ? text : null;
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
    if (now && first && now !== first) {
      const address = new URL(location.href);
      address.searchParams.set("returned", "1");
      location.replace(address);
      return;
    }
    first = first || now;
    setTimeout(look, failures ? 1000 : SECONDS * 1000);
  };
  look();
}
