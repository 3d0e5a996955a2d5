// Filters, deep links and copied links. Without it everything is there to be read and opened by hand.
(() => {
  "use strict";
  const all = (query, inside = document) => [...inside.querySelectorAll(query)];
  const told = document.getElementById("told");
  const cards = all(".card");
  const form = document.getElementById("filters");
  const tell = (text) => {
    told.textContent = "";
    setTimeout(() => { told.textContent = text; }, 50);
  };
  const address = (hash) => {
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { location.hash = hash; }
  };

  // --- filters ---
  const chosen = () => ({
    severity: all("[name=severity]:checked", form).map((box) => box.value),
    area: form.elements.area.value,
    actor: form.elements.actor ? form.elements.actor.value : "",
  });
  const matches = (card, want) =>
    (!want.severity.length || want.severity.includes(card.dataset.severity)) &&
    (!want.area || card.dataset.area === want.area) &&
    (!want.actor || card.dataset.actor === want.actor);
  const filter = (quiet) => {
    const want = chosen();
    let shown = 0;
    for (const card of cards) {
      const fits = matches(card, want);
      card.classList.toggle("off", !fits);
      shown += fits;
    }
    const result = form.querySelector(".result");
    const { some, none } = result.dataset;
    result.textContent =
      shown === cards.length ? result.dataset.all : shown ? some.replace("{shown}", shown) : none;
    if (quiet) return;
    tell(result.textContent);
    const query = new URLSearchParams();
    if (want.severity.length) query.set("severity", want.severity.join(" "));
    for (const name of ["area", "actor"]) if (want[name]) query.set(name, want[name]);
    address(query.size ? "#?" + query : "");
  };
  const restore = (text) => {
    const query = new URLSearchParams(text);
    const severities = (query.get("severity") || "").split(" ");
    for (const box of all("[name=severity]", form)) box.checked = severities.includes(box.value);
    for (const name of ["area", "actor"]) {
      const field = form.elements[name];
      if (!field) continue;
      const value = query.get(name) || "";
      field.value = [...field.options].some((option) => option.value === value) ? value : "";
    }
    filter(true);
  };

  // --- deep links ---
  const reveal = () => {
    const hash = location.hash.slice(1);
    if (form && hash.startsWith("?")) return restore(hash.slice(1));
    let id = hash;
    try { id = decodeURIComponent(hash); } catch { /* as it stands */ }
    const target = id && document.getElementById(id);
    if (!target) return;
    const card = target.closest(".card");
    if (card && card.classList.contains("off")) { form.reset(); restore(""); }
    for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    if (card) for (const one of all("details:not(.further)", target)) one.open = true;
    if (!card && target.id !== "top" && !target.matches("section")) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
    // What was not laid out yet may turn out taller than reckoned.
    requestAnimationFrame(() => requestAnimationFrame(() => target.scrollIntoView()));
  };

  // --- copied links ---
  const copy = async (button) => {
    const link = location.href.split("#")[0] + "#" + button.closest(".card").id;
    address("#" + button.closest(".card").id);
    let text = button.dataset.done;
    try { await navigator.clipboard.writeText(link); } catch { text = button.dataset.failed; }
    tell(text);
    const label = button.textContent;
    button.textContent = text;
    button.disabled = true;
    setTimeout(() => { button.textContent = label; button.disabled = false; }, 1500);
  };

  // --- print: everything is open and shown ---
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    closed = [];
  });

  // --- what scrolls sideways can be reached by keyboard ---
  const watch = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth;
      target.toggleAttribute("tabindex", scrolls);
      if (scrolls) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", target.dataset.title);
      } else {
        target.removeAttribute("role");
        target.removeAttribute("aria-label");
      }
    }
  });
  for (const one of all(".scroll")) watch.observe(one);

  if (form) {
    form.hidden = false;
    form.addEventListener("change", () => filter(false));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => filter(false)));
    const unfold = document.getElementById("unfold");
    unfold.addEventListener("click", () => {
      const open = unfold.getAttribute("aria-pressed") !== "true";
      unfold.setAttribute("aria-pressed", String(open));
      for (const card of cards) for (const one of all("details", card)) one.open = open;
    });
    filter(true);
  }
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
  addEventListener("hashchange", reveal);
  reveal();
})();
