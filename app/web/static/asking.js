/* Words selected in the source can be asked about: a button beside them, which Tab reaches from the selection.
   Whoever comes to the text by Tab selects in it with the arrow keys, sentence by sentence. */
(() => {
  "use strict";
  const MOST = 60; // characters of a selection that a question quotes
  let button = null;

  function chosen() {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".rq-text");
    const text = inside(range.startContainer);
    if (!text || text !== inside(range.endContainer)) return null;
    const words = selection.toString().replace(/\s+/g, " ").trim();
    return words.length > 1 ? { words, range, text } : null;
  }

  /* The first clause of a long selection, in code points, never half of one. */
  function shorten(words) {
    const points = [...words];
    if (points.length <= MOST) return words.replace(/[，,。；;：:、]$/, "");
    const cut = points.slice(0, MOST).join("");
    const stop = Math.max(...["，", ",", "。", "；", ";"].map((mark) => cut.lastIndexOf(mark)));
    return stop > 8 ? cut.slice(0, stop) : cut;
  }

  function hide() {
    if (button) button.hidden = true;
  }

  function offer() {
    const now = chosen();
    if (!now) return hide();
    if (!button) {
      button = document.createElement("button");
      button.type = "button";
      button.id = "rq-about";
      button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
      button.addEventListener("click", ask);
    }
    const said = document.getElementById("rq-words")?.dataset || {};
    button.textContent = said.about || "";
    // After the text, not in it: the text's own characters are what offsets count.
    if (button.previousElementSibling !== now.text) now.text.after(button);
    button.dataset.question = (said.aboutQuestion || "{words}").replace("{words}", () => shorten(now.words));
    button.hidden = false;
    const box = now.range.getClientRects();
    const last = box[box.length - 1];
    const frame = now.text.closest(".rq-scroll").getBoundingClientRect();
    const left = Math.min(last.right - button.offsetWidth / 2, frame.right - button.offsetWidth - 12);
    button.style.left = `${Math.max(frame.left + 12, left)}px`;
    const below = last.bottom + 8;
    const room = below + button.offsetHeight < window.innerHeight;
    button.style.top = `${room ? below : Math.max(frame.top, box[0].top - button.offsetHeight - 8)}px`;
  }

  function ask() {
    const question = button.dataset.question;
    hide();
    window.getSelection().removeAllRanges();
    document.querySelector(".rq-close")?.click(); // on a narrow screen the box lies under the drawer
    window.reportQA.fill(question);
  }

  /* Select the next or the one before of the sentences and headings of a text; "more" keeps what is selected. */
  function step(text, forward, more) {
    const parts = [...text.querySelectorAll("[id]")];
    const selection = window.getSelection();
    const at = parts.findLastIndex((part) => part.contains(selection.focusNode) || part === selection.focusNode);
    const frame = text.closest(".rq-scroll").getBoundingClientRect();
    const seen = parts.findIndex((part) => part.getBoundingClientRect().top >= frame.top);
    const part = parts[at < 0 || selection.isCollapsed ? Math.max(seen, 0) : at + (forward ? 1 : -1)];
    if (!part) return;
    const [first, last] = [part, part].map((each, end) => [each, end ? each.childNodes.length : 0]);
    if (more && !selection.isCollapsed) selection.extend(...(forward ? last : first));
    else selection.setBaseAndExtent(...first, ...last);
    part.scrollIntoView({ block: "nearest" });
    const status = document.querySelector(".rq-panel > .rq-sr");
    if (status) status.textContent = selection.toString();
  }

  let byKeys = false;
  document.addEventListener("pointerdown", () => (byKeys = false), true);
  document.addEventListener("keydown", () => (byKeys = true), true);
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.(".rq-text")) event.target.classList.toggle("rq-by-keys", byKeys);
  });
  document.addEventListener("keydown", (event) => {
    const forward = { ArrowDown: true, ArrowUp: false }[event.key];
    if (forward === undefined || !event.target.matches?.(".rq-text.rq-by-keys")) return;
    event.preventDefault();
    step(event.target, forward, event.shiftKey);
  });

  let timer = 0;
  document.addEventListener("selectionchange", () => {
    if (document.activeElement === button && button) return;
    clearTimeout(timer);
    timer = setTimeout(offer, 120);
  });
  document.addEventListener("scroll", () => button && !button.hidden && offer(), true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.activeElement === button) button.previousElementSibling?.focus();
    hide();
  });
})();
