// The editor of templates works without this. Here: numbers and marks follow the typing, and the preview comes by itself.
"use strict";

(() => {
  const form = document.querySelector("form.template-form");
  if (!form) return;
  const look = form.querySelector("button[formtarget=pratinjau]");
  const wait = 600;
  let timer = 0;
  let asked = 0;

  const number = (editor, marks) => {
    const nums = editor.querySelector(".editor-nums");
    const text = editor.querySelector("textarea");
    const lines = text.value.split("\n").length;
    text.rows = lines + 1;
    while (nums.children.length > lines) nums.lastChild.remove();
    while (nums.children.length < lines) nums.append(Object.assign(document.createElement("li"), { textContent: nums.children.length + 1 }));
    if (!marks) return;
    for (const [i, item] of [...nums.children].entries()) {
      const mark = marks.find((m) => m.file === editor.dataset.editor && m.line === i + 1);
      item.className = mark ? "bad" : "";
      item.title = mark ? mark.message : "";
    }
    text.toggleAttribute("aria-invalid", marks.some((m) => m.file === editor.dataset.editor));
  };

  const show = async () => {
    const turn = ++asked;
    const answer = await fetch(look.formAction.replace(/pratinjau$/, "temuan"), { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
    // Who typed on meanwhile gets the answer to what stands there now.
    if (turn !== asked || !answer.ok) return;
    const { findings } = await answer.json();
    form.querySelectorAll("[data-editor]").forEach((editor) => number(editor, findings));
    if (turn === asked) preview();
  };

  // A fresh frame each time: the first page of a frame leaves no step behind for the Back button.
  const preview = () => {
    const frame = form.querySelector("iframe[name=pratinjau]");
    frame.replaceWith(frame.cloneNode());
    form.requestSubmit(look);
  };

  form.addEventListener("input", (event) => {
    const editor = event.target.closest("[data-editor]");
    if (!editor && event.target.name !== "case") return;
    if (editor) number(editor);
    clearTimeout(timer);
    timer = setTimeout(show, wait);
  });

  // Tab is for lines here; whoever moves by keyboard leaves with Escape, then Tab.
  let leave = false;
  form.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-editor] textarea")) return;
    if (event.key === "Tab" && !event.shiftKey && !leave) {
      event.preventDefault();
      event.target.setRangeText("  ", event.target.selectionStart, event.target.selectionEnd, "end");
      event.target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    leave = event.key === "Escape";
  });

  // A finding leads to its place in the text.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    const text = link && form.querySelector(`[data-editor="${link.dataset.file}"] textarea`);
    if (!text) return;
    event.preventDefault();
    const lines = text.value.split("\n");
    const start = lines.slice(0, link.dataset.line - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(link.dataset.column) - 1;
    text.focus();
    text.setSelectionRange(start, start);
    const box = text.closest(".editor");
    box.scrollTop = (link.dataset.line - 4) * parseFloat(getComputedStyle(text).lineHeight);
    box.scrollIntoView({ block: "center" });
  });

  preview();
})();
