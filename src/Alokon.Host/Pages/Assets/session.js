// Stands between Studio and the server: a session that ended is renewed while the edits stay on the screen, saves go one after the other, and
// what nobody asked for keeps no session awake. Studio knows nothing of it.
"use strict";

(() => {
  const send = window.fetch.bind(window);
  const host = document.getElementById("studio");
  const dialog = document.getElementById("masuk-lagi");
  if (!host || !dialog) return;

  const AWAY = 60_000;
  let touched = Date.now();
  for (const sign of ["pointerdown", "pointermove", "keydown", "wheel"]) addEventListener(sign, () => { touched = Date.now(); }, { capture: true, passive: true });

  // ---- a session that ended ----
  let waiting = null;
  const signIn = () => (waiting ??= new Promise((done) => {
    const form = dialog.querySelector("form");
    const told = dialog.querySelector(".err");
    told.textContent = "";
    form.password.value = "";
    if (!dialog.open) dialog.showModal();
    form.password.focus();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const { office, username } = host.dataset;
      let answer;
      try {
        answer = await send("/desainer/masuk", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Alokon-Page": "desainer" },
          body: JSON.stringify({ office, username, password: form.password.value }),
        });
      } catch {
        told.textContent = "Server tidak dapat dijangkau. Periksa jaringan, lalu coba lagi.";
        return;
      }
      if (!answer.ok) {
        told.textContent = (await answer.json().catch(() => ({}))).title ?? "Belum berhasil. Coba lagi.";
        form.password.select();
        return;
      }
      dialog.close();
      waiting = null;
      touched = Date.now();
      done();
    };
  }));
  // Escape would leave the edits behind a session that is not there.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  for (const key of ["keydown", "keyup", "keypress"]) dialog.addEventListener(key, (event) => event.stopPropagation());
  addEventListener("beforeunload", (event) => { if (dialog.open) event.preventDefault(); });

  // ---- saves, one after the other ----
  // Each says which state it was drawn from. Two quick ones were both drawn from the same, but the second from this page's first.
  const followed = new Map();
  const SEEN = "Alokon:seen";
  let last = Promise.resolve();
  const inTurn = (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  const readModel = (body) => {
    try {
      const json = JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body));
      return json?.model?.customProperties ? json : null;
    } catch {
      return null;
    }
  };
  const save = async (input, init) => {
    const json = readModel(init?.body);
    const drawnFrom = json?.model.customProperties[SEEN];
    if (!drawnFrom) return patiently(input, init);
    let seen = drawnFrom;
    while (followed.has(seen)) seen = followed.get(seen);
    json.model.customProperties[SEEN] = seen;
    const answer = await patiently(input, { ...init, body: JSON.stringify(json) });
    const now = answer.ok ? (await answer.clone().json().catch(() => null))?.workflowDefinition?.customProperties?.[SEEN] : answer.headers.get("X-Alokon-Seen");
    if (now && now !== seen) followed.set(seen, now);
    return answer;
  };

  // ---- one request ----
  const note = document.getElementById("belum-tersimpan");
  const patiently = async (input, init) => {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (Date.now() - touched > AWAY) headers.set("X-Alokon-Background", "1");
    const changes = !["GET", "HEAD"].includes((init?.method ?? "GET").toUpperCase());
    for (;;) {
      let answer;
      try {
        answer = await send(input, { ...init, headers });
      } catch (fault) {
        if (changes && fault?.name !== "AbortError") note.hidden = false;
        throw fault;
      }
      if (answer.status !== 401) {
        if (changes) note.hidden = answer.status < 500;
        return answer;
      }
      await signIn();
      if (init?.signal?.aborted) note.hidden = false;
      headers.delete("X-Alokon-Background");
    }
  };

  window.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, location.href);
    if (url.origin !== location.origin || !url.pathname.startsWith("/elsa/api/")) return send(input, init);
    const isSave = url.pathname === "/elsa/api/workflow-definitions" && init?.method?.toUpperCase() === "POST";
    return isSave ? inTurn(() => save(input, init)) : patiently(input, init);
  };
})();
