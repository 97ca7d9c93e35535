/**
 * Findings that the writer does not want to see again, kept in this page only.
 *
 * A place is known by the rule, the words and their neighbours in the line, so that
 * it stays ignored when text is added elsewhere.
 */

const NEIGHBOURS = 12;

export class Ignored {
  #places = new Map();
  #rules = new Map();

  /** Ignore one finding where it stands. */
  addPlace(finding, text) {
    this.#places.set(placeOf(finding, text), {
      title: finding.title,
      words: text.slice(finding.start, finding.end),
    });
  }

  /** Ignore whatever the rule (or the entry of a word list) finds in this draft. */
  addRule(finding) {
    this.#rules.set(ruleOf(finding), { title: finding.title, words: '' });
  }

  has(finding, text) {
    return this.#rules.has(ruleOf(finding)) || this.#places.has(placeOf(finding, text));
  }

  /** What is ignored, to be listed. */
  get list() {
    const from = (map, whole) =>
      [...map].map(([key, said]) => ({ key, whole, title: said.title, words: said.words }));
    return [...from(this.#rules, true), ...from(this.#places, false)];
  }

  restore(key) {
    this.#rules.delete(key);
    this.#places.delete(key);
  }

  clear() {
    this.#rules.clear();
    this.#places.clear();
  }
}

function ruleOf(finding) {
  return `${finding.rule}#${finding.entry ?? ''}`;
}

function placeOf(finding, text) {
  return [
    ruleOf(finding),
    text.slice(Math.max(0, finding.start - NEIGHBOURS), finding.start).split('\n').pop(),
    text.slice(finding.start, finding.end),
    text.slice(finding.end, finding.end + NEIGHBOURS).split('\n')[0],
  ].join('\u0000');
}
