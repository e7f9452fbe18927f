/* The conversation: edit and correct a question, copy an answer, save the record, and what to do when the server is
   away. Words come from #rq-words, which the server writes in the visitor's language. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const word = (name) => one("#rq-words")?.dataset[name] || "";
  const DRAFT = "rq-draft";
  let editing = -1; // the place of the question that the box replaces
  let sent = false; // a question left the box and has not yet shown up in the chat
  let began = false; // the visitor has asked something since the page was loaded
  let lost = false;

  /* Put a question into the box, as if typed. */
  function fill(text) {
    const box = one("#rq-question textarea");
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
    box.setSelectionRange(text.length, text.length);
  }

  function edit(button, text) {
    const questions = all("#rq-chat .rq-asked");
    const place = questions.indexOf(button.closest(".rq-asked"));
    if (place < 0 || one("#rq-chat .rq-pending")) return;
    editing = place;
    fill(text);
    let note = one("#rq-editing");
    if (!note) {
      note = document.createElement("p");
      note.id = "rq-editing";
      note.setAttribute("role", "status");
      one("#rq-ask").prepend(note);
    }
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "rq-cancel";
    cancel.textContent = word("cancel");
    note.replaceChildren(word("editing").replace("{n}", place + 1), cancel);
  }
  function endEdit() {
    editing = -1;
    one("#rq-editing")?.remove();
  }

  async function copy(button) {
    const text = one(".rq-copied", button.closest(".rq-answer, .rq-refusal"))?.textContent || "";
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = copyByCommand(text); // a page that is not served over https has no clipboard of its own
      button.focus();
    }
    button.textContent = word(done ? "copied" : "notCopied");
    setTimeout(() => (button.textContent = label), 2000);
  }
  function copyByCommand(text) {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "rq-sr";
    document.body.append(area);
    area.select();
    try {
      return document.execCommand("copy");
    } finally {
      area.remove();
    }
  }

  /* Gradio's own button under the last answer, which is hidden: it has no words and is small to a finger. */
  function retry() {
    return all("#rq-chat .message-buttons").at(-1)?.querySelector("button");
  }

  function save(file) {
    if (!file?.text) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: "text/markdown;charset=utf-8" }));
    link.download = file.name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  /* While an answer is awaited, ask the server whether it is there. When it is back, or another one is, load the page
     anew. A question that had reached the server is in what the browser keeps, and is answered then; one that had
     not, is kept here for the tab. */
  let server = null;
  async function watch() {
    if (!lost && !sent && !one("#rq-chat .rq-pending")) return;
    try {
      const answer = await fetch("gradio_api/app_id", { cache: "no-store" });
      const { app_id: now } = await answer.json();
      if (lost || (server && now !== server)) {
        loseConnection();
        window.location.reload();
      }
      server = now;
    } catch {
      loseConnection();
    }
  }
  function loseConnection() {
    if (lost) return;
    lost = true;
    document.body.classList.add("rq-is-lost");
    const box = one("#rq-question textarea");
    try {
      if (box?.value) sessionStorage.setItem(DRAFT, JSON.stringify({ text: box.value, send: sent }));
    } catch {
      /* private browsing: the question has to be typed again */
    }
    const note = document.createElement("p");
    note.id = "rq-lost";
    note.setAttribute("role", "status");
    note.textContent = word("lost");
    one("#rq-ask").prepend(note);
  }
  function resume() {
    let draft = null;
    try {
      draft = JSON.parse(sessionStorage.getItem(DRAFT) || "null");
      sessionStorage.removeItem(DRAFT);
    } catch {
      return;
    }
    if (!draft) return;
    fill(draft.text);
    if (draft.send) setTimeout(() => one("#rq-send")?.click(), 0);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    if (button.matches(".rq-edit")) edit(button, one(".rq-question", button.closest(".rq-asked")).textContent);
    else if (button.matches(".rq-correct")) edit(button, button.textContent);
    else if (button.matches(".rq-cancel")) {
      endEdit();
      fill("");
    } else if (button.matches(".rq-copy")) copy(button);
    else if (button.matches(".rq-retry")) retry()?.click();
    else if (button.matches("#rq-clear, .rq-example")) endEdit();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      // One question at a time, whichever button asked it; what is typed meanwhile stays in the box.
      const sends = event.key === "Enter" && !event.shiftKey && event.target.closest?.("#rq-question");
      if (sends && one("#rq-chat .rq-pending")) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (one("#rq-chat .rq-pending")) one("#rq-stop")?.click();
    else if (editing >= 0) one(".rq-cancel")?.click();
  });

  let resumed = false;
  let again = false;
  function tend() {
    if (!again && retry() && one("#rq-chat .rq-resume")) {
      again = true; // what was cut off when the page was left is asked once more
      setTimeout(() => retry()?.click(), 0);
    }
    if (one("#rq-chat .rq-pending")) {
      sent = false;
      endEdit();
    }
    if (one("#rq-note .rq-note")) sent = false; // it was not a question
    if (!resumed && one(".rq-report")) {
      resumed = true;
      resume();
    }
  }

  window.reportQA = {
    edited() {
      sent = began = true;
      // On a phone the keyboard on the screen would lie over the answer.
      if (window.matchMedia("(pointer: coarse)").matches) document.activeElement?.blur();
      return editing;
    },
    began: () => began,
    fill,
    save,
  };
  const start = () => {
    new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
    setInterval(watch, 2000);
  };
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
