// Keys and small conveniences of signed-in pages. Nothing needs them: every page works without this file.
"use strict";
(() => {
  const MEMORY = "goodcatch-keys";
  const dialog = document.getElementById("keys");
  const opener = document.querySelector("[data-opens=keys]");

  // A browser may refuse to remember; keys then work until it is asked again.
  const remembered = () => { try { return localStorage.getItem(MEMORY); } catch { return null; } };
  const remember = (word) => { try { localStorage.setItem(MEMORY, word); } catch { /* refused */ } };

  const typing = (element) => element.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
  const search = () => document.querySelector(".filter input:not([type=hidden]), input[type=search]");

  function listKeys() {
    const list = dialog.querySelector("dl");
    list.querySelectorAll("[data-own]").forEach((old) => old.remove());
    list.querySelector("[data-for-search]").hidden = !search();
    for (const element of document.querySelectorAll("[data-key]")) {
      const pair = document.createElement("div");
      const term = document.createElement("dt");
      const key = document.createElement("kbd");
      const says = document.createElement("dd");
      pair.dataset.own = "";
      key.textContent = element.dataset.key;
      says.textContent = element.dataset.keySays || element.textContent.trim();
      term.append(key);
      pair.append(term, says);
      list.append(pair);
    }
  }

  function showKeys() {
    listKeys();
    dialog.showModal();
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if (dialog.open) return;
    if (event.key === "?") { event.preventDefault(); showKeys(); return; }
    if (remembered() === "off") return;
    if (event.key === "/") {
      const field = search();
      if (field) { event.preventDefault(); field.focus(); field.select?.(); }
      return;
    }
    const element = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (element) { event.preventDefault(); element.matches("a, button, summary") ? element.click() : element.focus(); }
  }

  if (dialog) {
    const works = dialog.querySelector("[data-works]");
    works.checked = remembered() !== "off";
    works.addEventListener("change", () => remember(works.checked ? "on" : "off"));
    document.addEventListener("keydown", onKey);
    if (opener) { opener.hidden = false; opener.addEventListener("click", showKeys); }
  }

  // Menus close with Escape and with a click elsewhere.
  const closeMenus = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(but)) menu.open = false;
  });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // 'Tick all' beside the deeds of a list.
  for (const button of document.querySelectorAll("[data-tick-all]")) {
    const boxes = () => [...button.form.querySelectorAll(".row input[type=checkbox]")];
    button.hidden = false;
    button.addEventListener("click", () => {
      const all = boxes().every((box) => box.checked);
      boxes().forEach((box) => { box.checked = !all; });
    });
  }
})();
