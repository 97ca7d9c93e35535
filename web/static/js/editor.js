/**
 * The text box and the mirror behind it that carries the marks.
 *
 * The box is never touched while an input method composes. Marks are CSS
 * highlights on the mirror's one text node, so that drawing them changes no
 * document; where a browser has no highlights, the mirror holds `<mark>`s.
 */

import { changeBetween } from './text.js';

const SEVERITIES = ['suggestion', 'warning', 'error'];
/** Units from which a finding is about a whole sentence: it is tinted, and only its head underlined. */
const LONG = 40;
const HEAD = 8;
const HIGHLIGHTS = globalThis.CSS?.highlights !== undefined && 'Highlight' in globalThis;

export class Editor {
  #box;
  #mirror;
  #node = document.createTextNode('');
  #text = '';
  #marks = [];
  #current = null;
  #highlights = new Map();
  #listener;

  /**
   * @param {HTMLTextAreaElement} box
   * @param {HTMLElement} mirror An element of the same size and type behind it.
   * @param {{changed: Function, settled: Function, chosen: Function}} listener
   *     `changed(change)` after every edit, `settled()` after an edit that is no
   *     step of a composition, `chosen(at)` when a place was clicked.
   */
  constructor(box, mirror, listener) {
    this.#box = box;
    this.#mirror = mirror;
    this.#listener = listener;
    this.composing = false;
    /** Whether the page itself is writing. */
    this.replacing = false;
    if (HIGHLIGHTS) {
      for (const [priority, name] of ['sentence', ...SEVERITIES, 'related', 'current'].entries()) {
        const highlight = new Highlight();
        highlight.priority = priority;
        this.#highlights.set(name, highlight);
        CSS.highlights.set(name, highlight);
      }
    }
    mirror.replaceChildren(this.#node);
    this.#reflect();
    box.addEventListener('compositionstart', () => {
      this.composing = true;
    });
    box.addEventListener('compositionend', () => {
      this.composing = false;
      this.#edited(listener);
      listener.settled();
    });
    box.addEventListener('input', (event) => {
      if (this.replacing) return;
      this.#edited(listener);
      if (!this.composing && !event.isComposing) listener.settled();
    });
    box.addEventListener('click', () => {
      if (box.selectionStart === box.selectionEnd) listener.chosen(box.selectionStart);
    });
  }

  get text() {
    return this.#text;
  }

  get box() {
    return this.#box;
  }

  /** The place of the caret, in UTF-16 units. */
  get caret() {
    return this.#box.selectionStart;
  }

  get allSelected() {
    const { selectionStart, selectionEnd, value } = this.#box;
    return selectionEnd - selectionStart === value.length;
  }

  #edited(listener) {
    const before = this.#text;
    if (this.#box.value === before) return;
    this.#reflect();
    listener.changed(changeBetween(before, this.#text), before);
  }

  #reflect() {
    this.#text = this.#box.value;
    // The last line end needs something behind it to make a line of its own.
    if (HIGHLIGHTS) this.#node.data = `${this.#text}\n`;
    else this.#mirror.textContent = `${this.#text}\n`;
  }

  /**
   * Draw marks.
   *
   * @param {Array<{start: number, end: number, severity: string}>} marks
   */
  mark(marks) {
    this.#marks = marks;
    if (!HIGHLIGHTS) {
      this.#markWithElements();
      return;
    }
    for (const name of ['sentence', ...SEVERITIES]) this.#highlights.get(name).clear();
    for (const mark of marks) {
      const long = mark.end - mark.start > LONG;
      if (long) this.#highlights.get('sentence').add(this.#range(mark));
      const head = long ? { start: mark.start, end: mark.start + HEAD } : mark;
      this.#highlights.get(mark.severity).add(this.#range(head));
    }
  }

  /** Set one finding apart, with the places that it is about; null sets none apart. */
  point(finding) {
    this.#current = finding;
    if (!HIGHLIGHTS) {
      this.#markWithElements();
      return;
    }
    const current = this.#highlights.get('current');
    const related = this.#highlights.get('related');
    current.clear();
    related.clear();
    if (!finding) return;
    current.add(this.#range(finding));
    for (const other of finding.related) related.add(this.#range(other));
  }

  #range(span) {
    const most = this.#text.length;
    const range = new StaticRange({
      startContainer: this.#node,
      startOffset: Math.min(span.start, most),
      endContainer: this.#node,
      // A place without width is shown on the character before or behind it.
      endOffset: Math.min(Math.max(span.end, span.start + 1), most + 1),
    });
    return range;
  }

  #markWithElements() {
    const text = this.#text;
    const layers = this.#marks.flatMap((mark) => {
      if (mark.end - mark.start <= LONG) return [{ ...mark, name: mark.severity }];
      const head = { start: mark.start, end: mark.start + HEAD, name: mark.severity };
      return [{ ...mark, name: 'sentence' }, head];
    });
    if (this.#current) layers.push({ ...this.#current, name: 'current' });
    const cuts = new Set([0, text.length, ...layers.flatMap(({ start, end }) => [start, end])]);
    const edges = [...cuts].sort((a, b) => a - b);
    const parts = edges.slice(0, -1).map((start, index) => {
      const end = edges[index + 1];
      const piece = text.slice(start, end);
      const names = layers.filter((l) => l.start <= start && l.end >= end).map((l) => l.name);
      if (!names.length) return piece;
      const element = document.createElement('mark');
      const gravest = SEVERITIES.findLast((severity) => names.includes(severity));
      const others = ['sentence', 'current'].filter((name) => names.includes(name));
      element.className = [gravest, ...others].filter(Boolean).join(' ');
      element.textContent = piece;
      return element;
    });
    this.#mirror.replaceChildren(...parts, '\n');
  }

  /** Bring a span into view, without touching the caret. */
  reveal(span) {
    const box = this.#boxOf(span);
    if (!box) return;
    const margin = 96;
    const top = box.top - margin;
    const bottom = box.bottom + margin;
    if (top < 0) scrollBy({ top, behavior: motion() });
    else if (bottom > innerHeight) scrollBy({ top: bottom - innerHeight, behavior: motion() });
  }

  #boxOf(span) {
    const walker = document.createTreeWalker(this.#mirror, NodeFilter.SHOW_TEXT);
    let before = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (span.start < before + node.length) {
        const range = document.createRange();
        range.setStart(node, span.start - before);
        range.setEnd(node, Math.min(span.start - before + 1, node.length));
        return range.getBoundingClientRect();
      }
      before += node.length;
    }
    return null;
  }

  /** Put the caret somewhere, or select a span, and focus the box. */
  select(start, end = start) {
    this.#box.focus({ preventScroll: true });
    this.#box.setSelectionRange(start, end);
  }

  /**
   * Replace a span so that Ctrl+Z undoes it.
   *
   * Only `execCommand` writes into the undo history of a text box; where it is
   * not to be had, the text is set.
   */
  replace(start, end, text) {
    const box = this.#box;
    this.select(start, end);
    this.replacing = true;
    const done = text ? this.#insert(text) : start === end || document.execCommand('delete');
    if (!done) box.setRangeText(text, start, end, 'end');
    this.replacing = false;
    this.#edited(this.#listener);
    this.#listener.settled();
  }

  /**
   * Write a text in the place of the selection, as one step of the undo history.
   *
   * `insertText` types line after line and lays the box out after each: a draft of 50,000
   * characters takes minutes. As markup it is one insertion; where that is not the very
   * same text, it is taken back and typed after all.
   */
  #insert(text) {
    const { value, selectionStart, selectionEnd } = this.#box;
    if (text.includes('\n')) {
      const expected = value.slice(0, selectionStart) + text + value.slice(selectionEnd);
      const markup = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
      document.execCommand('insertHTML', false, markup);
      if (this.#box.value === expected) {
        // A line end at the end of the box leaves the caret in front of it.
        const behind = selectionStart + text.length;
        this.#box.setSelectionRange(behind, behind);
        return true;
      }
      if (this.#box.value !== value) document.execCommand('undo');
      this.#box.setSelectionRange(selectionStart, selectionEnd);
    }
    return document.execCommand('insertText', false, text);
  }

  /** Undo what was done last. */
  undo() {
    this.#box.focus({ preventScroll: true });
    document.execCommand('undo');
  }
}

/** How to scroll: at once for those who asked for less motion. */
export function motion() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}
