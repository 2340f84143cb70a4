// Puts one element of Elsa Studio on the page and stands between it and the server. Studio itself is unchanged.
"use strict";

(() => {
  const host = document.getElementById("studio");
  if (!host) return;
  const { element: tag, files, tokenHeader, token, definitionId, instanceId } = host.dataset;

  // Studio asks for its parts relative to the page; under the address with the version the browser may keep them.
  const start = () => Blazor.start({ loadBootResource: (type, name) => `${files}_framework/${name}` });
  window.require?.config?.({ paths: { vs: `${files}_content/BlazorMonaco/lib/monaco-editor/min/vs` } });

  // Dates as they are written here; Studio reads this before it starts.
  localStorage.setItem("BlazorCulture", "id-ID");

  // Drawn by Studio as an inline script, which the page's policy may refuse in another version.
  window.editorHotkeys ??= { register() {}, dispose() {} };

  const go = {
    editWorkflowDefinition: (id) => location.assign(`/desainer/${encodeURIComponent(id)}`),
    viewWorkflowInstance: (id) => location.assign(`/desainer/kasus/${encodeURIComponent(id)}`),
    workflowDefinitionExecuted: (id) => location.assign(`/desainer/kasus/${encodeURIComponent(id)}`),
  };

  const place = () => {
    const studio = document.createElement(tag);
    studio.setAttribute("remote-endpoint", `${location.origin}/elsa/api`);
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
    customElements.whenDefined(tag).then(() => Object.assign(studio, go));
  };

  document.addEventListener("DOMContentLoaded", () => { place(); start(); });
})();
