/** The list of findings: 「まず直す」 first, then by category; a card for each. */

import { arrange, h } from './dom.js';
import { exampleOf } from './examples.js';
import { alike, changeShown, optionsOf, templateLines } from './fixing.js';
import { elided, linesOf, visible } from './text.js';

/** How many findings stand under 「まず直す」 at most. */
export const FIRST = 5;
/** How many changes of one card are shown in words. */
const SHOWN_CHANGES = 4;

export const SEVERITY_NAMES = { error: '誤り', warning: '注意', suggestion: '提案' };
const SEVERITY_ORDER = { error: 0, warning: 1, suggestion: 2 };
const FIX_ORDER = { safe: 0, unsafe: 1, display: 2 };

/**
 * Where to begin, as the command line says it: one finding a rule, the graver
 * first, among them those with a safe fix.
 */
export function firstToMend(findings) {
  const urgency = (f) => [
    SEVERITY_ORDER[f.severity],
    f.fix ? FIX_ORDER[f.fix.applicability] : 3,
    f.start,
    f.end,
  ];
  const sorted = [...findings].sort((a, b) => compare(urgency(a), urgency(b)));
  const chosen = new Map();
  for (const finding of sorted) if (!chosen.has(finding.rule)) chosen.set(finding.rule, finding);
  return [...chosen.values()].slice(0, FIRST);
}

function compare(a, b) {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index === -1 ? 0 : a[index] - b[index];
}

/** An authority in one line. */
export function basisText(basis) {
  if (basis.reason) return `${basis.document}：${basis.reason}`;
  const source = [basis.issuer, basis.year && `${basis.year}年`].filter(Boolean).join('、');
  const section = basis.section ? ` ${basis.section}` : '';
  const unread = basis.verified ? '' : '（原文未確認）';
  return `「${basis.document}」${section}${source && `（${source}）`}${unread}`;
}

/** The list in the page. */
export class FindingsList {
  #root;
  #names;
  #actions;
  #items = new Map();
  #groups = new Map();
  #first = [];
  #findings = [];
  #text = '';
  #lineOf = linesOf('');
  #open = null;

  /**
   * @param {HTMLElement} root
   * @param {{categories: Object<string, string>}} names
   * @param {object} actions `opened(finding|null)`, `apply(finding, edits)`,
   *     `applyAll(finding, list)`, `show(span)`, `ignore(finding, whole)`, `rule(id)` → URL.
   */
  constructor(root, names, actions) {
    this.#root = root;
    this.#names = names;
    this.#actions = actions;
  }

  /** The finding whose card is open. */
  get current() {
    return this.#findings.find((finding) => finding.id === this.#open) ?? null;
  }

  /** The findings that are shown, in reading order. */
  get shown() {
    return this.#findings;
  }

  /**
   * Show findings.
   *
   * @param {Array} findings In reading order, each with an `id` that it keeps.
   * @param {string} text
   * @param {{fill: boolean, anew: boolean}} how Whether 「まず直す」 may take in
   *     others, and whether this is another draft.
   */
  show(findings, text, { fill = false, anew = false } = {}) {
    const anchor = this.#anchor();
    this.#findings = findings;
    this.#text = text;
    this.#lineOf = linesOf(text);
    if (anew) this.#first = [];
    const here = new Set(findings.map((finding) => finding.id));
    this.#first = this.#first.filter((id) => here.has(id));
    if (fill) this.#fillFirst();
    if (this.#open !== null && !here.has(this.#open)) this.#open = null;
    this.#draw();
    this.#restore(anchor);
  }

  #fillFirst() {
    const rules = new Set(
      this.#findings.filter((f) => this.#first.includes(f.id)).map((f) => f.rule),
    );
    for (const finding of firstToMend(this.#findings)) {
      if (this.#first.length < FIRST && !rules.has(finding.rule)) this.#first.push(finding.id);
    }
  }

  #draw() {
    const byId = new Map(this.#findings.map((finding) => [finding.id, finding]));
    for (const id of this.#items.keys()) if (!byId.has(id)) this.#items.delete(id);
    const first = this.#first.map((id) => byId.get(id));
    const rest = this.#findings.filter((finding) => !this.#first.includes(finding.id));
    const groups = [];
    if (first.length) groups.push(this.#firstGroup(first, rest.length));
    for (const category of Object.keys(this.#names.categories)) {
      const inside = rest.filter((finding) => finding.category === category);
      if (inside.length) groups.push(this.#categoryGroup(category, inside));
    }
    arrange(this.#root, groups);
  }

  #firstGroup(findings) {
    const group = this.#group('first', () => {
      const list = h('ol.findings', { 'aria-label': 'まず直す' });
      const element = h('section.group.first', {}, h('h3', {}, 'まず直す'), list);
      return { element, list };
    });
    arrange(group.list, findings.map((finding) => this.#itemOf(finding)));
    return group.element;
  }

  #categoryGroup(category, findings) {
    const name = this.#names.categories[category];
    const group = this.#group(category, () => {
      const count = h('span.count');
      const list = h('ol.findings', { 'aria-label': name });
      const element = h(
        'details.group',
        { 'data-category': category },
        h('summary', {}, h('span', {}, name), count),
        list,
      );
      return { element, list, count };
    });
    group.count.textContent = `${findings.length}件`;
    arrange(group.list, findings.map((finding) => this.#itemOf(finding)));
    return group.element;
  }

  #group(name, make) {
    if (!this.#groups.has(name)) this.#groups.set(name, make());
    return this.#groups.get(name);
  }

  #itemOf(finding) {
    let item = this.#items.get(finding.id);
    if (!item) {
      item = this.#newItem(finding);
      this.#items.set(finding.id, item);
    }
    item.line.textContent = `${this.#lineOf(finding.start)}行目`;
    const words = wordsOf(finding, this.#text);
    item.words.textContent = words && `「${words}」`;
    const open = finding.id === this.#open;
    item.head.setAttribute('aria-expanded', String(open));
    item.card.hidden = !open;
    item.element.classList.toggle('open', open);
    if (open) this.#fillCard(item, finding);
    return item.element;
  }

  #newItem(finding) {
    const id = `finding-${finding.id}`;
    const line = h('span.line');
    const words = h('span.words');
    const head = h(
      'button.head',
      {
        type: 'button',
        'aria-controls': id,
        onclick: () => this.#toggle(finding.id),
      },
      h(`span.severity.${finding.severity}`, {}, SEVERITY_NAMES[finding.severity]),
      h('span.title', {}, finding.title),
      h('span.place', {}, line, words),
    );
    const card = h('div.card', { id });
    const element = h('li.finding', { 'data-severity': finding.severity }, head, card);
    return { element, head, card, line, words, made: '' };
  }

  #toggle(id) {
    if (this.#open === id) this.close();
    else this.open(id);
  }

  /** Close the open card; false if none was. */
  close() {
    if (this.#open === null) return false;
    this.#open = null;
    this.#draw();
    this.#actions.opened(null);
    return true;
  }

  /**
   * Open the card of a finding.
   *
   * @param {number} id
   * @param {{focus: boolean, bring: boolean}} how Whether the focus follows, and whether
   *     a page of one column may scroll to it.
   */
  open(id, { focus = false, bring = focus } = {}) {
    const finding = this.#findings.find((each) => each.id === id);
    if (!finding) return;
    this.#open = id;
    const anchor = focus ? null : this.#anchor();
    this.#draw();
    const item = this.#items.get(id);
    const fold = item.element.closest('details');
    if (fold) fold.open = true;
    this.#restore(anchor?.element === item.element ? anchor : null);
    if (this.#besides()) this.#bringIn(item.element);
    else if (bring) item.element.scrollIntoView({ block: 'nearest' });
    if (focus) item.head.focus({ preventScroll: true });
    this.#actions.opened(finding);
  }

  /** Scroll the panel, never the page, so that an item can be seen. */
  #bringIn(element) {
    const panel = this.#scroller();
    if (!panel) return;
    const box = element.getBoundingClientRect();
    const frame = panel.getBoundingClientRect();
    if (box.top < frame.top || box.height > frame.height) panel.scrollTop += box.top - frame.top - 8;
    else if (box.bottom > frame.bottom) panel.scrollTop += box.bottom - frame.bottom + 8;
  }

  #scroller() {
    const panel = this.#root.closest('.panel');
    return panel && panel.scrollHeight > panel.clientHeight + 1 ? panel : null;
  }

  /** What is being read: the item with the focus, the open one, or the first in view. */
  #anchor() {
    const focused = document.activeElement?.closest?.('.finding');
    const open = this.#items.get(this.#open)?.element;
    const top = this.#scroller()?.getBoundingClientRect().top ?? 0;
    const seen = (element) => element?.isConnected && element.getBoundingClientRect().bottom > top;
    const element =
      [focused, open].find((each) => this.#root.contains(each ?? null) && seen(each)) ??
      [...this.#root.querySelectorAll('.finding')].find(seen);
    return element ? { element, top: element.getBoundingClientRect().top } : null;
  }

  #restore(anchor) {
    if (!anchor?.element.isConnected) return;
    const by = anchor.element.getBoundingClientRect().top - anchor.top;
    if (!by) return;
    const panel = this.#scroller();
    if (panel) panel.scrollTop += by;
    // The page moves for what is above its middle only: the draft stays in place.
    else if (anchor.top < innerHeight && anchor.top > 0 && !this.#besides()) scrollBy(0, by);
  }

  #besides() {
    const panel = this.#root.closest('.panel');
    return panel && getComputedStyle(panel).position === 'sticky';
  }

  // Cards

  #fillCard(item, finding) {
    const options = optionsOf(finding, this.#text);
    const rows = options.slice(0, SHOWN_CHANGES).map((option) => ({
      option,
      all: alike(finding, option, this.#findings, this.#text),
    }));
    const related = finding.related.map((r) => [this.#lineOf(r.start), r.message]);
    const made = JSON.stringify([
      finding.message,
      related,
      rows.map(({ option, all }) => [option.says, changeShown(option.edits, this.#text), all.length]),
    ]);
    if (item.made === made) return;
    item.made = made;
    item.card.replaceChildren(
      h('p.message', {}, finding.message),
      ...rows.map(({ option, all }) => this.#optionRow(finding, option, all)),
      ...this.#relatedRows(finding),
      this.#reasons(finding),
      this.#foot(finding),
    );
  }

  #optionRow(finding, option, all) {
    const row = h('div.option');
    const change = changeShown(option.edits, this.#text);
    if (option.inserts) {
      row.append(h('pre.template', {}, templateLines(option.edits).join('\n')));
    } else if (change) {
      row.append(changeParagraph(change));
    }
    if (!option.edits.length) {
      row.append(h('p.hint', {}, `「${option.label}」と書きます。`));
      return row;
    }
    const find = () => this.#findings.find((each) => each.id === finding.id);
    const again = () => {
      const now = find();
      if (!now) return null;
      const options = optionsOf(now, this.#text);
      const found = options.find((each) => each.says === option.says && each.label === option.label);
      return found ? { now, found } : null;
    };
    row.append(
      h(
        'button.apply',
        {
          type: 'button',
          onclick: () => {
            const ready = again();
            if (ready) this.#actions.apply(ready.now, ready.found.edits);
          },
        },
        option.says,
      ),
    );
    if (all.length > 1) {
      row.append(
        h(
          'button.apply-all',
          {
            type: 'button',
            onclick: () => {
              const ready = again();
              if (!ready) return;
              const list = alike(ready.now, ready.found, this.#findings, this.#text);
              this.#actions.applyAll(ready.now, list);
            },
          },
          `すべて直す（${all.length}か所）`,
        ),
      );
    }
    return row;
  }

  #relatedRows(finding) {
    if (!finding.related.length) return [];
    const rows = finding.related.map((other, index) =>
      h(
        'li',
        {},
        h(
          'button.link',
          {
            type: 'button',
            onclick: () => {
              const now = this.#findings.find((each) => each.id === finding.id);
              if (now?.related[index]) this.#actions.show(now.related[index]);
            },
          },
          `${this.#lineOf(other.start)}行目`,
        ),
        other.message ? `　${other.message}` : null,
      ),
    );
    return [h('div.related', {}, h('p.label', {}, '関連する所'), h('ul', {}, rows))];
  }

  #reasons(finding) {
    const list = h('dl');
    if (finding.why.trim()) {
      list.append(h('dt', {}, 'なぜ'));
      for (const part of finding.why.split('\n\n')) {
        if (part.trim()) list.append(h('dd', {}, part.replace(/\n/g, '').trim()));
      }
    }
    if (finding.basis.length) {
      list.append(h('dt', {}, '根拠'));
      for (const basis of finding.basis) list.append(h('dd', {}, basisText(basis)));
    }
    exampleOf(this.#actions.rule(finding.rule), finding.entry).then((example) => {
      if (!example) return;
      const fixed = example.fixed ? h('p', {}, h('span.sign', {}, '○ '), example.fixed) : '';
      list.append(
        h('dt', {}, '例'),
        h('dd.example', {}, h('p', {}, h('span.sign', {}, '× '), example.text), fixed),
      );
    });
    return list;
  }

  #foot(finding) {
    const now = () => this.#findings.find((each) => each.id === finding.id);
    const button = (label, act) =>
      h('button.quiet', { type: 'button', onclick: () => now() && act(now()) }, label);
    return h(
      'div.foot',
      {},
      button('本文で見る', (f) => this.#actions.show(f)),
      h(
        'a',
        { href: this.#actions.rule(finding.rule) + (finding.entry ? `#${finding.entry}` : '') },
        'ルールの説明',
      ),
      button('ここでは止める', (f) => this.#actions.ignore(f, false)),
      button('この下書きでは止める', (f) => this.#actions.ignore(f, true)),
      h('code.rule-id', {}, finding.entry ? `${finding.rule}#${finding.entry}` : finding.rule),
    );
  }
}

/** The words of a finding in short; characters that cannot be seen only where there is little else. */
function wordsOf(finding, text) {
  const words = text.slice(finding.start, finding.end);
  return words.length <= 4 ? visible(words) : elided(words, 22);
}

function changeParagraph({ before, after }) {
  const shown = (text) => visible(text.replace(/\n/g, '↵'));
  return h(
    'p.change',
    {},
    h('span.before', {}, before[0], h('del', {}, shown(before[1])), before[2]),
    h('span.arrow', { 'aria-hidden': 'true' }, ' → '),
    h('span.after', {}, after[0], h('ins', {}, shown(after[1])), after[2]),
  );
}
