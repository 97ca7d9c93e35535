/**
 * Positions in a text: the report counts code points, the browser UTF-16 units.
 *
 * Everything in the page is in UTF-16 units; `located` converts a report once,
 * when it arrives, and `moved` carries it over an edit until the next one does.
 */

const SURROGATE = /[\ud800-\udbff][\udc00-\udfff]/;

/**
 * A function from code points to UTF-16 units of a text.
 *
 * @param {string} text
 * @returns {(at: number) => number}
 */
export function toUtf16(text) {
  if (!SURROGATE.test(text)) return (at) => at;
  const starts = [];
  let at = 0;
  for (const character of text) {
    starts.push(at);
    at += character.length;
  }
  starts.push(at);
  return (point) => starts[Math.min(point, starts.length - 1)];
}

/** How many code points a text has. */
export function lengthOf(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/**
 * What an edit changed: units `start..oldEnd` became `start..newEnd`.
 *
 * @param {string} before
 * @param {string} after
 * @returns {{start: number, oldEnd: number, newEnd: number} | null} null if nothing did.
 */
export function changeBetween(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  return { start, oldEnd: before.length - tail, newEnd: after.length - tail };
}

/** A span after a change; null if the change touched its inside. */
export function movedSpan(span, change) {
  if (span.end <= change.start) return span;
  if (span.start >= change.oldEnd) {
    const by = change.newEnd - change.oldEnd;
    return { ...span, start: span.start + by, end: span.end + by };
  }
  return null;
}

/**
 * The findings that an edit left alone, at their new places.
 *
 * A finding whose words or whose fix the edit touched is gone until the next check.
 */
export function movedFindings(findings, change) {
  return findings.flatMap((finding) => {
    const span = movedSpan(finding, change);
    if (!span) return [];
    const fix = movedFix(finding.fix, change);
    if (fix === undefined) return [];
    const related = finding.related.flatMap((other) => movedSpan(other, change) ?? []);
    return [{ ...span, fix, related }];
  });
}

function movedFix(fix, change) {
  if (!fix) return null;
  const edits = movedEdits(fix.edits, change);
  const candidates = fix.candidates.map((option) => ({
    ...option,
    edits: movedEdits(option.edits, change),
  }));
  if (!edits || candidates.some((option) => !option.edits)) return undefined;
  return { ...fix, edits, candidates };
}

function movedEdits(edits, change) {
  const moved = edits.map((edit) => movedSpan(edit, change));
  return moved.includes(null) ? null : moved;
}

/**
 * The one file of a report with all positions in UTF-16 units.
 *
 * @param {object} report What the server answered.
 * @param {string} text The text that was sent.
 */
export function located(report, text) {
  const unit = toUtf16(text);
  const at = (span) => ({ ...span, start: unit(span.start), end: unit(span.end) });
  const file = report.files[0];
  if (!file) return null;
  return {
    ...file,
    asOf: report.as_of,
    elements: (file.elements ?? []).map((e) => ({ ...e, evidence: e.evidence.map(at) })),
    findings: file.findings.map((finding) => ({
      ...at(finding),
      related: finding.related.map(at),
      fix: finding.fix && {
        ...finding.fix,
        edits: finding.fix.edits.map(at),
        candidates: finding.fix.candidates.map((c) => ({ ...c, edits: c.edits.map(at) })),
      },
    })),
  };
}

/** What stays the same of a finding from check to check. */
export function keyOf(finding) {
  return `${finding.rule}|${finding.entry ?? ''}|${finding.start}|${finding.end}`;
}

/**
 * A function from positions of a text to lines, from 1.
 *
 * @param {string} text
 * @returns {(at: number) => number}
 */
export function linesOf(text) {
  const ends = [];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) ends.push(i);
  return (at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle] < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u2e80-\u2fdf]/gu;

/** A text with characters that nobody can see, or tell from others, named by their number. */
export function visible(text) {
  const shown = text.replace(UNSEEN, (character) => {
    if (/\s/.test(character) && character !== '\ufeff') return character;
    const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
    const seen = character >= '\u2e80' && character <= '\u2fdf' ? character : '';
    return `${seen}‹U+${number}›`;
  });
  return shown.trim() ? shown : shown.replace(/\u3000/g, '□').replace(/[ \u00a0]/g, '␣');
}

/** A text in one line, its middle left out if it is longer than `most` characters. */
export function elided(text, most) {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= most) return characters.join('');
  const half = Math.floor((most - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}
