// Puts one element of Elsa Studio on the page and tells it where it is. Studio itself is unchanged.
"use strict";

(() => {
  const host = document.getElementById("studio");
  if (!host) return;
  const { element: tag, files, tokenHeader, token, definitionId, instanceId } = host.dataset;

  // Dates as they are written here; Studio reads this before it starts.
  localStorage.setItem("BlazorCulture", "id-ID");

  // Studio draws it as an inline script, which the page's policy refuses in any other version than the one it knows.
  window.editorHotkeys ??= { register() {}, dispose() {} };

  // Relative to the page Monaco's parts would have no version in their address.
  window.require?.config?.({ paths: { vs: `${files}_content/BlazorMonaco/lib/monaco-editor/min/vs` } });

  const open = (path) => location.assign(path);
  const definition = (id) => `/desainer/${encodeURIComponent(id)}`;
  const instance = (id) => `/desainer/kasus/${encodeURIComponent(id)}`;
  const asked = {
    editWorkflowDefinition: (id) => open(definition(id)),
    viewWorkflowInstance: (id) => open(instance(id)),
    workflowDefinitionExecuted: (id) => open(instance(id)),
  };

  // Some of Studio's own links go to addresses of its other host, as if it had a router here.
  for (const way of ["pushState", "replaceState"]) {
    const plain = history[way].bind(history);
    history[way] = (state, title, url) => {
      const [, kind, id] = /\/?workflows\/(definitions|instances)\/([^/]+)\/(?:edit|view)/.exec(url ?? "") ?? [];
      return kind ? open(kind === "definitions" ? definition(decodeURIComponent(id)) : instance(decodeURIComponent(id))) : plain(state, title, url);
    };
  }

  // Studio has badges for what ran and what waits; whether a step is late only our answer knows.
  const marks = new Map();
  const draw = () => {
    for (const [id, { alokonState, alokonClock }] of marks) {
      const node = document.getElementById(`activity-${id}`);
      if (!node || (node.dataset.alokonState === alokonState && (node.dataset.alokonClock ?? null) === alokonClock)) continue;
      node.dataset.alokonState = alokonState;
      if (alokonClock) node.dataset.alokonClock = alokonClock;
      else delete node.dataset.alokonClock;
    }
  };
  if (instanceId) {
    const ask = window.fetch;
    window.fetch = async (input, init) => {
      const answer = await ask(input, init);
      if (answer.ok && new URL(input instanceof Request ? input.url : input, location.href).pathname === "/elsa/api/activity-executions/report") {
        const { stats } = await answer.clone().json();
        for (const { activityId, metadata } of stats) marks.set(activityId, metadata);
        draw();
      }
      return answer;
    };
    // The whole of the SOP first: where the case stands may be far from where the drawing begins.
    let fitted = false;
    const fit = () => {
      const button = host.querySelector('.mud-toolbar button:has(path[d*="M6,16h12V8H6V16z"])');
      if (fitted || !button || !host.querySelector(".x6-node elsa-activity-wrapper > *")) return;
      fitted = true;
      setTimeout(() => button.click(), 500);
    };
    new MutationObserver(() => { draw(); fit(); }).observe(host, { childList: true, subtree: true });
  }

  const place = () => {
    const studio = document.createElement(tag);
    studio.setAttribute("remote-endpoint", `${location.origin}/elsa/api`);
    // Studio sends its tenant with every call: here that is the anti-forgery token.
    studio.setAttribute("tenant-id", token);
    studio.setAttribute("tenant-id-header-name", tokenHeader);
    if (definitionId) studio.setAttribute("definition-id", definitionId);
    if (instanceId) studio.setAttribute("instance-id", instanceId);
    host.append(studio);
    new MutationObserver((_, watching) => {
      if (!studio.childElementCount) return;
      watching.disconnect();
      host.querySelector(".studio-wait")?.remove();
    }).observe(studio, { childList: true });
    // Set earlier they are ignored.
    customElements.whenDefined(tag).then(() => Object.assign(studio, asked));
  };

  document.addEventListener("DOMContentLoaded", () => {
    place();
    // Under the address with the version the browser may keep every part for good.
    Blazor.start({ loadBootResource: (_, name) => `${files}_framework/${name}` });
  });
})();
