// Studio knows drawings for Elsa's own activities only and gives all others the same cube. The steps of an SOP get theirs, by the name that the server
// gives each (24 x 24, drawn in lines).
"use strict";

(() => {
  const host = document.getElementById("studio");
  if (!host) return;
  const CUBE = "M21,16.5C21,16.88";
  const drawings = {
    "inbox": "M4 6a2 2 0 0 1 2 -2h12a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2z M4 13h3l3 3h4l3 -3h3",
    "edit": "M4 20h4l10.5 -10.5a2.8 2.8 0 1 0 -4 -4l-10.5 10.5z M13.5 6.5l4 4",
    "search": "M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0 M21 21l-6 -6",
    "thumb-up": "M7 11v8a1 1 0 0 1 -1 1h-2a1 1 0 0 1 -1 -1v-7a1 1 0 0 1 1 -1h3a4 4 0 0 0 4 -4v-1a2 2 0 0 1 4 0v5h3a2 2 0 0 1 2 2l-1 5a2 3 0 0 1 -2 2h-7a3 3 0 0 1 -3 -3",
    "signature": "M3 17c3.6 -3.7 5.3 -6.3 5.3 -8.3c0 -3 -1.3 -2.7 -1.7 -2.7c-1 0 -2 1.5 -2 4c0 3.5 2 7 4 7c2.5 0 3 -3.5 4.5 -3.5c1 0 1 2.5 2.5 2.5c1.2 0 1.8 -1 3.4 -1",
    "truck": "M5 17a2 2 0 1 0 4 0a2 2 0 1 0 -4 0 M15 17a2 2 0 1 0 4 0a2 2 0 1 0 -4 0 M5 17h-2v-11a1 1 0 0 1 1 -1h9v12m-4 0h6m4 0h2v-6h-8m0 -5h5l3 5",
    "hand-give": "M4 12h11 M11 8l4 4l-4 4 M15 4h3a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-3",
    "list-check": "M3.5 5.5l1.5 1.5l2.5 -2.5 M3.5 11.5l1.5 1.5l2.5 -2.5 M3.5 17.5l1.5 1.5l2.5 -2.5 M11 6h9 M11 12h9 M11 18h9",
    "clipboard": "M9 5h-2a2 2 0 0 0 -2 2v12a2 2 0 0 0 2 2h10a2 2 0 0 0 2 -2v-12a2 2 0 0 0 -2 -2h-2 M9 5a2 2 0 0 1 2 -2h2a2 2 0 0 1 0 4h-2a2 2 0 0 1 -2 -2z M9 14l2 2l4 -4",
    "share": "M3 12a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M15 6a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M15 18a3 3 0 1 0 6 0a3 3 0 1 0 -6 0 M8.7 10.7l6.6 -3.4 M8.7 13.3l6.6 3.4",
    "report": "M5 4h14v17l-3 -2l-2 2l-2 -2l-2 2l-2 -2l-3 2z M9 9h6 M9 13h6",
    "archive": "M3 6a2 2 0 0 1 2 -2h14a2 2 0 0 1 0 4h-14a2 2 0 0 1 -2 -2 M5 8v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2 -2v-10 M10 12h4",
  };
  const icons = new Map(); // what an activity is called -> its drawing

  const nameOf = (path) => (path.closest(".elsa-activity")?.querySelector(".activity-type") ?? path.closest("[draggable=true]"))?.textContent.trim();
  const draw = (path) => {
    const drawing = icons.get(nameOf(path));
    if (!drawing) return;
    path.setAttribute("d", drawing);
    for (const [name, value] of [["fill", "none"], ["stroke", "currentColor"], ["stroke-width", "2"], ["stroke-linecap", "round"], ["stroke-linejoin", "round"]]) path.setAttribute(name, value);
  };
  const drawAll = () => host.querySelectorAll(`path[d^="${CUBE}"]`).forEach(draw);

  const send = window.fetch;
  window.fetch = async (input, init) => {
    const answer = await send(input, init);
    if (answer.ok && new URL(input instanceof Request ? input.url : input, location.href).pathname === "/elsa/api/descriptors/activities") {
      for (const { displayName, customProperties } of (await answer.clone().json().catch(() => null))?.items ?? []) {
        const drawing = drawings[customProperties?.["Alokon:icon"]];
        if (drawing) icons.set(displayName, drawing);
      }
      setTimeout(drawAll);
    }
    return answer;
  };
  new MutationObserver(drawAll).observe(host, { subtree: true, childList: true });
})();
