/** What differs between two texts: by lines, and inside changed lines by characters. */

/** Products of lengths up to which two pieces are compared step by step. */
const MOST = 4_000_000;

/**
 * Pieces that are the same or not.
 *
 * @param {string} before
 * @param {string} after
 * @returns {Array<{same?: string, del?: string, ins?: string}>}
 */
export function difference(before, after) {
  const out = [];
  for (const part of compared(before.split(/(?<=\n)/), after.split(/(?<=\n)/))) {
    if (part.same) out.push({ same: part.same.join('') });
    else out.push(...inside(part.del.join(''), part.ins.join('')));
  }
  return out;
}

function inside(before, after) {
  return compared([...before], [...after]).map((part) =>
    part.same
      ? { same: part.same.join('') }
      : { del: part.del.join(''), ins: part.ins.join('') },
  );
}

/** The longest common subsequence of two lists, as runs. */
function compared(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  const most = Math.min(a.length, b.length) - head;
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  const parts = [];
  if (head) parts.push({ same: a.slice(0, head) });
  parts.push(...middle);
  if (tail) parts.push({ same: a.slice(a.length - tail) });
  return parts;
}

function between(a, b) {
  if (!a.length && !b.length) return [];
  if (!a.length || !b.length || a.length * b.length > MOST) return [{ del: a, ins: b }];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
    }
  }
  return runs(a, b, lengths, width);
}

function runs(a, b, lengths, width) {
  const parts = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const same = i < a.length && j < b.length && a[i] === b[j];
    let last = parts.at(-1);
    if (!last || Boolean(last.same) !== same) {
      last = same ? { same: [] } : { del: [], ins: [] };
      parts.push(last);
    }
    if (same) {
      last.same.push(a[i]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])) {
      last.del.push(a[i]);
      i += 1;
    } else {
      last.ins.push(b[j]);
      j += 1;
    }
  }
  return parts;
}
