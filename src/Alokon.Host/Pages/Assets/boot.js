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
