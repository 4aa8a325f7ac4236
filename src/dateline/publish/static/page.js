// Lights the words of a card, and the cards of words. Without this script the numbers still link both ways.
(() => {
  "use strict";
  const marks = new Map(); // id of a card -> its marks, in the order of the text
  for (const mark of document.querySelectorAll("[data-i]")) {
    for (const id of mark.dataset.i.split(" ")) {
      if (!marks.has(id)) marks.set(id, []);
      marks.get(id).push(mark);
    }
  }
  const said = document.querySelector(".said");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let lit = [];

  const clear = () => {
    for (const element of lit) {
      element.classList.remove("on");
      element.removeAttribute("aria-current");
    }
    lit = [];
  };
  const light = (ids) => {
    clear();
    for (const id of ids) {
      const card = document.getElementById(id);
      if (!card) continue;
      card.setAttribute("aria-current", "true");
      lit.push(card, ...(marks.get(id) || []));
    }
    for (const element of lit) element.classList.add("on");
  };
  const show = (element, block) =>
    element.scrollIntoView({ behavior: calm.matches ? "auto" : "smooth", block, inline: "nearest" });
  const name = (card) => card.querySelector("h2").textContent.trim();
  const trigger = (id) => (marks.get(id) || []).find((mark) => mark.classList.contains("dl-event"));

  const fromCard = (card) => {
    light([card.id]);
    const words = marks.get(card.id) || [];
    const first = trigger(card.id) || words[0];
    if (first) show(first, "center");
    said.textContent = `${name(card)}: ${words.length} marked passages`;
  };
  const fromWords = (mark) => {
    const ids = mark.dataset.i.split(" ");
    light(ids);
    const cards = ids.map((id) => document.getElementById(id)).filter(Boolean);
    if (!cards.length) return;
    show(cards[0], "nearest");
    said.textContent = cards.map(name).join("; ");
  };
  const chosen = () => !getSelection().isCollapsed; // A person who selects words wants the words.

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-i]");
    const card = event.target.closest(".dl-card");
    if (!mark && !card) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest("a")) event.preventDefault();
    else if (chosen()) return;
    if (mark) fromWords(mark);
    else fromCard(card);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
    if (event.key !== "Enter" && event.key !== " ") return;
    const target = event.target;
    if (target.matches(".dl-card")) {
      event.preventDefault();
      fromCard(target);
    } else if (event.key === " " && target.matches("a[data-i]")) {
      event.preventDefault();
      fromWords(target);
    }
  });
  // The card itself takes the focus now; its number would only be a second stop.
  for (const number of document.querySelectorAll("a.dl-n")) number.tabIndex = -1;
  document.documentElement.classList.add("js");
})();
