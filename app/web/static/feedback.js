/* The thumbs under each answer: send a verdict, offer room for a word, say what became of it. */
(() => {
  "use strict";
  const told = document.getElementById("rq-vote-words");
  if (!told) return; // nothing is kept
  const table = JSON.parse(told.textContent);
  const words = table[/^zh/i.test(document.documentElement.lang) ? "zh" : "en"];
  const THUMB =
    "M2 10h4v11H2zM8 20.2V10.4L12.2 2c1.7 0 2.7 1.2 2.4 2.9L13.8 9H20c1.3 0 2.3 1.2 2 2.5l-1.7 7.6" +
    "c-.2 1.1-1.2 1.9-2.3 1.9h-8.3z";
  const cast = new Map(); // what was said of an answer, by its place and name: it outlives what Gradio redraws

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }
  function thumb(verdict) {
    const space = "http://www.w3.org/2000/svg";
    const icon = document.createElementNS(space, "svg");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", THUMB);
    icon.setAttribute("viewBox", "0 0 24 24");
    icon.setAttribute("aria-hidden", "true");
    icon.append(path);
    const name = { "aria-label": words[verdict], title: words[verdict] };
    return make("button", { type: "button", class: `rq-thumb rq-${verdict}`, "aria-pressed": "false", ...name }, icon);
  }
  /* The server says a sentence in Chinese and, in brackets, in English. */
  function inOneLanguage(sentence) {
    const both = /^(.*[^\x00-\x7f])\s*\(([ -~]+)\)$/s.exec(sentence);
    return both ? both[words === table.zh ? 1 : 2] : sentence;
  }
  function name() {
    const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing without https
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function build(answer, key) {
    const field = make("input", {
      ...{ type: "text", maxlength: "500", name: "word", autocomplete: "off" },
      ...{ "aria-label": words.word, placeholder: words.word },
    });
    const form = make("form", { class: "rq-vote-word" }, field, make("button", { type: "submit" }, words.send));
    form.hidden = true;
    const group = { class: "rq-vote", role: "group", "aria-label": words.group };
    const box = make("div", group, thumb("up"), thumb("down"), form, make("span", { class: "rq-said", role: "status" }));
    box.rqKey = key;
    answer.querySelector(".rq-acts").append(box);
    if (cast.has(key)) draw(box, cast.get(key));
  }
  function draw(box, state) {
    for (const verdict of ["up", "down"]) {
      box.querySelector(`.rq-${verdict}`).setAttribute("aria-pressed", String(state.verdict === verdict));
    }
    box.querySelector("form").hidden = !state.verdict || state.worded;
    box.querySelector(".rq-said").textContent = state.said;
  }

  async function send(box, change) {
    const key = box.rqKey;
    const before = cast.get(key) ?? { vote: name(), verdict: "", word: "", worded: false, said: "" };
    const state = { ...before, ...change };
    const body = { answer: key.split(" ")[1], vote: state.vote, verdict: state.verdict, word: state.word };
    let said = words.failed;
    let kept = false;
    try {
      const url = new URL("feedback", document.baseURI);
      const headers = { "Content-Type": "application/json" };
      const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      kept = reply.ok;
      said = kept ? words.kept : inOneLanguage((await reply.json()).sentence);
    } catch {
      /* the server is away: that it was not kept is all there is to say */
    }
    cast.set(key, { ...(kept ? state : before), said });
    const shown = [...document.querySelectorAll(".rq-vote")].find((each) => each.rqKey === key);
    if (!shown) return;
    draw(shown, cast.get(key));
    shown.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".rq-thumb");
    if (button) send(button.closest(".rq-vote"), { verdict: button.matches(".rq-up") ? "up" : "down", worded: false });
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest?.(".rq-vote-word");
    if (!form) return;
    event.preventDefault();
    const word = form.elements.word.value.trim();
    if (!word) return;
    form.closest(".rq-vote").querySelector("[aria-pressed=true]")?.focus(); // the form goes, the focus stays near
    send(form.closest(".rq-vote"), { word, worded: true });
  });

  function tend() {
    const answers = [...document.querySelectorAll("#rq-chat [class*='rq-ballot-']")];
    if (!answers.length) cast.clear();
    answers.forEach((answer, place) => {
      if (answer.querySelector(".rq-vote")) return;
      build(answer, `${place} ${/\brq-ballot-(\w+)/.exec(answer.className)[1]}`);
    });
  }
  function start() {
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
