/** Handing the draft over: copying, saving, a table of the findings. */

import { basisText, SEVERITY_NAMES } from './findings.js';
import { optionsOf, templateLines, changeShown } from './fixing.js';
import { linesOf } from './text.js';

const BOM = '\ufeff';
const COLUMNS = ['番号', '行', '重さ', '分類', '題', '指摘した文字', '説明', '理由', '直し方', '根拠', 'ルール'];

/**
 * Copy the draft. A page on plain http has no clipboard of its own, so the
 * text box is selected and copied as a person would do it.
 *
 * @returns {boolean} Whether it was copied.
 */
export function copyDraft(box) {
  const { selectionStart, selectionEnd, selectionDirection } = box;
  const focused = document.activeElement;
  box.focus({ preventScroll: true });
  box.select();
  const done = document.execCommand('copy');
  box.setSelectionRange(selectionStart, selectionEnd, selectionDirection);
  focused?.focus?.({ preventScroll: true });
  return done;
}

/** Save a text as a file. */
export function save(text, name, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

/**
 * The findings as a table that a spreadsheet opens.
 *
 * @param {Array} findings
 * @param {string} text
 * @param {Object<string, string>} categories Names of the categories.
 */
export function csv(findings, text, categories) {
  const lineOf = linesOf(text);
  const rows = findings.map((finding, index) => [
    index + 1,
    lineOf(finding.start),
    SEVERITY_NAMES[finding.severity],
    categories[finding.category] ?? finding.category,
    finding.title,
    text.slice(finding.start, finding.end),
    finding.message,
    finding.why.replace(/\n+/g, ''),
    proposals(finding, text).join('／'),
    finding.basis.map(basisText).join('／'),
    finding.entry ? `${finding.rule}#${finding.entry}` : finding.rule,
  ]);
  return BOM + [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** What is proposed, in words. */
export function proposals(finding, text) {
  return optionsOf(finding, text).map((option) => {
    if (option.inserts) return `書き足す：${templateLines(option.edits).join(' ')}`;
    const change = changeShown(option.edits, text);
    if (!change) return option.label || option.says;
    const flat = (words) => words.join('').replace(/\n/g, ' ');
    return `${flat(change.before)} → ${flat(change.after)}`;
  });
}

/** A cell; what a spreadsheet would take for a formula, in full width too, gets an apostrophe. */
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
