/* The chat stays scrolled to its last question and answer, whatever grows or shrinks around them, until somebody
   scrolls elsewhere: all of the answer with its buttons where there is room for it, its beginning where there is not. */
(() => {
  "use strict";
  const GAP = 12; // pixels over a question at the top
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
    }
    placed = measure();
  }
  /* Nothing grew or shrank, and the chat stands elsewhere: somebody scrolled, or moved the focus there. */
  function leave() {
    const { all, seen, top } = measure();
    if (all === placed.all && seen === placed.seen && Math.abs(top - placed.top) > 2) following = false;
  }

  let observed = new WeakSet();
  const sizes = new ResizeObserver(() => pane && settle());
  function tend() {
    const now = document.querySelector("#rq-chat [role='log']");
    if (now !== pane) {
      sizes.disconnect();
      observed = new WeakSet();
      pane?.removeEventListener("scroll", leave);
      pane = now;
      pane?.addEventListener("scroll", leave, { passive: true });
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
