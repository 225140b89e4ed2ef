// The map: places as circles on Natural Earth's land, in the Natural Earth projection's stead the equal Earth one.
"use strict";

(async () => {
  const box = document.getElementById("map");
  if (!box) return;
  const [world, data] = await Promise.all([box.dataset.world, box.dataset.source].map((url) => fetch(url).then((answer) => answer.json())));
  const width = 960, height = 470, ns = "http://www.w3.org/2000/svg";
  const make = (name, values, parent) => {
    const one = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(values)) one.setAttribute(key, value);
    if (parent) parent.append(one);
    return one;
  };
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Map of places" });
  const projection = d3.geoEqualEarth().fitExtent([[6, 6], [width - 6, height - 6]], { type: "Sphere" });
  const path = d3.geoPath(projection);
  make("path", { class: "sea", d: path({ type: "Sphere" }) }, svg);
  make("path", { class: "grid", d: path(d3.geoGraticule10()) }, svg);
  make("path", { class: "land", d: path(topojson.feature(world, world.objects.countries)) }, svg);
  make("path", { class: "borders", d: path(topojson.mesh(world, world.objects.countries, (a, b) => a !== b)) }, svg);
  const layer = make("g", {}, svg);
  const detail = document.createElement("div");
  detail.className = "detail";
  detail.setAttribute("aria-live", "polite");
  const most = Math.max(1, ...data.places.map((place) => place.number));
  for (const place of data.places) {
    const at = projection([place.lon, place.lat]);
    if (!at) continue;
    const spot = make("g", { class: "spot", tabindex: "0", role: "button", "aria-label": `${place.name}: ${place.number}` }, layer);
    make("circle", { cx: at[0].toFixed(1), cy: at[1].toFixed(1), r: (4 + 14 * Math.sqrt(place.number / most)).toFixed(1) }, spot);
    const show = () => {
      layer.querySelectorAll(".now").forEach((old) => old.classList.remove("now"));
      spot.classList.add("now");
      detail.replaceChildren();
      const heading = document.createElement("h2");
      heading.textContent = `${place.name} · ${place.number}`;
      const list = document.createElement("ul");
      for (const item of place.items) {
        const row = document.createElement("li"), link = document.createElement("a"), day = document.createElement("span");
        link.href = item.url;
        link.textContent = item.title;
        day.className = "meta";
        day.textContent = ` ${item.day}`;
        row.append(link, day);
        list.append(row);
      }
      detail.append(heading, list);
    };
    spot.addEventListener("click", show);
    spot.addEventListener("focus", show);
    spot.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(); } });
  }
  const hint = document.createElement("p");
  hint.className = "meta";
  hint.textContent = data.places.length ? "Choose a circle to see what happened there." : "Nothing asked for has a place with coordinates.";
  detail.append(hint);
  box.replaceChildren(svg, detail);
})();
