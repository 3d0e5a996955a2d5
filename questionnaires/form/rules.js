"use strict";
// Which questions there are to ask: the steps of settle.py and company.py, on what was chosen and typed here.
// `D` is what the page was filled with; an answer is {v: chosen ids}, {s: text, n: its value where the program told it},
// {p: text by part, n: …} or {st: why there is none}.
const ROUNDS = 24;
const NOBODY = ["none", "absent"];
const NUMERIC = ["share", "money", "duration", "count", "number"];
const PEOPLE = ["who", "who_many", "person", "role"];
const WORKERS = ["worker", "seller", "leader", "owner", "ceo"];

// --- trees of facts ---
const isMap = value => value !== null && typeof value === "object" && !Array.isArray(value);
const listOf = value => value === undefined || value === "none" ? [] : [].concat(value);
const keysOf = value => isMap(value) ? Object.keys(value) : [];
const at = (tree, path) => {
  let here = tree;
  for (const part of path) {
    if (!isMap(here) || !Object.hasOwn(here, part)) return undefined;
    here = here[part];
  }
  return here;
};
const put = (tree, path, value) => {
  let here = tree;
  for (const part of path.slice(0, -1)) {
    if (!isMap(at(here, [part]))) here[part] = {};
    here = here[part];
  }
  const last = path[path.length - 1];
  const before = at(here, [last]);
  if (isMap(value) && isMap(before)) here[last] = {...before, ...value};
  else if (!isMap(value) || Object.keys(value).length || before === undefined) here[last] = value;
};
const merged = (below, above) => {
  const found = {...below};
  for (const key of Object.keys(above)) {
    found[key] = isMap(above[key]) && isMap(found[key]) ? merged(found[key], above[key]) : above[key];
  }
  return found;
};

// --- who there is ---
const archetype = (facts, role) => at(facts, ["roles", role, "archetype"]) || role;
const rolesOf = (facts, id) => at(facts, ["people", id]) ? listOf(at(facts, ["people", id, "roles"])) : [id];
const archetypesOf = (facts, id) => rolesOf(facts, id).map(role => archetype(facts, role));
const holders = (facts, role) =>
  keysOf(facts.people).filter(id => listOf(at(facts, ["people", id, "roles"])).includes(role));
const mayBeUnnamed = (facts, role) => {
  const listed = holders(facts, role).length;
  const count = at(facts, ["roles", role, "count"]);
  return count === undefined ? !listed : !(count <= listed);
};
const pathOf = (facts, id) => [at(facts, ["people", id]) ? "people" : "roles", id];
const ofRole = (facts, role) => [...holders(facts, role), ...(mayBeUnnamed(facts, role) ? [role] : [])];
const holding = (facts, archetypes) => {
  const roles = keysOf(facts.roles).filter(role => archetypes.includes(archetype(facts, role)));
  const items = [...new Set(roles.flatMap(role => ofRole(facts, role)))];
  const needs = !facts.roles || keysOf(facts.people).some(id => at(facts, ["people", id, "roles"]) === undefined);
  return {items, needs};
};
const component = (facts, id) => at(facts, ["departments", id, "component"]) || id;
// everyone whom a reference means: a department stands for its leader, a role for itself and its holders
const meant = (facts, id, likely, seen = new Set()) => {
  if (seen.has(id)) return [];
  seen.add(id);
  if (!at(facts, ["departments", id])) return at(facts, ["roles", id]) ? [id, ...holders(facts, id)] : [id];
  const leaders = listOf(at(facts, ["departments", id, "leader"]));
  const members = keysOf(facts.roles).filter(role => at(facts, ["roles", role, "department"]) === id);
  return (leaders.length ? leaders : likely ? members : []).flatMap(one => meant(facts, one, likely, seen));
};
const leaders = (D, facts) => {
  const named = keysOf(facts.departments)
    .filter(id => component(facts, id) === "sales")
    .flatMap(id => listOf(at(facts, ["departments", id, "leader"])))
    .flatMap(id => at(facts, ["roles", id]) ? ofRole(facts, id) : meant(facts, id, true));
  if (named.length) return [...new Set(named)];
  for (const one of ["head_of_sales", "commercial_director"]) {
    const found = holding(facts, [one]);
    if (found.items.length || found.needs) return found.items;
  }
  const leading = D.leading.flatMap(id => listOf(at(facts, ["functions", id, "responsible"])));
  const those = new Set(leading.flatMap(id => meant(facts, id, false)));
  return holding(facts, ["ceo", "owner"]).items.filter(id => those.has(id));
};
const workers = (D, facts, kind) => {
  if (kind === "leader") return leaders(D, facts);
  if (kind !== "worker") return holding(facts, kind === "seller" ? D.sellers : [kind]).items;
  const roles = keysOf(facts.roles);
  return [...keysOf(facts.people), ...roles.filter(role => mayBeUnnamed(facts, role))];
};

// --- entries of a repeat group; [] for a question asked once ---
const fits = (facts, group, id) => Object.entries(group.over || {}).every(([key, wanted]) => {
  if (key === "id") return wanted.includes(id);
  if (key === "not") return !wanted.includes(id);
  const inside = group.each === "department" || group.each === "interface";
  const what = key.replace("not_", "");
  const found = what === "component" && inside ? component(facts, id) : at(facts, [...group.at.split("."), id, what]);
  return wanted.includes(String(found ?? "")) === (key === what);
});
const entriesOf = (D, facts, group) => {
  if (!group) return [[]];
  const each = group.each;
  if (group.list) return group.list.map(one => [one[0]]);
  if (group.at) {
    const found = keysOf(at(facts, group.at.split(".")));
    const own = found.filter(id => each !== "interface" || component(facts, id) !== "sales");
    return own.filter(id => fits(facts, group, id)).map(id => [id]);
  }
  const ids = each === "role" ? keysOf(facts.roles) : each === "person" ? keysOf(facts.people) : workers(D, facts, each);
  const fitting = ids.filter(id => !group.only || archetypesOf(facts, id).some(one => group.only.includes(one)));
  return fitting.map(id => each === "role" ? ["roles", id] : each === "person" ? ["people", id] : pathOf(facts, id));
};

// --- paths and conditions ---
const pathIn = (template, scope, value) => {
  const parts = [];
  for (const part of template.split(".")) {
    const name = (/\{([a-z_]+)\}/.exec(part) || [])[1];
    if (!name) {
      parts.push(part);
      continue;
    }
    const own = name === scope.each && scope.entry.length ? scope.entry : scope.bound[name];
    const found = name === "value" ? [value || "*"] : own;
    if (!found) return null;
    if (found.length === 2 && parts.length) parts[parts.length - 1] = found[0];
    const last = found[found.length - 1];
    if (name === "value") parts.push(...part.replace("{value}", last).split("."));
    else parts.push(last);
  }
  return parts;
};
const all = values => values.includes(false) ? false : values.includes(null) ? null : true;
const not = value => value === null ? null : !value;
const word = value => value === true ? "yes" : value === false ? "no" : String(value);
const isMissing = value =>
  NOBODY.includes(value) || value === false || value === 0 || (typeof value === "object" && !Object.keys(value).length);
const holds = (condition, facts, scope) => {
  const [kind, ...rest] = condition;
  const inside = () => rest.map(part => holds(part, facts, scope));
  if (kind === "all") return all(inside());
  if (kind === "any") return not(all(inside().map(not)));
  if (kind === "not") return not(inside()[0]);
  if (kind === "has") {
    return facts.roles ? Object.keys(facts.roles).some(role => rest[0].includes(archetype(facts, role))) : null;
  }
  const path = pathIn(rest[0], scope);
  const found = path ? at(facts, path) : undefined;
  if (kind === "known") return found !== undefined;
  if (found === undefined) return null;
  if (kind === "is") {
    return (isMissing(found) && rest[1].includes("none")) || [].concat(found).some(one => rest[1].includes(word(one)));
  }
  if (typeof found === "object") return Object.keys(found).length > rest[1];
  if (found === "none") return false;
  // a number told in words is understood when it comes back: rather a question too many than one too few
  return typeof found === "number" ? !(found <= rest[1]) : null;
};

// --- what was answered ---
const SIZES = {"%": .01, "тыс": 1e3, k: 1e3, "млн": 1e6, m: 1e6, mln: 1e6, million: 1e6, "млрд": 1e9, bn: 1e9, billion: 1e9};
const numberIn = text => {
  const found = /(\d[\d\s]*(?:[.,]\d+)?)\s*(%|[a-zа-я]+)?/i.exec(text);
  if (!found) return NaN;
  return parseFloat(found[1].replace(/\s/g, "").replace(",", ".")) * (SIZES[(found[2] || "").toLowerCase()] || 1);
};
const LETTERS = Object.fromEntries([..."абвгдеёзийклмнопрстуфыэ"].map((letter, place) => [letter, "abvgdeeziyklmnoprstufye"[place]]));
Object.assign(LETTERS, {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"});
const slug = name => {
  const latin = [...name.toLowerCase()].map(letter => LETTERS[letter] ?? letter).join("").normalize("NFKD");
  return latin.replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, 112) || "entry";
};
const entryId = (D, name, section) => {
  const known = at(D.facts, section);
  const wanted = name.toLowerCase().trim();
  const titles = id => [id, at(known, [id, "name"]), at(known, [id, "title"])].map(one => String(one ?? "").toLowerCase());
  const found = keysOf(known).find(id => titles(id).includes(wanted));
  if (found !== undefined) return found;
  const suffix = {departments: "_department", people: "_person"}[section[section.length - 1]];
  const made = slug(name);
  return suffix && Object.hasOwn(D.roles, made) ? made + suffix : made;
};
const namesIn = text => {
  const pieces = text.split(/[,;\n]|\s+(?:и|and)\s+/).map(name => name.replace(/\s+/g, " ").replace(/^[ .]+|[ .]+$/g, ""));
  return [...new Set(pieces.filter(Boolean))];
};
const several = question => ["many", "who_many"].includes(question.t) || Boolean(question.m);
const optionsOf = (D, question) => typeof question.o === "string" ? D.lists[question.o] : question.o || [];
const typed = question => !PEOPLE.includes(question.t) && !["choice", "many", "state", "yes_no"].includes(question.t);
const valueOf = (question, answer) => {
  if (!answer || answer.st) return undefined;
  const chosen = answer.v;
  if (chosen && typed(question)) return question.t === "names" ? [] : "none";
  if (question.t === "yes_no") return chosen && chosen.length ? chosen[0] === "yes" : undefined;
  if (chosen && !chosen.length) return undefined;
  if (chosen) return several(question) ? chosen.filter(id => id !== "none") : chosen[0];
  if (answer.p) {
    const shares = Object.entries(answer.p).map(([part, text]) => [part, numberIn(text) / (text.includes("%") ? 1 : 100)]);
    return answer.n ?? Object.fromEntries(shares);
  }
  if (!(answer.s || "").trim()) return undefined;
  if (question.t === "names") return answer.n ?? namesIn(answer.s);
  return NUMERIC.includes(question.t) ? answer.n ?? numberIn(answer.s) : answer.s.trim();
};

// the facts that an answer gives: {path, value, adds, weak}
const fillsOf = (D, question, scope, answer, offered) => {
  const value = valueOf(question, answer);
  if (value === undefined) return [];
  const none = NOBODY.includes(value) || (Array.isArray(value) && !value.length);
  const fact = (template, what) => {
    const path = pathIn(template, scope);
    return path ? [{path, value: what}] : [];
  };
  if (none && question.nf) return fact(question.nf, "none");
  const parts = question.f.split(".");
  const place = parts.findIndex(part => part.includes("{value}"));
  if (place < 0) return fact(question.f, value);
  let chosen = none ? [] : [].concat(value);
  if (offered) chosen = chosen.filter(id => offered.some(one => one[0] === id));
  const section = (place ? pathIn(parts.slice(0, place).join("."), scope) : []) || [];
  const given = question.g || [];
  const found = [];
  if (!chosen.length && !question.g && !question.ad) found.push({path: section, value: "none", weak: true});
  for (const one of chosen) {
    const id = question.t === "names" ? entryId(D, one, section) : one;
    const path = pathIn(question.f, scope, id);
    if (!path) return found;
    const own = parts[parts.length - 1].includes("{value}") ? {} : one;
    const what = question.ad ? [scope.entry[scope.entry.length - 1]] : given[0] || own;
    found.push({path, value: what, adds: Boolean(question.ad)});
    const other = question.al ? pathIn(question.al, scope, id) : null;
    if (other) found.push({path: other, value: [scope.entry[scope.entry.length - 1]], adds: true});
    const sets = (optionsOf(D, question).find(pair => pair[0] === one) || [])[2] || {};
    for (const key of Object.keys(sets)) found.push({path: [...section, id, key], value: sets[key]});
  }
  if (given[1]) for (const [id] of offered || optionsOf(D, question)) {
    const path = pathIn(question.f, scope, id);
    if (path && !chosen.includes(id)) found.push({path, value: given[1]});
  }
  return found;
};

// --- rounds until nothing changes ---
const considered = (D, facts) => {
  const bound = {};
  for (const kind of WORKERS.slice(1)) {
    const [first] = workers(D, facts, kind);
    if (first !== undefined) bound[kind] = pathOf(facts, first);
  }
  const found = [];
  D.sections.forEach((section, index) => {
    for (const entry of entriesOf(D, facts, section.g)) for (const question of section.q) {
      const scope = {bound, each: section.g ? section.g.each : "", entry};
      const conditions = [section.c, question.c].filter(Boolean);
      if (!pathIn(question.f, scope) || all(conditions.map(one => holds(one, facts, scope))) !== true) continue;
      const id = entry[entry.length - 1] || "";
      found.push({section: index, question, scope, entry: id, key: question.i + (id ? "/" + id : "")});
    }
  });
  return found;
};
const CLOSED = [["roles"], ["people"], ["departments"], ["lead_generation", "channels"], ["processes", "funnel", "stages"],
  ["segments"], ["strategy", "goals"]];
const entryIn = path => {
  const section = CLOSED.find(one => one.length < path.length && one.every((part, place) => path[place] === part));
  return section ? path.slice(0, section.length + 1) : null;
};
const listsIn = (one) => {
  const question = one.question;
  if (!question.f.includes("{value}") || question.g || question.ad) return null;
  const path = pathIn(question.f, one.scope) || [];
  const section = path.slice(0, Math.max(0, path.indexOf("*")));
  return CLOSED.some(closed => closed.join() === section.join()) ? section : null;
};
const sign = path => path.join("\n");
const told = (D, facts, asked, answers, chosenOf) => {
  const filled = new Set();
  const found = [];
  for (const one of asked) {
    const {question, scope} = one;
    const isTold = path => Boolean(path) && (filled.has(sign(path)) || (!question.k && at(D.facts, path) !== undefined));
    const choices = question.of ? chosenOf(facts, question) : optionsOf(D, question);
    const settled = question.r && !question.f.includes("{value}") && isTold(pathIn(question.f, scope));
    one.left = null;
    if (settled) one.left = [];
    else if (question.r && choices.length) {
      const open = ([id]) => pathIn(question.f, scope, id) && !isTold(pathIn(question.f, scope, id));
      one.left = choices.filter(open);
    } else if (question.of) one.left = choices;
    if (one.left && !one.left.length) continue;
    for (const fill of fillsOf(D, question, scope, answers[one.key], one.left)) {
      found.push({...fill, one});
      filled.add(sign(fill.path));
    }
  }
  // to speak of a role does not make the role
  const made = new Set(found.map(({one, path}) => {
    const section = listsIn(one);
    return section ? sign(path.slice(0, section.length + 1)) : "";
  }));
  return found.filter(({path}) => {
    const entry = entryIn(path);
    return !entry || made.has(sign(entry)) || at(D.facts, entry) !== undefined;
  });
};
const built = (D, found) => {
  const tree = {};
  for (const {path, value, adds, weak} of found) {
    if (weak) continue;
    const before = at(tree, path);
    put(tree, path, adds && Array.isArray(before) ? [...new Set([...before, ...value])] : value);
  }
  for (const {path, value, weak} of found) if (weak && at(tree, path) === undefined) put(tree, path, value === "none" ? {} : value);
  const facts = merged(D.facts, tree);
  const isKnown = (id, kind) => (kind === "role" ? ["roles"] : ["roles", "people", "departments"]).some(one => at(facts, [one, id]));
  for (const {path, value, one} of found) {
    if (!PEOPLE.includes(one.question.t) || listOf(value).every(id => isKnown(id, one.question.t))) continue;
    const home = at(facts, path.slice(0, -1));
    if (home) delete home[path[path.length - 1]];
  }
  return facts;
};
const settle = (D, answers, chosenOf) => {
  let facts = D.facts, asked = considered(D, facts), before = "[]";
  for (let round = 0; round < ROUNDS; round++) {
    const found = told(D, facts, asked, answers, chosenOf);
    const now = JSON.stringify(found.map(({path, value}) => [path, value]));
    if (now === before) break;
    before = now;
    facts = built(D, found);
    asked = considered(D, facts);
  }
  return {facts, asked: asked.filter(one => !one.left || one.left.length)};
};
