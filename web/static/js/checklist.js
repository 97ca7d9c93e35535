/** What a draft has to say: what stands where, and what is missing. */

import { h } from './dom.js';
import { elided } from './text.js';

const MARKS = { found: '○', required: '×', recommended: '△' };
/** How many places that say the same thing are linked. */
const PLACES = 3;

/**
 * The checklist as elements, and how many required pieces are missing.
 *
 * @param {Array} elements Of the report, located in the text.
 * @param {string} text
 * @param {Array} findings Those shown; a missing piece is mended by its finding.
 * @param {Object<string, string>} names Of the elements.
 * @param {{show: (span: object) => void, open: (finding: object) => void}} actions
 */
export function checklist(elements, text, findings, names, actions) {
  const wanted = elements.filter((element) => element.status !== 'not_needed');
  const items = [...new Set(wanted.map((element) => element.item))].sort((a, b) => a - b);
  const lists = items.map((item) => {
    const rows = wanted
      .filter((element) => element.item === item)
      .map((element) => row(element, text, findings, names, actions));
    const heading = items.length > 1 ? h('h3', {}, `${item + 1}つ目のお知らせ`) : null;
    return h('div', {}, heading, h('ul.checklist', {}, rows));
  });
  const missing = wanted.filter((e) => e.status === 'missing' && e.required).length;
  return { lists, missing, count: wanted.length };
}

function row(element, text, findings, names, actions) {
  const kind = kindOf(element);
  const name = names[element.element] ?? element.element;
  return h(
    `li.${kind}`,
    {},
    h('span.mark', { 'aria-hidden': 'true' }, MARKS[kind]),
    h('span.name', {}, name),
    h('span.said', {}, said(element, kind, text, findings, actions)),
  );
}

function kindOf(element) {
  if (element.status === 'found') return 'found';
  return element.required ? 'required' : 'recommended';
}

function said(element, kind, text, findings, actions) {
  if (kind === 'found') {
    if (!element.evidence.length) return '書かれています';
    return element.evidence.slice(0, PLACES).map((span) =>
      h(
        'button.link',
        { type: 'button', onclick: () => actions.show(span) },
        elided(text.slice(span.start, span.end), 26),
      ),
    );
  }
  const words = kind === 'required' ? '書かれていません' : 'あると親切です';
  const finding = findingOf(element, findings);
  if (!finding) return words;
  return [
    words,
    h(
      'button.link',
      { type: 'button', onclick: () => actions.open(finding) },
      '書き足す行の案を見る',
    ),
  ];
}

/** The finding that a missing piece of information was made into. */
function findingOf(element, findings) {
  const rule = `missing-${element.element.replaceAll('_', '-')}`;
  const found = findings.filter((finding) => finding.rule.endsWith(`/${rule}`));
  return found[element.item] ?? found[0];
}
