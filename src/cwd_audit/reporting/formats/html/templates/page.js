"use strict";
(() => {
  const MOST_SHOWN = 100;
  const list = document.getElementById("list");
  const collator = new Intl.Collator("en-GB", { numeric: true, sensitivity: "base" });
  for (const hidden of document.querySelectorAll(".controls[hidden]")) hidden.hidden = false;

  const readCell = (cell) => {
    const time = cell.querySelector("time");
    return time ? time.dateTime : cell.textContent;
  };

  const setUpList = () => {
    const heads = [...list.tHead.rows[0].cells];
    const place = new Map(heads.map((head, index) => [head.dataset.column, index]));
    const statuses = [...document.getElementById("by-status").options].map((option) => option.textContent);
    let order = [...list.tBodies].map((body) => ({ body, cells: [...body.rows[0].cells].map(readCell) }));
    const all = order;
    const more = document.getElementById("more");
    let isWhole = false;

    const measure = (record, index, kind) => {
      const text = record.cells[index];
      if (heads[index].dataset.column === "status") return statuses.indexOf(text);
      if (text === "") return null;
      return kind === "number" ? Number(text.replaceAll(",", "")) : text;
    };
    // what is blank comes last whichever way it is sorted
    const compare = (one, other, turn) => {
      if (one === null || other === null) return (one === null) - (other === null);
      return turn * (typeof one === "number" ? one - other : collator.compare(one, other));
    };
    const sort = (index, turn) => {
      const kind = heads[index].dataset.kind;
      const keyed = all.map((record) => ({ record, key: measure(record, index, kind) }));
      keyed.sort((one, other) => compare(one.key, other.key, turn));
      order = keyed.map((each) => each.record);
      const bodies = document.createDocumentFragment();
      for (const record of order) bodies.append(record.body);
      list.append(bodies);
    };

    const choices = [...document.querySelectorAll("#controls [data-filter]")];
    const due = document.getElementById("by-due");
    const child = document.getElementById("by-child");
    const keeps = () => {
      const wanted = choices
        .filter((choice) => choice.selectedIndex > 0)
        .map((choice) => [choice.dataset.filter, choice.options[choice.selectedIndex].textContent]);
      const days = due.value === "" ? null : Number(due.value);
      const text = child.value.trim().toLowerCase();
      const named = ["case_id", "family_id"].filter((name) => place.has(name)).map((name) => place.get(name));
      return ({ body, cells }) =>
        wanted.every(([name, value]) => (name === "requirement" ? body.dataset.r : cells[place.get(name)]) === value) &&
        (days === null || (body.dataset.d !== undefined && Number(body.dataset.d) <= days)) &&
        (text === "" || named.some((index) => cells[index].toLowerCase().includes(text)));
    };
    const show = () => {
      const isKept = keeps();
      let kept = 0;
      for (const record of order) {
        const stays = isKept(record);
        kept += stays;
        record.body.hidden = !stays || (!isWhole && kept > MOST_SHOWN);
      }
      const shown = isWhole ? kept : Math.min(kept, MOST_SHOWN);
      const say = (number) => number.toLocaleString("en-GB");
      const first = shown < kept ? `the first ${say(shown)} of ` : "";
      const found = kept === all.length ? `${say(kept)} findings` : `${say(kept)} findings that match, of ${say(all.length)}`;
      document.getElementById("shown").textContent = `Showing ${first}${found}`;
      more.hidden = shown === kept;
      more.textContent = `Show all ${say(kept)}`;
    };

    heads.forEach((head, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const first = head.dataset.kind === "number" ? "descending" : "ascending";
        const second = first === "ascending" ? "descending" : "ascending";
        const way = head.getAttribute("aria-sort") === first ? second : first;
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", way);
        isWhole = false; // thousands of rows take seconds to lay out
        sort(index, way === "ascending" ? 1 : -1);
        show();
      });
    });
    list.parentElement.classList.add("sortable");
    const controls = document.getElementById("controls");
    controls.addEventListener("input", show);
    controls.addEventListener("submit", (event) => event.preventDefault());
    controls.addEventListener("reset", () => setTimeout(show));
    more.addEventListener("click", () => {
      isWhole = true;
      show();
    });
    show();
    list.classList.add("ready");
  };

  const setUpPrinting = () => {
    const workers = [...document.querySelectorAll(".worker")];
    const unfolded = [];
    addEventListener("beforeprint", () => {
      for (const page of document.querySelectorAll("details.page:not([open])")) {
        page.open = true;
        unfolded.push(page);
      }
    });
    addEventListener("afterprint", () => {
      for (const page of unfolded.splice(0)) page.open = false;
      document.body.classList.remove("only-workers");
      for (const worker of workers) worker.classList.remove("first", "left-out");
    });
    const print = (chosen) => {
      document.body.classList.add("only-workers");
      for (const worker of workers) {
        worker.classList.toggle("left-out", !chosen.includes(worker));
        worker.classList.toggle("first", worker === chosen[0]);
      }
      window.print();
    };
    document.getElementById("print-all").addEventListener("click", () => print(workers));
    for (const button of document.querySelectorAll(".print-one")) {
      button.addEventListener("click", () => print([button.closest(".worker")]));
    }
  };

  if (list) setUpList();
  setUpPrinting();
})();
