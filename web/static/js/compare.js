/** The draft before mending and now, with the score of both. */

import { byId, h } from './dom.js';
import { difference } from './diff.js';

/**
 * Show both in the dialog of the page.
 *
 * @param {{text: string, score: object|null}} before
 * @param {{text: string, score: object|null}} after
 */
export function showComparison(before, after) {
  const dialog = byId('comparison');
  const parts = difference(before.text, after.text);
  const same = parts.every((part) => part.same !== undefined);
  byId('comparison-body').replaceChildren(
    same ? h('p', {}, 'まだ何も直していません。') : '',
    h(
      'div.sides',
      {},
      side('直す前', before.score, parts, 'del'),
      side('今の下書き', after.score, parts, 'ins'),
    ),
  );
  dialog.showModal();
}

function side(title, score, parts, kind) {
  const shown = parts.map((part) => {
    if (part.same !== undefined) return part.same;
    return part[kind] ? h(kind, {}, part[kind]) : '';
  });
  const points = score?.total ?? null;
  return h(
    'section',
    {},
    h('h3', {}, title),
    h(
      'p.points',
      {},
      points === null ? '点数は付けられません' : h('strong', {}, `${points}点`),
      points === null ? null : `　${score.band}`,
    ),
    h('div.text', { tabindex: '0', role: 'region', 'aria-label': title }, shown),
  );
}
