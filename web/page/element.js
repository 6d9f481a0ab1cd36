// Elements of the page: a name, attributes and children come in, an element goes out. Words are always text, never
// markup, so nothing in a plan can become part of the page.

/** An element. Attributes that are undefined, null or false are left out; `on…` functions listen. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** The element of the page called `id`. */
export const byId = (id) => document.getElementById(id);

/** Says something to people who do not see the page. */
export function say(words) {
  byId("status").textContent = words;
}

/** `1 plan`, `2 plans`. */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** `words` with a capital letter. */
export const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);
