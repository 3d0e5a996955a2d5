"use strict";
const main = D => {
const T = D.texts;
const LIVE = location.protocol.startsWith("http");
const STORE = "salesaudit:" + D.id + ":" + D.lang + ":" + location.pathname;
const WORKERS = Object.keys(D.workers);
const NUMERIC = ["share", "money", "duration", "count", "number"];
let answers = {};
let keeps = true;
let now = 0;

// --- what is known: the same steps as in Python, on what was chosen and typed ---
const at = (tree, path) => path.reduce((here, part) => (here && typeof here === "object" && !Array.isArray(here) ? here[part] : undefined), tree);
const put = (tree, path, value) => {
  let here = tree;
  for (const part of path.slice(0, -1)) here = here[part] = here[part] && typeof here[part] === "object" && !Array.isArray(here[part]) ? here[part] : {};
  const last = path[path.length - 1], before = here[last];
  here[last] = value && before && typeof value === "object" && typeof before === "object" && !Array.isArray(value) ? {...before, ...value} : value;
};
const number = text => {
  const found = /^[^\d-]*([\d\s\u00a0]+(?:[.,]\d+)?)\s*(%|k|тыс|m(?:ln|illion)?\b|млн|млрд|b(?:n|illion)?\b)?/i.exec(text);
  if (!found) return undefined;
  const value = parseFloat(found[1].replace(/[\s\u00a0]/g, "").replace(",", "."));
  const times = {"%": .01, k: 1e3, "тыс": 1e3, m: 1e6, mln: 1e6, million: 1e6, "млн": 1e6, "млрд": 1e9, b: 1e9, bn: 1e9, billion: 1e9}[(found[2] || "").toLowerCase()];
  return value * (times || 1);
};
const names = text => [...new Set(text.split(/[,;\n]|\s(?:и|and)\s/).map(name => name.trim().replace(/\.$/, "")).filter(name => name.length > 1))];
const valueOf = (question, answer) => {
  if (!answer || answer.st) return undefined;
  if (question.t === "yes_no") return answer.v && answer.v[0] ? answer.v[0] === "yes" : undefined;
  if (question.t === "names") return names(answer.s || "").map(name => "@" + name);
  if (answer.v) return many(question) ? answer.v.filter(id => id !== "none") : answer.v[0];
  if (!answer.s) return undefined;
  return NUMERIC.includes(question.t) ? (number(answer.s) ?? NaN) : answer.s;
};
const many = question => question.t === "many" || question.t === "who_many" || question.m;
const options = question => typeof question.o === "string" ? D.lists[question.o] : question.o || [];
const rolesOf = (facts, id) => [].concat(at(facts, ["people", id, "roles"]) || []);
const archetype = (facts, role) => at(facts, ["roles", role, "archetype"]) || role;
const workers = (facts, only) => {
  const fits = role => !only || only.includes(archetype(facts, role));
  const people = Object.keys(facts.people || {}), roles = Object.keys(facts.roles || {});
  const held = new Set(people.flatMap(id => rolesOf(facts, id)));
  return [...people.filter(id => (only ? rolesOf(facts, id).some(fits) : true)).map(id => ["people", id]),
    ...roles.filter(id => fits(id) && !held.has(id)).map(id => ["roles", id])];
};
const entriesOf = (section, facts) => {
  const each = section.each;
  if (!each) return [null];
  if (section.list) return section.list.map(one => [one[0]]);
  if (each === "role") return Object.keys(facts.roles || {}).filter(id => !section.only || section.only.includes(archetype(facts, id))).map(id => ["roles", id]);
  if (each === "person") return Object.keys(facts.people || {}).filter(id => !section.only || rolesOf(facts, id).some(role => section.only.includes(archetype(facts, role)))).map(id => ["people", id]);
  if (WORKERS.includes(each)) return workers(facts, section.only ? D.workers[each].filter(id => section.only.includes(id)) : each === "worker" ? null : D.workers[each]);
  const found = at(facts, section.at.split("."));
  const ids = Array.isArray(found) ? found.map(one => one.metric) : Object.keys(found || {});
  return ids.filter(id => (each !== "interface" || at(facts, ["departments", id, "component"]) !== "sales") && Object.entries(section.over || {}).every(([key, wanted]) =>
    key === "id" ? wanted.includes(id) : key === "not" ? !wanted.includes(id) : key === "not_component" ? !wanted.includes(String(at(facts, [...section.at.split("."), id, "component"]))) : wanted.includes(String(at(facts, [...section.at.split("."), id, key]))))).map(id => [id]);
};
const path = (template, scope, value) => {
  const parts = [];
  for (const part of template.split(".")) {
    const name = (/\{(\w+)\}/.exec(part) || [])[1];
    if (!name) { parts.push(part); continue; }
    const found = name === "value" ? [value || "*"] : name === scope.each && scope.entry ? scope.entry : scope.bound[name];
    if (!found) return null;
    if (found.length === 2 && parts.length) parts[parts.length - 1] = found[0];
    parts.push(part.replace("{" + name + "}", found[found.length - 1]));
  }
  return parts;
};
const not = value => value === null ? null : !value;
const all = values => values.includes(false) ? false : values.includes(null) ? null : true;
const holds = (condition, facts, scope) => {
  const [kind, ...rest] = condition;
  if (kind === "all") return all(rest.map(part => holds(part, facts, scope)));
  if (kind === "any") return not(all(rest.map(part => not(holds(part, facts, scope)))));
  if (kind === "not") return not(holds(rest[0], facts, scope));
  if (kind === "has") return facts.roles ? Object.keys(facts.roles).some(role => rest[0].includes(archetype(facts, role))) : null;
  const where = path(rest[0], scope), found = where ? at(facts, where) : undefined;
  if (kind === "known") return found !== undefined;
  if (found === undefined) return null;
  const empty = found === "none" || found === "absent" || found === false || found === 0 || (typeof found === "object" && !Object.keys(found).length);
  if (kind === "is") return (empty && rest[1].includes("none")) || [].concat(found).some(one => rest[1].includes(one === true ? "yes" : one === false ? "no" : String(one)));
  if (typeof found === "object") return Object.keys(found).length > rest[1];
  // what is typed in words is understood later: rather ask too much than too little
  return found === "none" ? false : Number.isNaN(found) ? true : typeof found === "number" ? found > rest[1] : null;
};
const fill = (facts, question, scope, answer, left) => {
  let value = valueOf(question, answer);
  if (value === undefined) return;
  const none = value === "none" || value === "absent" || (Array.isArray(value) && !value.length);
  if (none && question.nf) { const where = path(question.nf, scope); if (where) put(facts, where, "none"); return; }
  if (!question.f.includes("{value}")) { const where = path(question.f, scope); if (where) put(facts, where, value); return; }
  const chosen = none ? [] : [].concat(value);
  const section = path(question.f.split(".").slice(0, question.f.split(".").findIndex(part => part.includes("{value}"))).join("."), scope) || [];
  if (!chosen.length && !question.g && at(facts, section) === undefined) put(facts, section, {});
  for (const id of chosen) {
    const where = path(question.f, scope, id);
    if (!where) return;
    const own = question.ad ? [...(at(facts, where) || []), scope.entry[scope.entry.length - 1]] : question.g ? question.g[0] : question.f.split(".").pop().includes("{value}") ? {} : id;
    put(facts, where, own);
    const sets = (options(question).find(one => one[0] === id) || [])[2];
    for (const key in sets || {}) put(facts, [...section, id, key], sets[key]);
  }
  if (question.g && question.g[1]) for (const [id] of left || options(question)) if (!chosen.includes(id)) put(facts, path(question.f, scope, id), question.g[1]);
};
const settle = () => {
  let facts = structuredClone(D.facts), asked = [], before = "";
  for (let round = 0; round < 24; round++) {
    const bound = {};
    for (const name of WORKERS) { const found = name === "worker" ? [] : workers(facts, D.workers[name]); if (found.length) bound[name] = found[0]; }
    asked = [];
    D.sections.forEach((section, index) => {
      for (const entry of entriesOf(section, facts)) for (const question of section.q) {
        const scope = {bound, each: section.each, entry};
        if (!path(question.f, scope)) continue;
        if (all([section.c, question.c].filter(Boolean).map(condition => holds(condition, facts, scope))) !== true) continue;
        asked.push({section: index, question, scope, key: question.i + (entry ? "/" + entry[entry.length - 1] : "")});
      }
    });
    const next = structuredClone(D.facts), filled = [];
    asked = asked.filter(one => {
      if (one.question.r && options(one.question).length) {
        one.left = options(one.question).filter(([id]) => { const where = path(one.question.f, one.scope, id); return where && at(next, where) === undefined; });
        if (!one.left.length) return false;
      }
      fill(next, one.question, one.scope, answers[one.key], one.left);
      return true;
    });
    const sign = JSON.stringify(next) + asked.map(one => one.key).join();
    facts = next;
    if (sign === before) break;
    before = sign;
  }
  return {facts, asked};
};

// --- words ---
const titleOf = (facts, each, id) => {
  if (!id) return "";
  if (id.startsWith("@")) return id.slice(1);
  const kinds = each === "interface" || each === "department" ? ["departments"] : ["people", "roles", "departments"];
  for (const kind of kinds) { const own = at(facts, [kind, id]); if (own && (own.name || own.title)) return own.name || own.title; }
  return D.roles[archetype(facts, id)] || id;
};
const entryTitle = (facts, one) => {
  const section = D.sections[one.section];
  if (!section.each) return "";
  const id = one.scope.entry[one.scope.entry.length - 1];
  const listed = (section.list || []).find(pair => pair[0] === id);
  if (listed) return listed[1];
  if (section.at && !["department", "interface"].includes(section.each)) {
    const own = at(facts, [...section.at.split("."), id]);
    return (own && own.title) || chosenTitle(section.at, id) || (id.startsWith("@") ? id.slice(1) : id);
  }
  return titleOf(facts, section.each, id);
};
const chosenTitle = (section, id) => {
  for (const one of D.sections) for (const question of one.q) if (question.f.startsWith(section + ".{value}")) { const found = options(question).find(pair => pair[0] === id); if (found) return found[1]; }
  return "";
};
const words = (text, facts, one) => text.replace(/\{(\w+)\}/g, (whole, name) => {
  if (name === "title" || name === D.sections[one.section].each) return entryTitle(facts, one);
  if (name === "company") return at(facts, ["company", "name"]) || T.company;
  const found = one.scope.bound[name];
  return found ? titleOf(facts, "worker", found[found.length - 1]) : whole;
});
const choices = (facts, one) => {
  const question = one.question;
  let found = one.left || options(question);
  if (question.of) found = question.of.flatMap(kind => Object.keys(facts[kind] || {}).map(id => [id, titleOf(facts, kind, id)]));
  if (question.t === "yes_no") found = [["yes", T.yes], ["no", T.no]];
  if (question.n && found.length + 1 && !found.some(pair => pair[0] === (question.t === "state" ? "absent" : "none")) && (found.length || question.of)) found = [...found, [question.t === "state" ? "absent" : "none", question.n]];
  return found;
};

// --- the page ---
const make = (tag, about = {}, ...inside) => {
  const node = document.createElement(tag);
  for (const key in about) key.startsWith("on") ? node.addEventListener(key.slice(2), about[key]) : about[key] === true ? node.setAttribute(key, "") : about[key] !== false && node.setAttribute(key, about[key]);
  node.append(...inside.filter(one => one !== null));
  return node;
};
const page = document.getElementById("page");
const shown = new Map();
let state = settle();

const said = (facts, one) => {
  const answer = answers[one.key] || {};
  if (!answer.v) return answer.s || "";
  const titles = Object.fromEntries(choices(facts, one));
  return answer.v.map(id => titles[id] || (id.startsWith("@") ? id.slice(1) : id)).join("; ");
};
const isAnswered = one => { const answer = answers[one.key]; return Boolean(answer && (answer.st || (answer.v && answer.v.length) || (answer.s || "").trim())); };
const change = (one, answer) => {
  answers[one.key] = answer;
  if (!isAnswered(one)) delete answers[one.key];
  save();
  draw();
  if (LIVE) send(one);
};
const save = () => {
  if (!LIVE) try { localStorage.setItem(STORE, JSON.stringify({answers, now, who: document.getElementById("who")?.value || ""})); keeps = true; } catch { keeps = false; }
  const note = document.getElementById("kept");
  if (note) note.textContent = LIVE ? T.kept_live : keeps ? T.kept : T.not_kept;
};
const send = async one => {
  const note = shown.get(one.key)?.node.querySelector(".hint");
  const answer = answers[one.key];
  try {
    const reply = await fetch("answer", {method: "POST", headers: {"Content-Type": "application/json", "X-Token": token}, body: JSON.stringify({question: one.question.i, entry: one.scope.entry ? one.scope.entry[one.scope.entry.length - 1] : "", said: said(state.facts, one), state: answer ? answer.st || "answered" : "open"})});
    const told = await reply.json();
    if (!note) return;
    note.className = "hint " + (told.shown ? "right" : "wrong");
    note.textContent = told.shown ? "✓ " + told.shown : [told.sentence, told.advice].filter(Boolean).join(" ");
  } catch { if (note) { note.className = "hint wrong"; note.textContent = T.offline; } }
};
const control = (one, facts, id) => {
  const question = one.question, answer = answers[one.key] || {}, found = choices(facts, one);
  if (found.length) {
    const several = many(question);
    return found.map(([value, text]) => make("label", {class: "option"},
      make("input", {type: several ? "checkbox" : "radio", name: id, value, checked: Boolean(answer.v && answer.v.includes(value)), onchange: event => {
        let chosen = several ? [...shown.get(one.key).node.querySelectorAll("input[name='" + CSS.escape(id) + "']:checked")].map(node => node.value) : [value];
        if (several && event.target.checked) chosen = value === "none" ? ["none"] : chosen.filter(one => one !== "none");
        change(one, {v: chosen});
        sync(one);
      }}), make("span", {}, text)));
  }
  if (question.p) return question.p.map(([part, text]) => make("label", {class: "part"}, make("span", {}, text),
    make("input", {type: "text", inputmode: "decimal", "data-part": part, value: (answer.p || {})[part] || "", placeholder: "%", onchange: () => {
      const parts = {};
      for (const node of shown.get(one.key).node.querySelectorAll("[data-part]")) if (node.value.trim()) parts[node.dataset.part] = node.value.trim();
      change(one, {p: parts, s: question.p.filter(pair => parts[pair[0]]).map(pair => pair[1] + " " + parts[pair[0]]).join("; ")});
    }})));
  const about = {id, "aria-labelledby": id + "-q", "aria-describedby": id + "-w", onchange: event => change(one, {s: event.target.value})};
  if (question.t === "names") return [make("textarea", {...about, rows: 2}, answer.s || "")];
  return [make("input", {...about, type: "text", value: answer.s || "", inputmode: ["count", "number"].includes(question.t) ? "numeric" : "text", autocomplete: "off"})];
};
const build = (one, facts) => {
  const question = one.question, id = "q-" + one.key.replace(/[^\w-]/g, letter => "_" + letter.codePointAt(0).toString(16)), answer = answers[one.key] || {};
  const help = [words(question.w, facts, one), question.e ? T.example + " " + words(question.e, facts, one) : ""].filter(Boolean).join(" ");
  return make("fieldset", {}, make("legend", {id: id + "-q"}, words(question.a, facts, one)),
    make("p", {class: "why", id: id + "-w"}, help), ...control(one, facts, id),
    question.s.length ? make("div", {class: "states"}, ...question.s.map(status => make("label", {class: "option"},
      make("input", {type: "checkbox", name: id + "-s", value: status, checked: answer.st === status, onchange: event => { change(one, event.target.checked ? {st: status} : {}); sync(one); }}), make("span", {}, T[status])))) : null,
    make("p", {class: "hint", "aria-live": "polite"}));
};
const sync = one => {
  const answer = answers[one.key] || {}, node = shown.get(one.key).node;
  for (const box of node.querySelectorAll("input[type=radio],input[type=checkbox]")) box.checked = box.closest(".states") ? answer.st === box.value : Boolean(answer.v && answer.v.includes(box.value));
  if (answer.st) for (const field of node.querySelectorAll("input[type=text],textarea")) field.value = "";
};
const draw = () => {
  state = settle();
  const {facts, asked} = state;
  const sections = D.sections.map((_, index) => asked.filter(one => one.section === index));
  if (!sections[now] || !sections[now].length) now = Math.max(0, sections.findIndex(one => one.length));
  const done = asked.filter(isAnswered).length;
  document.getElementById("progress").textContent = T.progress.replace("{done}", done).replace("{all}", asked.length);
  const menu = document.getElementById("menu");
  menu.replaceChildren(...D.sections.map((section, index) => sections[index].length ? make("option", {value: index, selected: index === now}, section.t.replace(/\{(\w+)\}/g, "…") + " (" + sections[index].filter(isAnswered).length + "/" + sections[index].length + ")") : null).filter(Boolean));
  const section = D.sections[now], body = document.getElementById("body");
  document.getElementById("heading").textContent = words(section.t, facts, sections[now][0]);
  document.getElementById("intro").textContent = section.i ? words(section.i, facts, sections[now][0]) : "";
  const wanted = sections[now].map(one => {
    const sign = JSON.stringify([words(one.question.a, facts, one), choices(facts, one)]);
    let known = shown.get(one.key);
    if (!known || known.sign !== sign) { known = {sign, node: build(one, facts)}; shown.set(one.key, known); }
    return known.node;
  });
  for (const node of [...body.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, index) => { if (body.children[index] !== node) body.insertBefore(node, body.children[index] || null); });
  const order = sections.map((one, index) => one.length ? index : -1).filter(index => index >= 0), place = order.indexOf(now);
  document.getElementById("previous").hidden = place < 1;
  document.getElementById("next").hidden = place === order.length - 1;
  document.getElementById("previous").onclick = () => go(order[place - 1]);
  document.getElementById("next").onclick = () => go(order[place + 1]);
};
const go = index => { now = index; save(); draw(); scrollTo(0, 0); document.getElementById("heading").focus(); };
const quoted = text => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, sign => "\\u" + sign.codePointAt(0).toString(16).padStart(4, "0"));
const file = () => {
  const who = document.getElementById("who").value.trim();
  const lines = state.asked.filter(isAnswered).map(one => {
    const answer = answers[one.key], entry = one.scope.entry ? ", entry: " + quoted(one.scope.entry[one.scope.entry.length - 1]) : "";
    return "  - {question: " + one.question.i + entry + (answer.st ? ", state: " + answer.st : ", said: " + quoted(said(state.facts, one))) + "}";
  });
  return ["salesaudit_said: 1", "questionnaire: " + D.id, "respondent: {as: " + D.as + (who ? ", name: " + quoted(who) : "") + "}", "answers:" + (lines.length ? "" : " none"), ...lines, ""].join("\n");
};
const download = () => {
  const link = make("a", {href: URL.createObjectURL(new Blob([file()], {type: "application/yaml"})), download: D.id.split("@")[0] + "-answers.yaml"});
  document.body.append(link); link.click(); link.remove();
};
const copy = async () => {
  const area = document.getElementById("text");
  area.hidden = false; area.value = file(); area.select();
  let done = false;
  try { await navigator.clipboard.writeText(area.value); done = true; } catch { done = document.execCommand("copy"); }
  document.getElementById("copied").textContent = done ? T.copied : T.copy_yourself;
};
let token = "";
if (LIVE) {
  token = new URLSearchParams(location.search).get("token") || sessionStorage.getItem("token") || "";
  sessionStorage.setItem("token", token);
  history.replaceState(null, "", location.pathname);
} else try { const kept = JSON.parse(localStorage.getItem(STORE) || "null"); if (kept) { answers = kept.answers || {}; now = kept.now || 0; D.name = kept.who || D.name; } } catch { keeps = false; }
answers = {...answers, ...D.answers};
page.append(
  make("main", {}, make("h1", {}, D.title), make("p", {}, D.intro), make("p", {class: "soft", id: "kept", "aria-live": "polite"}),
    make("label", {}, T.your_name + " ", make("input", {type: "text", id: "who", autocomplete: "name", value: D.name, onchange: save})),
    make("div", {class: "bar", role: "group", "aria-label": T.where}, make("label", {}, make("span", {class: "soft"}, T.section + " "), make("select", {id: "menu", onchange: event => go(Number(event.target.value))})), make("span", {id: "progress", "aria-live": "polite"})),
    make("h2", {id: "heading", tabindex: "-1"}), make("p", {class: "soft", id: "intro"}), make("div", {id: "body"}),
    make("div", {class: "buttons"}, make("button", {type: "button", id: "previous"}, T.previous), make("button", {type: "button", class: "main", id: "next"}, T.next)),
    make("h2", {}, T.finish), make("p", {}, LIVE ? T.finish_live : T.finish_how),
    make("div", {class: "buttons"}, make("button", {type: "button", class: "main", id: "download", onclick: download}, T.download), make("button", {type: "button", id: "copy", onclick: copy}, T.copy)),
    make("p", {id: "copied", "aria-live": "polite", class: "soft"}), make("textarea", {id: "text", rows: 8, readonly: true, hidden: true, "aria-label": T.as_text})));
save();
draw();
};
// the data is packed: a long questionnaire would be twice as large as its page may be
const packed = Uint8Array.from(atob(document.getElementById("data").textContent), letter => letter.charCodeAt(0));
new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))).json().then(main);
