// The network: who met whom, laid out by forces; the layout is computed at once, nothing moves.
"use strict";

const MOST_NARROW = 28;  // more names do not fit on a phone

(async () => {
  const box = document.getElementById("network");
  if (!box) return;
  const data = await fetch(box.dataset.source).then((answer) => answer.json());
  const width = Math.max(360, Math.min(960, box.clientWidth)), narrow = width < 600, height = narrow ? Math.round(width * 1.9) : 560, ns = "http://www.w3.org/2000/svg";
  const make = (name, values, parent) => {
    const one = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(values)) one.setAttribute(key, value);
    if (parent) parent.append(one);
    return one;
  };
  if (!data.nodes.length) {
    const empty = document.createElement("p");
    empty.className = "empty";
    empty.textContent = "No meeting of two or more parties was asked for that the record knows.";
    box.replaceChildren(empty);
    return;
  }
  if (narrow) {
    data.nodes = data.nodes.slice(0, MOST_NARROW);
    const kept = new Set(data.nodes.map((node) => node.id));
    data.links = data.links.filter((link) => kept.has(link.source) && kept.has(link.target));
  }
  const most = Math.max(1, ...data.nodes.map((node) => node.number)), thickest = Math.max(1, ...data.links.map((link) => link.number));
  const margin = narrow ? 44 : 60;
  const radius = (node) => 5 + (narrow ? 9 : 15) * Math.sqrt(node.number / most);
  const nodes = data.nodes.map((node) => ({ ...node })), links = data.links.map((link) => ({ ...link }));
  const forces = d3.forceSimulation(nodes)
    .force("links", d3.forceLink(links).id((node) => node.id).distance((link) => (narrow ? 70 : 110) - (narrow ? 20 : 40) * link.number / thickest).strength(0.5))
    .force("apart", d3.forceManyBody().strength(narrow ? -150 : -340))
    .force("room", d3.forceCollide((node) => radius(node) + 16))
    .force("x", d3.forceX(width / 2).strength(narrow ? 0.14 : 0.07))
    .force("y", d3.forceY(height / 2).strength(narrow ? 0.05 : 0.14))
    .stop();
  for (let step = 0; step < 320; step += 1) {
    forces.tick();
    for (const node of nodes) {
      node.x = Math.max(margin, Math.min(width - margin, node.x));
      node.y = Math.max(28, Math.min(height - 30, node.y));
    }
  }
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Network of meetings" });
  for (const link of links) {
    const line = make("line", {
      class: "link", x1: link.source.x.toFixed(1), y1: link.source.y.toFixed(1), x2: link.target.x.toFixed(1), y2: link.target.y.toFixed(1),
      "stroke-width": (1 + 5 * link.number / thickest).toFixed(1), "data-ends": `${link.source.id} ${link.target.id}`,
    }, svg);
    make("title", {}, line).textContent = `${link.source.name} – ${link.target.name}: ${link.number}`;
  }
  for (const node of nodes) {
    const anchor = make("a", { href: node.url, class: "node", "aria-label": `${node.name}: ${node.number} meetings` }, svg);
    make("title", {}, anchor).textContent = `${node.name}: ${node.number} meetings`;
    make("circle", { cx: node.x.toFixed(1), cy: node.y.toFixed(1), r: radius(node).toFixed(1) }, anchor);
    const half = Math.min(width / 2, node.name.length * 3.4 + 4), middle = Math.max(half, Math.min(width - half, node.x));
    make("text", { x: middle.toFixed(1), y: (node.y + radius(node) + 13).toFixed(1) }, anchor).textContent = node.name;
    const light = (on) => svg.querySelectorAll(".link").forEach((line) => {
      if (line.dataset.ends.split(" ").includes(node.id)) line.classList.toggle("lit", on);
    });
    anchor.addEventListener("mouseenter", () => light(true));
    anchor.addEventListener("mouseleave", () => light(false));
    anchor.addEventListener("focus", () => light(true));
    anchor.addEventListener("blur", () => light(false));
  }
  box.replaceChildren(svg);
})();
