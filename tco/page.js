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
  let first = null;
  let failures = 0;
  const look = async () => {
    let instance = null;
    try {
      const answer = await fetch("/_tco/instance", { cache: "no-store" });
      if (!answer.ok) return;
      instance = await answer.text();
      if (!/^[0-9a-f]{16}$/.test(instance)) return;
      failures = 0;
    } catch {
      failures += 1;
    }
    const note = document.getElementById("tco-offline");
    if (note) note.hidden = failures < 2;
    if (!instance) return;
    if (first && instance !== first) {
      const address = new URL(location.href);
      address.searchParams.set("returned", "1");
      location.replace(address);
    }
    first = first || instance;
  };
  look();
  setInterval(look, SECONDS * 1000);
}
