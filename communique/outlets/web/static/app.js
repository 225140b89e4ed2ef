// What pages do more with a script: the theme's button, values shown beside the text, the keys of the review queue.
"use strict";

const dark = () => (document.documentElement.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function themeButton() {
  const button = document.querySelector("[data-theme-button]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = dark() ? "light" : "dark";
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem("theme", next); } catch (error) { /* it holds for this page */ }
  });
}

// -- the text of a report: what was read, shown at the words ---------------------------------------------------------

function readingText() {
  const text = document.querySelector(".reading .text");
  if (!text) return;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.id = "tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;

  const cards = (mark) => mark.dataset.cards.trim().split(/\s+/).map((key) => document.getElementById(`card-${key}`)).filter(Boolean);

  function hide() {
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    cards(shown).forEach((card) => card.classList.remove("lit"));
    shown = null;
    tip.hidden = true;
  }

  function show(mark) {
    if (mark === shown) return;
    hide();
    shown = mark;
    tip.replaceChildren();
    for (const card of cards(mark)) {
      card.classList.add("lit");
      const part = document.createElement("div");
      const heading = document.createElement("strong");
      const title = card.querySelector("h3") || card.querySelector("a");
      heading.textContent = title ? title.textContent : "";
      part.append(heading);
      const rows = [...card.querySelectorAll("dl > div")].slice(0, 5);
      for (const row of rows) {
        const line = document.createElement("div");
        line.textContent = `${row.querySelector("dt").textContent}: ${row.querySelector("dd").textContent}`;
        part.append(line);
      }
      const meta = rows.length ? null : card.querySelector(".meta");
      if (meta) { const line = document.createElement("div"); line.textContent = meta.textContent; part.append(line); }
      tip.append(part);
    }
    mark.removeAttribute("title");
    mark.setAttribute("aria-describedby", "tip");
    tip.hidden = false;
    const box = mark.getClientRects()[0] || mark.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8));
    const below = box.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.setProperty("left", `${left + scrollX}px`);
    tip.style.setProperty("top", `${(below ? box.bottom + 6 : box.top - tip.offsetHeight - 6) + scrollY}px`);
  }

  const markAt = (event) => event.target.closest && event.target.closest("a.m");
  text.addEventListener("mouseover", (event) => { const mark = markAt(event); if (mark) show(mark); });
  text.addEventListener("mouseleave", hide);
  text.addEventListener("focusin", (event) => { const mark = markAt(event); if (mark) show(mark); });
  text.addEventListener("focusout", hide);
  text.addEventListener("click", (event) => {
    const mark = markAt(event);
    if (!mark) return;
    const card = document.getElementById(mark.hash.slice(1));
    if (!card) return;
    event.preventDefault();
    hide();
    card.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    card.focus({ preventScroll: true });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // From a quote back to its place in the text.
  let at = 0;
  const starts = [...text.childNodes].map((node) => { const start = at; at += [...node.textContent].length; return [start, node]; });
  document.querySelectorAll("a.quote-link").forEach((link) => link.addEventListener("click", (event) => {
    const found = starts.filter(([start, node]) => start <= Number(link.dataset.start) && node.nodeType === 1).pop();
    if (!found) return;
    event.preventDefault();
    found[1].scrollIntoView({ block: "center" });
    found[1].focus({ preventScroll: true });
  }));
}

// -- the review queue by keys ---------------------------------------------------------------------------------------

function queue() {
  const list = document.querySelector("[data-queue]");
  if (!list) return;
  const open = () => [...list.children].filter((one) => one.querySelector("form"));
  const current = () => list.querySelector("li.now") || open()[0];
  function go(one) {
    if (!one) return;
    list.querySelectorAll("li.now").forEach((old) => old.classList.remove("now"));
    one.classList.add("now");
    one.focus({ preventScroll: true });
    one.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const all = [...list.children];
    const now = current();
    const at = all.indexOf(now);
    const within = (key) => now && now.querySelector(`[data-key="${key}"]`);
    const actions = {
      j: () => go(all[at + 1] || now), k: () => go(all[at - 1] || now), a: () => within("a") && within("a").click(),
      r: () => within("r") && within("r").click(), c: () => within("c") && within("c").focus(), o: () => now && (location.href = now.dataset.url),
    };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });
  document.body.addEventListener("htmx:afterSwap", () => {
    const now = list.querySelector("li.now");
    if (now && !now.querySelector("form")) {
      now.classList.add("done");
      go(open().find((one) => now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) || open()[0] || now);
    }
  });
  list.addEventListener("focusin", (event) => {
    const one = event.target.closest("li");
    if (one) { list.querySelectorAll("li.now").forEach((old) => old.classList.remove("now")); one.classList.add("now"); }
  });
  if (open()[0]) open()[0].classList.add("now");
}

// -- small things ---------------------------------------------------------------------------------------------------

function pasting() {
  const form = document.querySelector("form.paste");
  if (form) form.addEventListener("submit", () => { form.querySelector(".waiting").textContent = "Reading …"; });
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let one = target; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
}

// On a narrow screen the facets begin closed: what was found comes first.
function facets() {
  if (innerWidth < 800) document.querySelectorAll(".facets details").forEach((one) => { one.open = false; });
}

themeButton();
readingText();
queue();
pasting();
openTarget();
facets();
document.body.addEventListener("htmx:afterSettle", (event) => { if (event.target.id === "results") facets(); });
