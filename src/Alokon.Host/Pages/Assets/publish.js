// Studio's own button publishes and cannot ask. So where only warnings are in the way this page asks, and gives Studio the answer of the second call.
"use strict";

(() => {
  const host = document.getElementById("studio");
  const dialog = document.getElementById("terbitkan-juga");
  if (!host || !dialog) return;
  const send = window.fetch;
  const list = dialog.querySelector("ul");

  const isPublishing = (url, init) => {
    if (init?.method?.toUpperCase() !== "POST") return false;
    if (/^\/elsa\/api\/workflow-definitions\/[^/]+\/publish$/.test(url.pathname)) return true;
    if (url.pathname !== "/elsa/api/workflow-definitions") return false;
    try {
      return JSON.parse(typeof init.body === "string" ? init.body : new TextDecoder().decode(init.body)).publish === true;
    } catch {
      return false;
    }
  };

  const ask = (warnings) => new Promise((done) => {
    list.replaceChildren(...warnings.map(({ message }) => Object.assign(document.createElement("li"), { textContent: message })));
    dialog.returnValue = "tidak";
    dialog.onclose = () => done(dialog.returnValue === "ya");
    dialog.showModal();
  });
  for (const key of ["keydown", "keyup", "keypress"]) dialog.addEventListener(key, (event) => event.stopPropagation());

  window.fetch = async (input, init) => {
    const answer = await send(input, init);
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (answer.status !== 400 || !isPublishing(url, init)) return answer;
    const told = await answer.clone().json().catch(() => null);
    if (!told?.warnings?.length || !(await ask(told.warnings))) return answer;
    // What was saved a moment ago is what was checked: nothing else is published.
    const { definitionId, versionId, seen } = told.checked ?? {};
    return send(`/elsa/api/workflow-definitions/${encodeURIComponent(definitionId)}/publish`, {
      ...init,
      body: JSON.stringify({ acknowledged: told.warnings.map(({ token }) => token), versionId, seen }),
    });
  };
})();
