// The page: one screen after another, every answer kept at once, and at the end a file or a text to send.
const AT_ONCE = 8;
const PAUSE = 400;
const END = "end";
const make = (tag, about = {}, ...inside) => {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...inside.flat().filter(one => one !== null));
  return node;
};
const byId = id => document.getElementById(id);

const start = D => {
  const T = D.texts;
  const LIVE = Boolean(D.token);
  const STOP = LIVE ? T.finish_here : T.finish_now;
  const STORE = ["salesaudit", D.id, D.as, D.lang, location.pathname].join(":");
  const shown = new Map();
  const unsent = new Map();
  let answers = {};
  let keeps = true;
  let now = "";
  let state, screens, pause;
  let sending = Promise.resolve();

  // --- answers ---
  const settled = () => settle(D, answers, (facts, question) => entriesAsChoices(D, facts, question));
  const offered = one => {
    const found = choicesOf(D, state.facts, one);
    return [...found, ...nothingOf(one.question, found)];
  };
  const chosen = one => {
    const ids = offered(one).map(pair => pair[0]);
    return ((answers[one.key] || {}).v || []).filter(id => ids.includes(id));
  };
  const isAnswered = one => {
    const answer = answers[one.key] || {};
    return Boolean(answer.st || chosen(one).length || Object.keys(answer.p || {}).length || (answer.s || "").trim());
  };
  const said = one => {
    const answer = answers[one.key] || {};
    if (answer.p) return one.question.p.filter(([part]) => answer.p[part]).map(([part, text]) => text + " " + answer.p[part]).join("; ");
    if (!answer.v) return (answer.s || "").trim();
    const choices = offered(one);
    const alike = title => choices.filter(pair => pair[1].toLowerCase() === title.toLowerCase()).length > 1;
    return choices.filter(([id]) => chosen(one).includes(id)).map(([id, title]) => alike(title) ? id : title).join("; ");
  };
  const keep = (one, answer) => {
    answers[one.key] = answer;
    if (!isAnswered(one)) delete answers[one.key];
    save();
  };
  // while somebody types: kept at once, and the questions that hang on it open before the field is left
  const typing = (one, answer, field) => {
    keep(one, answer);
    mark(one, field);
    clearTimeout(pause);
    pause = setTimeout(draw, PAUSE);
  };
  const change = (one, answer) => {
    clearTimeout(pause);
    keep(one, answer);
    mark(one);
    draw();
    if (LIVE) send(one);
  };
  const save = () => {
    if (!LIVE) try {
      localStorage.setItem(STORE, JSON.stringify({answers, now, who: byId("who").value}));
      keeps = true;
    } catch {
      keeps = false;
    }
    const note = byId("kept");
    note.textContent = LIVE ? T.kept_live : keeps ? T.kept : T.not_kept;
    note.className = keeps ? "soft" : "warn";
    note.hidden = keeps && now !== screens[0].id;
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || {};
    } catch {
      return {};
    }
  };
  const forget = () => {
    if (!confirm(T.forget_sure)) return;
    answers = {};
    shown.clear();
    byId("body").replaceChildren();
    go(screens[0].id);
  };

  // --- to the program that serves this page ---
  const send = one => {
    unsent.set(one.key, one);
    sending = sending.then(() => post(one));
  };
  const post = async one => {
    const answer = answers[one.key];
    const sent = {question: one.question.i, entry: one.entry, said: said(one), state: answer ? answer.st || "answered" : "open"};
    let told;
    try {
      const headers = {"Content-Type": "application/json", "X-Token": D.token};
      const reply = await fetch("answer", {method: "POST", headers, body: JSON.stringify(sent)});
      if (!reply.ok) throw reply.status;
      told = await reply.json();
    } catch {
      return note(one, T.offline, "wrong");
    }
    unsent.delete(one.key);
    const back = [told.sentence, told.advice].filter(Boolean).join(" ");
    note(one, told.shown ? "✓ " + told.shown : back, told.shown ? "right" : "wrong");
    if (answer && answer === answers[one.key] && (answer.s || answer.p)) {
      if ((told.state || "answered") === "answered") answer.n = told.value;
      else answers[one.key] = {st: told.state};
      mark(one);
      draw();
    }
    const waiting = unsent.values().next().value;
    if (waiting) await post(waiting);
  };
  const note = (one, text, kind) => {
    const place = shown.get(one.key)?.node.querySelector(".hint");
    if (place) place.className = "hint " + kind, place.textContent = text;
  };

  // --- one question ---
  const boxes = (one, name, type, pairs, isChosen, onchange) => pairs.map(([value, text]) => make("label", {class: "option"},
    make("input", {type, name, value, checked: isChosen(value), onchange}), make("span", {}, text)));
  const choose = (one, input) => {
    const ticked = [...input.closest("fieldset").querySelectorAll(".choices input:checked")].map(box => box.value);
    const isNone = id => NOBODY.includes(id);
    change(one, {v: !several(one.question) ? [input.value] : ticked.filter(id => isNone(id) === (input.checked && isNone(input.value)))});
  };
  const control = (one, id) => {
    const question = one.question;
    const answer = answers[one.key] || {};
    const about = {id, "aria-labelledby": id + "-q", "aria-describedby": id + "-w", autocomplete: "off"};
    const events = {
      oninput: event => typing(one, {s: event.target.value}, event.target),
      onchange: event => change(one, {s: event.target.value}),
    };
    if (question.p) return parts(one, id);
    if (["text", "names"].includes(question.t)) return make("textarea", {...about, ...events, rows: 2}, answer.s || "");
    if (typed(question)) return make("input", {...about, ...events, type: "text", value: answer.s || ""});
    const pairs = offered(one);
    const type = several(question) ? "checkbox" : "radio";
    const own = chosen(one);
    if (!pairs.length) return make("p", {class: "soft"}, T.nobody_yet);
    return make("div", {class: "choices"}, several(question) ? make("p", {class: "soft"}, T.several) : null,
      boxes(one, id, type, pairs, value => own.includes(value), event => choose(one, event.target)));
  };
  const parts = (one, id) => {
    const told = event => {
      const fields = [...event.target.closest("fieldset").querySelectorAll("[data-part]")].filter(field => field.value.trim());
      return {p: Object.fromEntries(fields.map(field => [field.dataset.part, field.value.trim()]))};
    };
    const field = ([part, text]) => make("label", {class: "part"}, make("span", {}, text), make("span", {class: "percent"},
      make("input", {type: "text", inputmode: "decimal", "data-part": part, value: ((answers[one.key] || {}).p || {})[part] || "", autocomplete: "off",
        oninput: event => typing(one, told(event), event.target), onchange: event => change(one, told(event))}), " %"));
    return make("div", {role: "group", "aria-labelledby": id + "-q"}, one.question.p.map(field), make("p", {class: "total", "aria-live": "polite"}));
  };
  const states = (one, id) => {
    const question = one.question;
    const answer = answers[one.key] || {};
    const none = typed(question) && question.n ? [["none", question.n]] : [];
    const pairs = [...none, ...question.s.map(status => [status, T[status]])];
    const pick = event => {
      const value = event.target.value;
      change(one, !event.target.checked ? {} : value === "none" ? {v: ["none"]} : {st: value});
    };
    return make("div", {class: "states"}, boxes(one, id + "-s", "checkbox", pairs, value => value === (answer.st || (answer.v || [])[0]), pick),
      make("button", {type: "button", class: "link clear", hidden: true, onclick: () => change(one, {})}, T.clear));
  };
  const build = (one, {filled, asked}) => {
    const question = one.question;
    const id = "q-" + one.key.replace(/[^\w-]/g, letter => "_" + letter.codePointAt(0).toString(16));
    const help = filled(question.w) + (question.e ? " " + T.example + " " + filled(question.e) : "");
    return make("fieldset", {"data-key": one.key}, make("legend", {id: id + "-q"}, asked, question.rq ? make("span", {class: "soft"}, " " + T.required) : null),
      make("p", {class: "why", id: id + "-w"}, help), control(one, id), states(one, id), make("p", {class: "hint", "aria-live": "polite"}));
  };
  // show an answer as it is now; the field that is being typed in is left alone
  const mark = (one, field = null) => {
    const node = shown.get(one.key)?.node;
    if (!node) return;
    const answer = answers[one.key] || {};
    const own = chosen(one);
    for (const box of node.querySelectorAll(".choices input")) box.checked = own.includes(box.value);
    for (const box of node.querySelectorAll(".states input")) box.checked = box.value === (answer.st || (answer.v || [])[0]);
    for (const other of node.querySelectorAll("textarea, input[type=text]")) {
      if (other !== field) other.value = other.dataset.part ? (answer.p || {})[other.dataset.part] || "" : answer.s || "";
    }
    node.querySelector(".clear").hidden = !own.length || several(one.question) || typed(one.question);
    const total = node.querySelector(".total");
    if (total) {
      const sum = Object.values(answer.p || {}).reduce((before, text) => before + (numberIn(text) || 0), 0);
      total.textContent = sum ? T.total.replace("{share}", Math.round(sum * 100) / 100) : "";
      total.classList.toggle("wrong", sum > 100);
    }
  };

  // --- screens: a section, or a part of one that goes over many entries ---
  const screensOf = asked => {
    const found = [];
    D.sections.forEach((section, index) => {
      const own = asked.filter(one => one.section === index);
      const entries = [...new Set(own.map(one => one.entry))];
      const size = Math.max(1, Math.floor(AT_ONCE / section.q.length));
      for (let first = 0; first < entries.length; first += size) {
        const here = new Set(entries.slice(first, first + size));
        const items = entries.length > size ? own.filter(one => here.has(one.entry)) : own;
        found.push({id: index + "." + first, section: index, first, last: Math.min(first + size, entries.length), of: entries.length, items});
      }
    });
    return [...found, {id: END, items: []}];
  };
  const place = () => {
    const exact = screens.findIndex(screen => screen.id === now);
    if (exact >= 0) return exact;
    const section = parseInt(now, 10);
    return Math.max(0, screens.findIndex(screen => screen.section >= section));
  };
  const draw = () => {
    state = settled();
    screens = screensOf(state.asked);
    const here = place();
    const screen = screens[here];
    now = screen.id;
    document.body.classList.toggle("first", here === 0);
    drawBar();
    const words = screen.items.length ? wording(D, state, screen.items[0]).filled : text => text;
    const section = D.sections[screen.section] || {t: T.finish};
    byId("heading").textContent = words(section.t);
    const some = screen.of > 1 && screen.last - screen.first < screen.of;
    byId("part").textContent = some ? T.part.replace("{first}", screen.first + 1).replace("{last}", screen.last).replace("{of}", screen.of) : "";
    byId("intro").textContent = words(section.i || "");
    drawBody(screen.items);
    byId("end").hidden = now !== END;
    if (now === END) drawEnd();
    byId("previous").hidden = here === 0;
    byId("next").hidden = now === END;
    byId("stop").hidden = here >= screens.length - 2;
    byId("previous").onclick = () => go(screens[here - 1].id);
    byId("next").onclick = () => go(screens[here + 1].id);
    save();
  };
  const drawBar = () => {
    const {asked} = state;
    const done = asked.filter(isAnswered).length;
    byId("progress").textContent = T.progress.replace("{done}", done).replace("{all}", asked.length);
    byId("meter").max = asked.length;
    byId("meter").value = done;
    const option = (value, text, selected) => make("option", {value, selected}, text);
    const firsts = screens.filter(screen => !screen.first);
    byId("menu").replaceChildren(...firsts.map(screen => {
      if (screen.id === END) return option(END, STOP, now === END);
      const own = asked.filter(one => one.section === screen.section);
      const title = wording(D, state, own[0]).filled(D.sections[screen.section].t);
      const count = own.filter(isAnswered).length + "/" + own.length;
      return option(screen.id, title + " (" + count + ")", parseInt(now, 10) === screen.section);
    }));
  };
  const drawBody = items => {
    const body = byId("body");
    const fresh = [];
    const wanted = items.map(one => {
      const words = wording(D, state, one);
      const sign = JSON.stringify([words.asked, words.filled(one.question.w), typed(one.question) ? 0 : offered(one)]);
      if (shown.get(one.key)?.sign !== sign) {
        shown.set(one.key, {sign, node: build(one, words)});
        fresh.push(one);
      }
      const section = D.sections[one.section];
      const begins = section.g && section.q.length > 1 && items.find(other => other.entry === one.entry) === one;
      const node = shown.get(one.key).node;
      node.dataset.entry = begins ? words.title : "";
      return node;
    });
    for (const key of shown.keys()) if (!items.some(one => one.key === key)) shown.delete(key);
    for (const node of [...body.children]) if (!wanted.includes(node)) node.remove();
    wanted.forEach((node, index) => { if (body.children[index] !== node) body.insertBefore(node, body.children[index] || null); });
    fresh.forEach(one => mark(one));
  };
  const drawEnd = () => {
    const gaps = screens.filter(screen => screen.items.some(one => !isAnswered(one)));
    const bySection = gaps.filter((screen, index) => gaps.findIndex(other => other.section === screen.section) === index);
    byId("gaps").replaceChildren(...bySection.map(screen => {
      const own = state.asked.filter(one => one.section === screen.section);
      const title = wording(D, state, own[0]).filled(D.sections[screen.section].t);
      const left = T.left.replace("{n}", own.filter(one => !isAnswered(one)).length);
      return make("li", {}, make("button", {type: "button", class: "link", onclick: () => go(screen.id)}, title), make("span", {class: "soft"}, " — " + left));
    }));
    byId("open").hidden = !gaps.length;
    byId("offline").hidden = !unsent.size;
  };
  const go = id => {
    document.activeElement.blur();  // what is being typed counts before its field goes
    now = id;
    draw();
    scrollTo(0, 0);
    byId("heading").focus();
  };

  // --- out of the page ---
  const quoted = text => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, letter => "\\u" + letter.codePointAt(0).toString(16).padStart(4, "0"));
  const file = () => {
    const who = byId("who").value.trim();
    const lines = state.asked.filter(isAnswered).map(one => {
      const status = (answers[one.key] || {}).st;
      const about = "question: " + one.question.i + (one.entry ? ", entry: " + quoted(one.entry) : "");
      return "  - {" + about + (status ? ", state: " + status : ", said: " + quoted(said(one))) + "}";
    });
    const respondent = "respondent: {as: " + D.as + (who ? ", name: " + quoted(who) : "") + "}";
    return ["salesaudit_said: 1", "questionnaire: " + D.id, respondent, "answers:" + (lines.length ? "" : " none"), ...lines, ""].join("\n");
  };
  const download = () => {
    const link = make("a", {href: URL.createObjectURL(new Blob([file()], {type: "application/yaml"})), download: D.id.split("@")[0] + "-answers.yaml"});
    document.body.append(link);
    link.click();
    link.remove();
    byId("done").textContent = T.downloaded;
  };
  const copy = async () => {
    const area = byId("text");
    area.hidden = false;
    area.value = file();
    area.select();
    let done = document.execCommand("copy");
    try {
      await navigator.clipboard.writeText(area.value);
      done = true;
    } catch {}
    byId("done").textContent = done ? T.copied : T.copy_yourself;
  };

  // --- begin ---
  const button = (id, text, onclick, kind = "") => make("button", {type: "button", id, class: kind, onclick}, text);
  const header = make("header", {}, make("h1", {}, D.title), make("p", {class: "opening"}, D.intro));
  const name = make("label", {class: "opening", hidden: LIVE}, make("span", {}, T.your_name), make("input", {type: "text", id: "who", autocomplete: "name", onchange: () => save()}));
  const bar = make("nav", {class: "bar", "aria-label": T.where}, make("label", {class: "quiet", for: "menu"}, T.section), make("select", {id: "menu", onchange: event => go(event.target.value)}),
    make("div", {class: "far"}, make("progress", {id: "meter", "aria-labelledby": "progress"}), make("span", {id: "progress"})));
  const end = make("div", {id: "end"}, make("p", {}, LIVE ? T.finish_live : T.finish_how), make("p", {id: "offline", class: "warn"}, T.offline),
    make("div", {class: "buttons", hidden: LIVE}, button("download", T.download, download, "main"), button("copy", T.copy, copy)),
    make("p", {id: "done", role: "status"}), make("textarea", {id: "text", rows: 8, readonly: true, hidden: true, "aria-label": T.as_text}),
    make("div", {id: "open"}, make("h3", {}, T.open), make("ul", {id: "gaps"})),
    make("p", {hidden: LIVE}, make("button", {type: "button", class: "link", onclick: forget}, T.forget)));
  const before = LIVE ? {} : kept();
  byId("page").replaceChildren(header, name, make("p", {id: "kept", role: "status"}), bar,
    make("h2", {id: "heading", tabindex: "-1"}), make("p", {class: "soft", id: "part"}), make("p", {class: "soft", id: "intro"}), make("div", {id: "body"}), end,
    make("div", {class: "buttons"}, button("previous", T.previous), button("next", T.next, null, "main"), button("stop", STOP, () => go(END), "link")));
  byId("who").value = before.who || D.name;
  answers = {...D.answers, ...before.answers};
  now = before.now || "";
  if (LIVE) history.replaceState(null, "", location.pathname);
  draw();
  addEventListener("beforeunload", event => { if (unsent.size || (!keeps && Object.keys(answers).length)) event.preventDefault(); });
};
