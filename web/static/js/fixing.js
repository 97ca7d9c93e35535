/** What a finding offers to do, and doing it. */

import { elided } from './text.js';

/** Characters of a proposal on a button. */
const SHOWN = 24;
/** Characters of unchanged words around a change. */
const AROUND = 6;

/**
 * The ways to mend a finding that the page can carry out or tell.
 *
 * @returns {Array<{label: string, edits: Array, inserts: boolean}>}
 */
export function optionsOf(finding, text) {
  const fix = finding.fix;
  if (!fix) return [];
  const options = fix.candidates.map((c) => ({ label: c.label, edits: c.edits }));
  const same = (option) => JSON.stringify(option.edits) === JSON.stringify(fix.edits);
  if (fix.edits.length && !options.some(same)) options.unshift({ label: '', edits: fix.edits });
  return options.map((option) => ({
    ...option,
    inserts: isTemplate(option.edits),
    says: saying(option, text),
  }));
}

/** Whether edits add lines, as the template of a missing piece of information does. */
function isTemplate(edits) {
  if (edits.length !== 1) return false;
  const [edit] = edits;
  return edit.start === edit.end && edit.text.startsWith('\n') && edit.text.trim() !== '';
}

/** What the button of an option says. */
function saying(option, text) {
  const { edits, label } = option;
  if (!edits.length) return label;
  if (isTemplate(edits)) return 'この行を入れる';
  // A label is either the new words or says what is done.
  if (label) return mendedPart(text, edits).includes(label) ? `「${elided(label, SHOWN)}」にする` : label;
  if (edits.length > 1) return '直す';
  const [edit] = edits;
  const old = text.slice(edit.start, edit.end);
  if (!edit.text) return old.trim() ? `「${elided(old, SHOWN)}」を削る` : '空白を削る';
  if (!old) return edit.text.trim() ? `「${elided(edit.text, SHOWN)}」を加える` : '空白を加える';
  return '直す';
}

/**
 * The words of a change before and after, with a few around them.
 *
 * @returns {{before: string[], after: string[]} | null} Three parts each: words
 *     in front, what changes, words behind; null where lines are added.
 */
export function changeShown(edits, text) {
  if (!edits.length || isTemplate(edits)) return null;
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  if (end - start > 160) return null;
  const lead = text.slice(Math.max(0, start - AROUND), start).split('\n').pop();
  const [tail] = text.slice(end, end + AROUND).split('\n');
  const [first, , last] = [lead, '', tail].map((part) => (/[\ud800-\udfff]/.test(part) ? '' : part));
  return {
    before: [first, text.slice(start, end), last],
    after: [first, mended(text, edits).slice(start, end + growth(edits)), last],
  };
}

/** The new lines that a template adds. */
export function templateLines(edits) {
  return edits[0].text.split('\n').filter((line) => line.trim());
}

/** A text with edits that do not overlap. */
export function mended(text, edits) {
  let out = '';
  let at = 0;
  for (const edit of inOrder(edits)) {
    out += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + text.slice(at);
}

/** The changed part of a text, with a few words around it. */
function mendedPart(text, edits) {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  return mended(text, edits).slice(Math.max(0, start - SHOWN), end + growth(edits) + SHOWN);
}

function growth(edits) {
  return edits.reduce((sum, edit) => sum + edit.text.length - (edit.end - edit.start), 0);
}

function inOrder(edits) {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Carry out edits as one step that Ctrl+Z undoes. */
export function carryOut(editor, edits) {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const text = editor.text;
  const inside = mended(text, edits).slice(start, end + growth(edits));
  editor.replace(start, end, inside);
  if (isTemplate(edits)) selectGap(editor, start, inside);
}

/** Select the first blank of an inserted line, so that it can be filled in at once. */
function selectGap(editor, start, inserted) {
  const gap = /（[^（）]*）/.exec(inserted);
  if (gap) editor.select(start + gap.index + 1, start + gap.index + gap[0].length - 1);
}

/**
 * The findings that the same step would mend: the same word changed the same
 * way, or, where a fix is safe, every finding of the rule.
 *
 * @returns {Array<{finding: object, edits: Array}>} This one included, without overlaps.
 */
export function alike(finding, option, findings, text) {
  const wanted = shapeOf(finding, option.edits, text);
  const safe = finding.fix.applicability === 'safe';
  const chosen = [];
  let last = -1;
  for (const other of findings) {
    if (other.rule !== finding.rule || !other.fix) continue;
    const edits = optionsOf(other, text)
      .map((each) => each.edits)
      .find((each) => (safe && each.length) || shapeOf(other, each, text) === wanted);
    if (!edits?.length || isTemplate(edits)) continue;
    if (Math.min(...edits.map((edit) => edit.start)) < last) continue;
    chosen.push({ finding: other, edits });
    last = Math.max(...edits.map((edit) => edit.end));
  }
  return chosen;
}

/** What edits do to the words of a finding, wherever it stands. */
function shapeOf(finding, edits, text) {
  const relative = edits.map((edit) => [
    edit.start - finding.start,
    edit.end - finding.start,
    edit.text,
  ]);
  return JSON.stringify([text.slice(finding.start, finding.end), finding.entry, relative]);
}
