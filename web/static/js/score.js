/** The score: one number, six bars, and the reason of every point that is lost. */

import { h } from './dom.js';
import { visible } from './text.js';

/** Points from which something to do is told without being asked for. */
const WORTH = 1;

/**
 * The score as elements.
 *
 * @param {object|null} score Of the report.
 * @param {number|null} before The total before mending began.
 * @param {Object<string, string>} parts Names of the parts.
 * @param {boolean} reasonsOpen Whether the reasons are unfolded.
 */
export function scoreElements(score, before, parts, reasonsOpen) {
  if (!score) return [h('p.total', {}, '点検できる文章がありません。')];
  if (score.total === null) {
    return [h('p.total.none', {}, '点数は付けられません'), h('p.note', {}, `${score.reason}。`)];
  }
  const change = before !== null && before !== score.total ? `直す前は${before}点` : '';
  return [
    h(
      'p.total',
      {},
      h('strong', {}, h('span.number', {}, String(score.total)), h('span.unit', {}, '点')),
      h('span.band', {}, score.band, score.reference_only ? '（文章が短いので参考値）' : ''),
      change ? h('span.before', {}, change) : null,
    ),
    h('ul.bars', {}, score.parts.map((part) => bar(part, parts))),
    gains(score),
    reasons(score, parts, reasonsOpen),
  ];
}

function bar(part, names) {
  const name = names[part.id] ?? part.id;
  if (part.points === null) {
    return h('li', {}, h('span.name', {}, name), h('span.points', {}, '判断できません'));
  }
  return h(
    'li',
    {},
    h('span.name', {}, name),
    h('meter', {
      min: 0,
      max: Math.max(part.budget, 1),
      value: part.points,
      'aria-label': name,
    }),
    h('span.points', {}, `${part.points}/${part.budget}`),
  );
}

function gains(score) {
  const worth = score.gains.filter((gain) => gain.points >= WORTH).slice(0, 3);
  if (!worth.length) return null;
  return h(
    'div.gains',
    {},
    h('h3', {}, '点数を上げるには'),
    h('ul', {}, worth.map((gain) => h('li', {}, gain.message, h('b', {}, ` +${gain.points}点`)))),
  );
}

function reasons(score, names, open) {
  const judged = score.parts.map((part) =>
    h(
      'section',
      {},
      h('h4', {}, names[part.id] ?? part.id),
      part.points === null ? h('p', {}, `判断できません。${part.reason}。`) : null,
      part.points !== null && !part.lines.length ? h('p', {}, '引いた点はありません。') : null,
      part.lines.length ? h('ul', {}, part.lines.map(lost)) : null,
    ),
  );
  return h(
    'details.reasons',
    { open },
    h('summary', {}, '点数の理由'),
    judged,
    about(score),
  );
}

function lost(line) {
  const points = line.points ? `−${line.points}点` : '−1点未満';
  const words = line.example ? shortened(visible(line.example)) : '';
  const example = words ? h('span.example', {}, `例：${words}`) : null;
  return h('li', {}, h('b', {}, points), h('span', {}, line.message, example));
}

function shortened(text) {
  const characters = [...text.replace(/\s+/g, ' ')];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('');
}

function about(score) {
  const { fast, slow } = score.reading_seconds;
  return h(
    'div.about',
    {},
    score.level
      ? h('p', {}, `語の難しさは、${score.level.name}と同じくらいです。`)
      : null,
    h('p', {}, `読む時間は、${duration(fast)}から${duration(slow)}です。`),
    h('p', {}, '点数は目安です。内容の正しさや、実際に伝わるかどうかは分かりません。'),
  );
}

function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (!minutes) return `${rest}秒`;
  return rest ? `${minutes}分${rest}秒` : `${minutes}分`;
}
