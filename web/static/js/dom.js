/** Elements, made and kept. */

/**
 * A new element.
 *
 * @param {string} tag Tag, with classes behind dots: `p.note`.
 * @param {object} attributes Attributes; `onclick` and the like are listeners,
 *     false and null leave an attribute out, true sets it empty.
 * @param {...(Node|string|null|undefined|Array)} children
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** The element with this id. */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Put children into a list in order; those that are there already stay untouched.
 *
 * An element that is not moved keeps its focus, and what a person reads stays in place.
 */
export function arrange(parent, children) {
  const wanted = new Set(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let here = parent.firstElementChild;
  for (const child of children) {
    if (child === here) here = here.nextElementSibling;
    else parent.insertBefore(child, here);
  }
}

/** Say something to a screen reader without moving anything. */
export function announce(message) {
  const region = byId('announcer');
  region.textContent = '';
  // A text that is set twice in one go is told once, or not at all.
  requestAnimationFrame(() => {
    region.textContent = message;
  });
}
