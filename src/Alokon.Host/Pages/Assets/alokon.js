// Nothing here decides anything: every page works without it. It only saves a second press and a lost form.
"use strict";

// A decision pressed twice is sent once; the server would answer the same anyway.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // A look into another frame or tab decides nothing, and leaves what was typed where it is.
  if (event.submitter?.dataset.preview !== undefined) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 5000);
});

// What was refused comes first: take the reader there.
document.querySelector('main [role="alert"]')?.scrollIntoView({ block: "center" });

// Leaving with typed but unsent quantities asks first.
let typed = false;
document.addEventListener("input", (event) => { typed ||= Boolean(event.target.closest("form.decide, form.ask")); });
document.addEventListener("submit", (event) => { typed &&= event.submitter?.dataset.preview !== undefined; });
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
