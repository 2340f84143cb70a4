// Elsa Studio 3.8.2 speaks English only. What it draws is read as it appears and put into Indonesian, label by label; what a person wrote is left alone,
// even where it says the same as a label.
"use strict";

(() => {
  const host = document.getElementById("studio");
  const words = window.alokonStudioWords;
  if (!host || !words) return;

  // ---- what people wrote ----
  const NOT_OURS = [
    "[data-cell-id]", // the boxes of the diagram, with the names of steps and outcomes
    ".monaco-editor",
    "input", "textarea", "script", "style", "pre", "code",
    ".mud-chip", // values that somebody typed
    ".mud-table-root:has(thead) td", // rows of a list
    ".alokon-user",
  ].join(",");
  // In the small tables of facts the first cell is a label, and the second a value, ours only where it is a state.
  const STATES = new Set(["Published", "Draft", "Yes", "No", "Running", "Finished", "Executing", "Suspended", "Faulted", "Cancelled", "Pending"]);
  const STATE_OF = new Set(["Status", "Sub status", "Readonly", "Is array"]);
  const labels = new WeakMap(); // cell -> what it said before it was translated
  const written = new Set([...(host.dataset.definitionName ? [host.dataset.definitionName] : [])]);

  const isWritten = (element, text) => {
    if (STATES.has(text) && element.closest('td[data-label="SubStatus"]')) return false; // the state of a case in the list
    if (element.closest(NOT_OURS)) return true;
    const cell = element.closest("td");
    if (cell && cell.cellIndex > 0) {
      const first = cell.parentElement.cells[0];
      return !(STATES.has(text) && STATE_OF.has(labels.get(first) ?? first.textContent.trim()));
    }
    // The name of the definition on its tab, names of papers and officers among the choices of a field.
    return written.has(text) && !!element.closest(".mud-tab,.mud-breadcrumb-item,.mud-checkbox,.mud-list-item,.mud-select,.mud-typography");
  };

  const inIndonesian = (text) => {
    const found = Object.hasOwn(words.exact, text) ? words.exact[text] : undefined;
    if (found !== undefined) return found;
    const [pattern, sentence] = words.sentences.find(([pattern]) => pattern.test(text)) ?? [];
    return pattern ? text.replace(pattern, sentence) : undefined;
  };

  const readText = (node) => {
    const text = node.nodeValue.trim();
    const element = node.parentElement;
    if (!text || !element) return;
    // A field that must be filled has its label with a star.
    const [, plain, star] = /^(.*?)(\*?)$/s.exec(text);
    const said = inIndonesian(plain);
    if (said === undefined || said === plain || isWritten(element, plain)) return;
    const cell = element.closest("td");
    if (cell) labels.set(cell, plain);
    node.nodeValue = node.nodeValue.replace(text, () => said + star);
  };

  const ATTRIBUTES = ["placeholder", "title", "aria-label"];
  const readAttributes = (element) => {
    if (element.closest("[data-cell-id],.monaco-editor")) return;
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      const said = text && inIndonesian(text);
      if (said && said !== text) element.setAttribute(name, said);
    }
  };

  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return readText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".monaco-editor")) return;
    readAttributes(node);
    for (const element of node.querySelectorAll("[placeholder],[title],[aria-label]")) readAttributes(element);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) readText(texts.currentNode);
  };

  // ---- what the server says of the definition: what is a person's word, and what the time standards are called ----
  const standards = new Map();
  const learn = (node) => {
    if (!node || typeof node !== "object") return;
    if (typeof node.standardText === "string" && node.id) standards.set(node.id, node.standardText);
    for (const [name, value] of Object.entries(node)) {
      if (typeof value !== "string") learn(value);
      else if (["name", "displayText", "text", "label", "description"].includes(name)) written.add(value);
    }
  };
  const choices = (descriptors) => {
    for (const { inputs } of descriptors?.items ?? []) {
      for (const { uiSpecifications: said } of inputs ?? []) {
        for (const { text } of said?.dropdown?.selectList?.items ?? said?.checklist?.checkList?.items ?? []) written.add(text);
      }
    }
  };
  const send = window.fetch;
  window.fetch = async (input, init) => {
    const answer = await send(input, init);
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    const isDefinition = pathname.startsWith("/elsa/api/workflow-definitions");
    if (answer.ok && (isDefinition || pathname === "/elsa/api/descriptors/activities")) {
      const json = await answer.clone().json().catch(() => null);
      if (isDefinition) learn(json); else choices(json);
      setTimeout(showStandard);
    }
    return answer;
  };

  // Studio keeps what it was given when the diagram was opened; the wording of the saved standard is shown as soon as it is known.
  const showStandard = () => {
    const selected = host.querySelector(".x6-node-selected[data-cell-id]")?.dataset.cellId;
    const wording = selected && standards.get(selected);
    const field = [...host.querySelectorAll(".mud-input-control label")].find((label) => label.textContent.trim() === "Tertulis di SOP")?.closest(".mud-input-control")?.querySelector("input");
    if (wording && field && field.value !== wording) field.value = wording;
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "characterData") readText(target);
      else if (type === "attributes") readAttributes(target);
      else addedNodes.forEach(read);
    }
    showStandard();
  }).observe(host, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
})();
