// The page is whole without this: it finds plans, shows an outcome beside the matrix, and moves with the arrow keys.
(() => {
  "use strict";
  const all = (query, within = document) => [...within.querySelectorAll(query)];
  const rows = all(".matrix tbody tr");

  // Finding plans by what their own part of the page says at its top.
  const find = document.getElementById("find");
  if (find && rows.length > 0) {
    find.parentElement.hidden = false;
    const articles = new Map(all(".plan").map((plan) => [plan.dataset.plan, plan]));
    const words = (row) => {
      const facts = articles.get(row.dataset.plan)?.querySelector(".facts");
      return `${row.cells[0].textContent} ${facts ? facts.textContent : ""}`.toLowerCase();
    };
    const known = rows.map((row) => [row, articles.get(row.dataset.plan), words(row)]);
    find.addEventListener("input", () => {
      const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, plan, said] of known) {
        const hit = wanted.every((word) => said.includes(word));
        row.hidden = !hit;
        if (plan) plan.hidden = !hit;
        shown += hit ? 1 : 0;
      }
      document.getElementById("found").textContent = wanted.length ? `${shown} of ${known.length} plans shown` : "";
    });
  }

  // An outcome, with why it is expected, beside the table it was chosen from.
  const aside = document.getElementById("aside");
  const body = document.getElementById("aside-body");
  const copied = (element) => {
    const copy = element.cloneNode(true);
    for (const inner of [copy, ...all("[id]", copy)]) inner.removeAttribute("id");
    for (const inner of [copy, ...all("[aria-labelledby]", copy)]) inner.removeAttribute("aria-labelledby");
    return copy;
  };
  const open = (link) => {
    const outcome = document.getElementById(link.getAttribute("href").slice(1));
    if (!outcome || !aside.showModal) return false;
    const plan = outcome.closest(".plan").querySelector("h3");
    const code = outcome.querySelector("a.code");
    const title = document.createElement("h3");
    title.textContent = plan.textContent;
    body.replaceChildren(title, copied(outcome));
    const card = document.getElementById(code.getAttribute("href").slice(1));
    if (card && !outcome.querySelector(".cites")) {
      const why = copied(card);
      all("h4, .counts", why).forEach((known) => known.remove());
      body.append(why);
    }
    all("a.code", body).forEach((inner) => inner.replaceWith(inner.textContent));
    const whole = document.createElement("a");
    whole.href = link.getAttribute("href");
    whole.textContent = "Go to this place on the page";
    whole.addEventListener("click", () => aside.close());
    body.append(whole);
    aside.setAttribute("aria-label", `${code.textContent}, ${plan.textContent}`);
    aside.showModal();
    aside.scrollTop = 0;
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".matrix a.v, .side a.v");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && open(link)) event.preventDefault();
    if (event.target === aside) aside.close();
  });

  // One stop for the Tab key in the matrix, and arrow keys inside it: thousands of signs are too many to tab through.
  const matrix = document.querySelector(".matrix tbody");
  if (matrix) {
    all(".keys").forEach((keys) => (keys.hidden = false));
    const links = all("a.v", matrix);
    links.slice(1).forEach((link) => (link.tabIndex = -1));
    const to = (from, link) => {
      from.tabIndex = -1;
      link.tabIndex = 0;
      link.focus();
    };
    const step = (cell, down, right) => {
      for (let row = cell.parentElement, at = cell.cellIndex; ; ) {
        if (right) at += right;
        else do row = down > 0 ? row.nextElementSibling : row.previousElementSibling; while (row && row.hidden);
        const link = row && row.cells[at] ? row.cells[at].querySelector("a.v") : null;
        if (!row || !row.cells[at]) return null;
        if (link && link.offsetParent) return link;
      }
    };
    const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] };
    matrix.addEventListener("keydown", (event) => {
      const link = event.target.closest("a.v");
      const move = moves[event.key];
      if (!link || !move) return;
      event.preventDefault();
      const next = step(link.closest("td"), ...move);
      if (next) to(link, next);
    });
  }
})();
