"use strict";
// Filters and sorts what is already there; the page is complete without it.
(() => {
  const tools = document.getElementById("tools");
  const rows = [...document.querySelectorAll(".findings tbody tr")];
  if (!tools || rows.length < 2) return;
  const outcomeOf = row => row.className.replace("is-", "");
  const outcomes = [...new Set(rows.map(outcomeOf))];
  const chosen = new Set();
  const search = Object.assign(document.createElement("input"), { type: "search", placeholder: "Filter by name" });
  search.setAttribute("aria-label", "Filter findings by name");
  const apply = () => {
    const words = search.value.toLowerCase();
    for (const row of rows) {
      row.hidden = (chosen.size > 0 && !chosen.has(outcomeOf(row))) || !row.textContent.toLowerCase().includes(words);
    }
    for (const table of document.querySelectorAll(".findings")) {
      table.parentElement.hidden = !table.querySelector("tbody tr:not([hidden])");
    }
  };
  for (const outcome of outcomes) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: outcome });
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (!chosen.delete(outcome)) chosen.add(outcome);
      button.setAttribute("aria-pressed", String(chosen.has(outcome)));
      apply();
    });
    tools.append(button);
  }
  search.addEventListener("input", apply);
  tools.append(search);
  const details = [...document.querySelectorAll("main details")];
  if (details.length > 0) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Open all details" });
    button.addEventListener("click", () => {
      const open = details.some(one => !one.open);
      details.forEach(one => { one.open = open; });
      button.textContent = open ? "Close all details" : "Open all details";
    });
    tools.append(button);
  }
  tools.hidden = false;

  const key = cell => {
    const text = (cell.firstChild ? cell.firstChild.textContent : "").replace(/\u2212/g, "-").replace(/,/g, "");
    const number = parseFloat(text);
    return cell.classList.contains("n") ? (Number.isNaN(number) ? -Infinity : number) : cell.textContent;
  };
  for (const table of document.querySelectorAll(".findings")) {
    const heads = [...table.querySelectorAll("thead th")];
    heads.forEach((head, column) => {
      if (head.className === "strips") return;
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach(other => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const body = table.tBodies[0];
        body.append(...[...body.rows].sort((a, b) => {
          const [x, y] = [key(a.cells[column]), key(b.cells[column])];
          return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
        }));
      });
    });
  }
  // A link to a finding beats a filter that hides it.
  addEventListener("hashchange", () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row && row.hidden) { search.value = ""; chosen.clear(); apply(); }
  });
})();
