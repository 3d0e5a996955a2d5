// How questions and entries are called: the steps of asked.py and groups.py.
const nameOf = (D, facts, id) => {
  const person = at(facts, ["people", id]);
  if (person) return person.name || person.title || id;
  const role = archetype(facts, id);
  return at(facts, ["roles", id, "title"]) || (Object.hasOwn(D.roles, role) ? D.roles[role] : id);
};
const titleIn = (D, facts, group, id) => {
  if (!id) return "";
  const listed = (group.list || []).find(one => one[0] === id);
  if (listed) return listed[1];
  if (!group.at) return nameOf(D, facts, id);
  return at(facts, [...group.at.split("."), id, "title"]) || (group.names || {})[id] || id.replace("->", " → ");
};
const wording = (D, state, one) => {
  const {facts} = state;
  const group = D.sections[one.section].g || {};
  const title = titleIn(D, facts, group, one.entry);
  const listed = (group.list || []).find(pair => pair[0] === one.entry);
  const own = (listed || [])[2] || {};
  const filled = text => (text || "").replace(/\{([a-z_]+)\}/g, (whole, name) => {
    if (name === "title" || name === group.each) return title || whole;
    if (name === "company") return at(facts, ["company", "name"]) || D.texts.company;
    const bound = one.scope.bound[name];
    return bound ? nameOf(D, facts, bound[1]) : own[name] || whole;
  });
  const text = filled(one.question.a);
  return {title, filled, asked: text.slice(0, 1).toUpperCase() + text.slice(1)};
};
// the entries of the company that a question is about, or people, roles and departments that may be named
const entriesAsChoices = (D, facts, question) => {
  const group = question.of;
  const ids = entriesOf(D, facts, group).map(entry => entry[entry.length - 1]);
  return ids.filter(id => !group.ids || group.ids.includes(id)).map(id => [id, titleIn(D, facts, group, id)]);
};
const called = (D, facts, kind, id) =>
  kind === "departments" ? at(facts, [kind, id, "title"]) || id : nameOf(D, facts, id);
const choicesOf = (D, facts, one) => {
  const question = one.question;
  if (question.t === "yes_no") return [["yes", D.texts.yes], ["no", D.texts.no]];
  const somebody = (question.who || []).flatMap(kind => keysOf(facts[kind]).map(id => [id, called(D, facts, kind, id)]));
  return one.left || (somebody.length ? somebody : optionsOf(D, question));
};
// the answer "known to be missing", where the choices do not have it already
const nothingOf = (question, choices) => {
  const id = question.t === "state" ? "absent" : "none";
  return question.n && !choices.some(one => one[0] === id) ? [[id, question.n]] : [];
};
