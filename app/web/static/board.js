/* The board of figures: the switch between text and figures, and the table's filter, order and CSV file. */
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const kept = new Map(); // what a visitor chose, by board: it outlives the HTML that Gradio replaces
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");

  /* The switch */
  function view(name, focus = false) {
    document.body.classList.toggle("rq-view-figures", name === "board");
    tendSwitch();
    if (focus) one(`#rq-view-${name}`)?.focus({ preventScroll: true });
  }
  function tendSwitch() {
    const board = document.body.classList.contains("rq-view-figures");
    for (const tab of all(".rq-view")) {
      const chosen = (tab.id === "rq-view-board") === board;
      if (tab.getAttribute("aria-selected") !== String(chosen)) tab.setAttribute("aria-selected", chosen);
      tab.tabIndex = chosen ? 0 : -1;
    }
  }

  /* The board's list of reports: the page is told, and sends the report chosen. */
  let choosing = false;
  let choices = 0;
  function choose(list) {
    const box = one("#rq-pick :is(textarea, input)");
    if (!box) return;
    choosing = true;
    choices += 1;
    box.value = `${list.value} ${choices}`; // never the same twice, which would be no change
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function tendChoice(board) {
    const list = board && one(".rq-choose", board);
    if (!choosing || !list || board.id !== `b${list.value}`) return;
    const lost = document.activeElement === document.body; // with the list that was replaced
    choosing = false;
    if (lost) list.focus({ preventScroll: true });
  }

  /* The board whose report is shown in the other pane; without one, the first. */
  function tendBoards() {
    const shown = one(".rq-report:not([hidden])")?.id.slice(1);
    const boards = all(".rq-figures");
    const current = boards.find((each) => each.id === `b${shown}`) || boards[0];
    for (const board of boards) {
      if (board.hidden !== (board !== current)) board.hidden = board !== current;
      if (!board.classList.contains("rq-tended")) {
        board.classList.add("rq-tended");
        restore(board);
      }
    }
    tendChoice(current);
  }

  function restore(board) {
    const chosen = kept.get(board.id);
    if (!one("table", board)) return;
    all("tbody tr", board).forEach((row, place) => (row.rqPlace = place));
    if (chosen) {
      one(".rq-find", board).value = chosen.find;
      one(".rq-by-theme", board).value = chosen.theme;
      one(".rq-by-kind", board).value = chosen.kind;
      if (one(".rq-charts", board)) one(".rq-charts", board).open = chosen.open;
      if (chosen.column) order(board, chosen.column, chosen.sort);
    }
    filter(board);
  }
  function keep(board) {
    const sorted = one("th:is([aria-sort=ascending], [aria-sort=descending])", board);
    kept.set(board.id, {
      find: one(".rq-find", board).value,
      theme: one(".rq-by-theme", board).value,
      kind: one(".rq-by-kind", board).value,
      open: one(".rq-charts", board)?.open ?? true,
      column: sorted?.className,
      sort: sorted?.getAttribute("aria-sort"),
    });
  }

  function filter(board) {
    const wanted = fold(one(".rq-find", board).value).split(" ").filter(Boolean);
    const theme = one(".rq-by-theme", board).value;
    const kind = one(".rq-by-kind", board).value;
    const rows = all("tbody tr", board);
    for (const row of rows) {
      row.rqText ??= fold(`${row.textContent} ${one(".rq-col-what", row).dataset.sort} ${one(".rq-col-theme", row).title}`);
      const fits = (!theme || row.dataset.theme === theme) && (!kind || row.dataset.kind === kind);
      row.hidden = !(fits && wanted.every((word) => row.rqText.includes(word)));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    const count = one(".rq-count", board);
    count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", rows.length);
    one(".rq-none-found", board).hidden = shown > 0;
    one(".rq-reset", board).hidden = !(wanted.length || theme || kind);
    one(".rq-save", board).disabled = !shown;
  }

  /* Order the rows by a column; "none" is the order of the report. Values compare within their unit alone. */
  function order(board, column, sort) {
    for (const head of all("th[aria-sort]", board)) {
      head.setAttribute("aria-sort", head.className === column ? sort : "none");
    }
    const cell = (row) => row.getElementsByClassName(column)[0];
    const text = (a, b) => a.localeCompare(b, "zh-CN", { numeric: true });
    const turn = sort === "descending" ? -1 : 1;
    const rows = all("tbody tr", board).sort((a, b) => {
      if (sort === "none") return a.rqPlace - b.rqPlace;
      const [left, right] = [cell(a), cell(b)];
      const key = (each) => each.dataset.sort ?? each.textContent;
      const unit = left.dataset.unit === undefined ? 0 : text(left.dataset.unit, right.dataset.unit);
      const number = column === "rq-col-value" ? Number(key(left)) - Number(key(right)) : text(key(left), key(right));
      return unit || turn * number || a.rqPlace - b.rqPlace;
    });
    one("tbody", board).append(...rows);
  }

  function save(board) {
    const lines = [one("table", board), ...all("tbody tr:not([hidden])", board)].map((each) => each.dataset.csv);
    const file = new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = board.dataset.file.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "_");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function press(button, board) {
    if (button.matches(".rq-sort")) {
      const head = button.closest("th");
      const next = { none: "ascending", ascending: "descending", descending: "none" };
      order(board, head.className, next[head.getAttribute("aria-sort")]);
    } else if (button.matches(".rq-reset")) {
      for (const field of all(".rq-tools input, .rq-tools select", board)) field.value = "";
      filter(board);
      one(".rq-find", board).focus();
    } else if (button.matches(".rq-save")) {
      save(board);
    }
    keep(board);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("a, button");
    const board = button?.closest(".rq-figures");
    if (!button) return;
    if (button.matches(".rq-view")) {
      view(button.id.slice("rq-view-".length));
    } else if (button.matches(".rq-go")) {
      view("source", Boolean(board));
    } else if (button.matches(".rq-tab")) {
      tendBoards();
    } else if (board) {
      press(button, board);
    }
  });
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => {
      if (kind === "change" && event.target.matches?.(".rq-choose")) choose(event.target);
      const board = event.target.closest?.(".rq-tools")?.closest(".rq-figures");
      if (!board) return;
      filter(board);
      keep(board);
    });
  }
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches?.(".rq-charts")) keep(event.target.closest(".rq-figures"));
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: "source", ArrowRight: "board", Home: "source", End: "board" }[event.key];
    if (!step || !event.target.matches?.(".rq-view")) return;
    event.preventDefault();
    view(step, true);
  });

  function start() {
    let scheduled = false;
    new MutationObserver(() => {
      if (scheduled) return;
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        tendSwitch();
        tendBoards();
      });
    }).observe(document.body, { childList: true, subtree: true });
    tendSwitch();
    tendBoards();
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
