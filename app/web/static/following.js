/* The chat stays scrolled to its last question and answer, whatever grows or shrinks around them, until somebody
   scrolls elsewhere: all of the answer with its buttons where there is room for it, its beginning where there is not. */
(() => {
  "use strict";
  const GAP = 12; // pixels over a question at the top
  const BUSY = ["scroll", "wheel", "touchmove", "pointerdown", "focusin"];
  let following = true;
  let pane = null;
  let asked = 0;
  let placed = {};

  const measure = () => ({ all: pane.scrollHeight, seen: pane.clientHeight, top: pane.scrollTop });
  function settle() {
    const question = [...pane.querySelectorAll(".rq-asked")].at(-1);
    const answer = pane.querySelector(".message-row:last-child");
    if (following && question && answer) {
      const top = (each) => each.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
      const fits = pane.scrollHeight - top(answer) <= pane.clientHeight;
      pane.scrollTop = fits ? pane.scrollHeight : top(question) - GAP;
    } else if (placed.top + placed.seen > placed.all - 2) {
      pane.scrollTop = pane.scrollHeight; // who has gone to the end stays there
    }
    placed = measure();
  }
  /* Somebody is busy in the chat, or scrolled it: nothing grew or shrank, and yet it stands elsewhere. */
  function leave(event) {
    const now = measure();
    const same = now.all === placed.all && now.seen === placed.seen;
    if (event.type === "scroll" && (!same || Math.abs(now.top - placed.top) <= 2)) return;
    following = false;
    placed = now;
  }

  let observed = new WeakSet();
  const sizes = new ResizeObserver(() => pane && settle());
  function tend() {
    const now = document.querySelector("#rq-chat [role='log']");
    if (now !== pane) {
      sizes.disconnect();
      observed = new WeakSet();
      for (const kind of BUSY) pane?.removeEventListener(kind, leave);
      pane = now;
      for (const kind of BUSY) pane?.addEventListener(kind, leave, { passive: true });
    }
    if (!pane) return;
    for (const part of [pane, ...pane.children]) {
      if (!observed.has(part)) sizes.observe(part); // twice would count as a change
      observed.add(part);
    }
    const questions = pane.querySelectorAll(".rq-asked").length;
    if (questions === asked) return;
    asked = questions;
    following = true;
    settle();
  }

  const start = () => new MutationObserver(tend).observe(document.body, { childList: true, subtree: true });
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
