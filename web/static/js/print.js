/** The report on paper: score, findings with reasons, information, the marked draft. */

import { byId, h } from './dom.js';
import { basisText, SEVERITY_NAMES } from './findings.js';
import { proposals } from './export.js';
import { linesOf } from './text.js';

/**
 * Put the report into the part of the page that only paper shows.
 *
 * @param {{file: object, findings: Array, text: string, before: number|null, names: object}} draft
 */
export function prepareReport({ file, findings, text, before, names }) {
  const lineOf = linesOf(text);
  const told = new Set();
  const first = ({ rule, entry }) => !told.has(rule + entry) && Boolean(told.add(rule + entry));
  byId('paper').replaceChildren(
    h('h1', {}, file?.title ? `点検の結果：${file.title}` : '点検の結果'),
    h('p', {}, `${file?.asOf ?? ''}　${names.profiles[file?.profile] ?? ''}　指摘 ${findings.length}件`),
    ...score(file?.score, before, names.parts),
    ...missing(file, names),
    h('h2', {}, '指摘'),
    findings.length
      ? h('ol.paper-findings', {}, findings.map((finding) => entry(finding, text, lineOf, first(finding))))
      : h('p', {}, '指摘はありません。'),
    h('h2', {}, '下書き'),
    h('div.paper-text', {}, marked(text, findings)),
  );
}

function score(given, before, parts) {
  if (!given || given.total === null) return [];
  const change = before !== null && before !== given.total ? `（直す前は${before}点）` : '';
  return [
    h('h2', {}, '点数'),
    h('p.paper-total', {}, `${given.total}点　${given.band}${change}`),
    h(
      'table',
      {},
      h('tbody', {}, given.parts.map((part) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, parts[part.id] ?? part.id),
          h('td', {}, part.points === null ? '判断できません' : `${part.points}/${part.budget}`),
          h('td', {}, part.lines.filter((l) => l.points).map((l) => `−${l.points} ${l.message}`).join('、')),
        ),
      )),
    ),
  ];
}

function missing(file, names) {
  const lacking = (file?.elements ?? []).filter((e) => e.status === 'missing' && e.required);
  if (!lacking.length) return [];
  return [
    h('h2', {}, '足りない情報'),
    h('ul', {}, lacking.map((e) => h('li', {}, names.elements[e.element] ?? e.element))),
  ];
}

/** A finding; its authority where the rule is met first. */
function entry(finding, text, lineOf, first) {
  const words = text.slice(finding.start, finding.end).replace(/\s+/g, ' ');
  return h(
    'li',
    {},
    h(
      'p',
      {},
      h('b', {}, `［${SEVERITY_NAMES[finding.severity]}］${finding.title}`),
      `　${lineOf(finding.start)}行目「${words}」`,
    ),
    h('p', {}, finding.message),
    ...proposals(finding, text).map((line) => h('p', {}, `直し方：${line}`)),
    first ? h('p.paper-basis', {}, `根拠：${finding.basis.map(basisText).join('、')}`) : null,
  );
}

/** The draft with the number of each finding behind its words. */
function marked(text, findings) {
  const parts = [];
  let at = 0;
  for (const [index, finding] of findings.entries()) {
    if (finding.start >= at) {
      parts.push(text.slice(at, finding.start), h('mark', {}, text.slice(finding.start, finding.end)));
      at = finding.end;
    }
    parts.push(h('sup', {}, `（${index + 1}）`));
  }
  parts.push(text.slice(at));
  return parts;
}
