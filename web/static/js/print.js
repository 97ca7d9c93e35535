/** The report on paper: score, findings with reasons, information, the marked draft. */

import { byId, h } from './dom.js';
import { basisText, SEVERITY_NAMES } from './findings.js';
import { proposals } from './export.js';
import { linesOf } from './text.js';

/** Units from which a finding is about a whole sentence. */
const LONG = 40;

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
    h('p', {}, `${file?.asOf ?? ''}　${names.profiles[file?.profile] ?? ''}　${file ? `指摘 ${findings.length}件` : ''}`),
    ...score(file?.score, before, names.parts),
    ...missing(file, names),
    h('h2', {}, '指摘'),
    findings.length
      ? h('ol.paper-findings', {}, findings.map((finding) => entry(finding, text, lineOf, first(finding))))
      : h('p', {}, file ? '指摘はありません。' : 'まだ点検していません。'),
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

/**
 * The draft with the number of each finding: behind its words, which are underlined, or
 * in front of them where they are a whole sentence.
 */
function marked(text, findings) {
  const isLong = ({ start, end }) => end - start > LONG;
  const short = findings.filter((finding) => !isLong(finding));
  const numbers = new Map();
  for (const [index, finding] of findings.entries()) {
    const at = isLong(finding) ? finding.start : finding.end;
    numbers.set(at, `${numbers.get(at) ?? ''}（${index + 1}）`);
  }
  const ends = short.flatMap(({ start, end }) => [start, end]);
  const cuts = [...new Set([0, text.length, ...numbers.keys(), ...ends])].sort((a, b) => a - b);
  return cuts.flatMap((start, index) => {
    const end = cuts[index + 1] ?? text.length;
    const piece = text.slice(start, end);
    const over = short.some((finding) => finding.start <= start && finding.end >= end);
    const number = numbers.has(start) ? [h('sup', {}, numbers.get(start))] : [];
    return [...number, over && piece ? h('mark', {}, piece) : piece];
  });
}
