/* The page's script: marks citations in the source, previews them, opens the drawer, sends examples.
   Offsets count Unicode code points of the report's text; the text content of .rq-text is exactly that text. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const narrow = () => window.matchMedia("(max-width: 899px)").matches;
  const touched = () => window.matchMedia("(pointer: coarse)").matches;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let opener = null; // what had the focus when the drawer opened
  let chosenTheme = null; // dark or light, where the visitor has chosen
  let described = null; // the link whose preview is shown

  /* Where a link leads, from its class names: report number, offsets, and the asked-for span if it has one. */
  function target(link) {
    const at = /\brq-at-(\d+)-(\d+)-(\d+)\b/.exec(link.className);
    const span = /\brq-span-(\d+)-(\d+)\b/.exec(link.className);
    if (!at) return null;
    const [report, start, end] = at.slice(1).map(Number);
    return { report, start, end, span: span ? [Number(span[1]), Number(span[2])] : null };
  }

  function unmark() {
    for (const mark of all(".rq-text mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  /* Split [from, to) of a text node off (code points, counted from the node's start) and wrap it in a mark. */
  function wrap(node, from, to, strong) {
    const points = [...node.data];
    const left = points.slice(0, from).join("").length;
    const length = points.slice(from, to).join("").length;
    const middle = node.splitText(left);
    middle.splitText(length);
    const mark = document.createElement("mark");
    if (strong) mark.className = "rq-strong";
    middle.replaceWith(mark);
    mark.append(middle);
    return mark;
  }

  function mark(article, { start, end, span }) {
    unmark();
    const cuts = span && start <= span[0] && span[0] < span[1] && span[1] <= end ? [start, ...span, end] : [start, end];
    const ranges = cuts.slice(1).map((stop, i) => ({ from: cuts[i], to: stop, strong: i === 1 }));
    const walker = document.createTreeWalker(one(".rq-text", article), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(), at = 0; node && at < end; node = walker.nextNode()) {
      const size = [...node.data].length;
      for (const range of ranges) {
        const from = Math.max(range.from, at) - at;
        const to = Math.min(range.to, at + size) - at;
        if (from < to && node.parentElement.matches("p, p *")) found.push([node, from, to, range.strong]);
      }
      at += size;
    }
    return found.reverse().map((piece) => wrap(...piece)).reverse();
  }

  function show(report) {
    const articles = all(".rq-report");
    const article = articles.find((each) => each.id === `r${report}`);
    if (!article) return null;
    for (const each of articles) each.hidden = each !== article;
    for (const tab of all(".rq-tab")) tab.setAttribute("aria-pressed", tab.classList.contains(`rq-tab-${report}`));
    return article;
  }

  function scrollTo(element, block = "center") {
    const pane = one(".rq-scroll");
    const box = element.getBoundingClientRect();
    const frame = pane.getBoundingClientRect();
    const room = block === "center" ? Math.max(frame.height / 3, 60) : 52;
    pane.scrollTo({ top: pane.scrollTop + box.top - frame.top - room, behavior: calm() ? "auto" : "smooth" });
  }

  function go(link, { quiet = false } = {}) {
    const place = target(link);
    const article = place && show(place.report);
    if (!article) return false;
    for (const current of all(".rq-go[aria-current]")) current.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    if (!quiet && narrow()) openDrawer(link);
    const marks = mark(article, place);
    if (marks.length) scrollTo(marks[0]);
    const status = one(".rq-panel > .rq-sr");
    if (!quiet && status) status.textContent = `${status.dataset.said}${marks.map((each) => each.textContent).join("")}`;
    return true;
  }

  /* The drawer of a narrow screen: while it is open, the rest of the page is out of reach. */
  function modal(open) {
    for (const part of all("#rq-head, #rq-talk")) part.inert = open;
    const panel = one(".rq-panel");
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"]]) {
      if (open) panel?.setAttribute(name, value);
      else panel?.removeAttribute(name);
    }
  }
  function openDrawer(from) {
    if (!document.body.classList.contains("rq-drawer-open")) opener = from || document.activeElement;
    document.body.classList.add("rq-drawer-open");
    modal(true);
    one(".rq-close")?.focus({ preventScroll: true });
  }
  function closeDrawer() {
    if (!document.body.classList.contains("rq-drawer-open")) return;
    document.body.classList.remove("rq-drawer-open");
    modal(false);
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  /* The preview of a citation while the pointer or the focus is on it. */
  function preview(link) {
    const text = link.dataset.preview || link.title;
    if (!text) return;
    link.dataset.preview = text;
    link.removeAttribute("title");
    let tip = one("#rq-tip");
    if (!tip) {
      tip = document.createElement("div");
      tip.id = "rq-tip";
      tip.setAttribute("role", "tooltip");
      (one("main") || document.body).append(tip);
    }
    tip.textContent = text;
    tip.hidden = false;
    described = link;
    link.setAttribute("aria-describedby", "rq-tip");
    const box = link.getBoundingClientRect();
    const width = Math.min(380, window.innerWidth - 24);
    tip.style.maxWidth = `${width}px`;
    tip.style.left = `${Math.max(12, Math.min(box.left, window.innerWidth - tip.offsetWidth - 12))}px`;
    const above = box.top - tip.offsetHeight - 8;
    tip.style.top = `${above > 8 ? above : box.bottom + 8}px`;
  }
  function unpreview() {
    const tip = one("#rq-tip");
    if (tip) tip.hidden = true;
    described?.removeAttribute("aria-describedby");
    described = null;
  }

  function send(question) {
    const box = one("#rq-question textarea");
    const button = one("#rq-send");
    if (!box || !button || one("#rq-chat :is(.rq-pending, .rq-draft)")) return;
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => button.click(), 0);
    if (!touched()) box.focus();
  }

  function theme() {
    chosenTheme = document.body.classList.toggle("dark") ? "dark" : "light";
    try {
      localStorage.setItem("rq-theme", chosenTheme);
    } catch {
      /* private browsing: the choice lasts as long as the page */
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a, button");
    if (!link) {
      if (!event.target.closest?.(".rq-panel")) closeDrawer();
      return;
    }
    unpreview();
    if (link.matches(".rq-go")) {
      if (go(link)) event.preventDefault();
    } else if (link.matches(".rq-open, .rq-subject-name")) {
      event.preventDefault();
      if (narrow()) openDrawer(link);
      else one(".rq-panel")?.focus();
    } else if (link.matches(".rq-close")) {
      event.preventDefault();
      closeDrawer();
    } else if (link.matches(".rq-heading-link")) {
      event.preventDefault();
      const heading = document.getElementById(link.hash.slice(1));
      link.closest("details").open = false;
      if (heading) scrollTo(heading, "start");
    } else if (link.matches(".rq-tab")) {
      show(/rq-tab-(\d+)/.exec(link.className)[1]);
      one(".rq-scroll").scrollTop = 0;
    } else if (link.matches(".rq-example")) {
      send(link.textContent);
    } else if (link.matches(".rq-theme")) {
      theme();
    }
  });

  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const chip = event.target.closest?.(".rq-chip");
      if (chip) preview(chip);
      else if (kind === "mouseover" || described) unpreview();
    });
  }
  document.addEventListener("focusout", unpreview);
  document.addEventListener("scroll", unpreview, true);
  document.addEventListener(
    "keydown",
    (event) => {
      // Enter that ends the composition of an input method is not a send.
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopPropagation();
      if (event.key === "Escape") {
        unpreview();
        closeDrawer();
      }
    },
    true,
  );

  /* What Gradio puts into the page, now and later. */
  function tend() {
    if (one("#rq-head") && one("#rq-shell")) {
      one("#rq-shell").remove();
      document.body.append(one("#rq-style")); // after the styles that Gradio has loaded meanwhile
    }
    if (chosenTheme) document.body.classList.toggle("dark", chosenTheme === "dark"); // Gradio goes by the system
    for (const chip of all(".rq-chip:not([aria-label])")) {
      chip.setAttribute("aria-label", `${chip.textContent.trim()} ${chip.title || chip.dataset.preview || ""}`.trim());
    }
    // Gradio names every message by its markup, which a screen reader would spell out.
    for (const message of all("#rq-chat [data-testid='bot'], #rq-chat [data-testid='user']")) {
      message.removeAttribute("aria-label");
    }
    const articles = all(".rq-report");
    if (articles.length && articles.filter((each) => !each.hidden).length !== 1) show(articles[0].id.slice(1));
    const answers = all("#rq-chat .rq-answer, #rq-chat .rq-refusal, #rq-chat .rq-failure");
    const last = answers.at(-1);
    if (last && !last.classList.contains("rq-seen")) {
      last.classList.add("rq-seen");
      const chip = one(".rq-chip", last);
      if (chip && articles.length) go(chip, { quiet: true });
    }
  }

  function start() {
    try {
      chosenTheme = localStorage.getItem("rq-theme");
    } catch {
      /* private browsing */
    }
    let scheduled = false;
    new MutationObserver(() => {
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        tend();
      });
    }).observe(document.body, { childList: true, subtree: true });
    tend();
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
