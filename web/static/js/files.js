/** Drafts from elsewhere: files that are chosen or dropped, and what Word copies. */

import { decoded } from './encodings.js';
import { formatOfName } from './formats.js';

/** A file that cannot be taken, with what to do instead. */
export class Unusable extends Error {}

const FROM_WORD =
  'で開き、すべてを選んで（Ctrl+A）コピーし（Ctrl+C）、下書きの欄に貼り付けてください（Ctrl+V）。';

const INSTEAD = [
  [/\.docx?$/i, `Wordの文書は、Word${FROM_WORD}`],
  [/\.jtdc?$/i, `一太郎の文書は、一太郎${FROM_WORD}`],
  [/\.pdf$/i, 'PDFは、元の文書から本文をコピーして、下書きの欄に貼り付けてください。'],
];

/**
 * The text of a file and how it is written.
 *
 * @param {File} file
 * @param {number} most Bytes that are taken.
 * @throws {Unusable}
 */
export async function readDraft(file, most) {
  const instead = INSTEAD.find(([name]) => name.test(file.name));
  if (instead) throw new Unusable(instead[1]);
  const format = formatOfName(file.name);
  if (!format) {
    throw new Unusable('このファイルは開けません。.txt、.md、.html のファイルを選んでください。');
  }
  if (file.size > most) {
    throw new Unusable('ファイルが大きすぎます。1MBまでの下書きを選んでください。');
  }
  const bytes = await file.arrayBuffer().catch(() => null);
  if (!bytes) throw new Unusable('ファイルを読めません。選び直してください。');
  const text = decoded(new Uint8Array(bytes));
  if (text === null) {
    throw new Unusable('文字コードが分かりません。UTF-8で保存し直してください。');
  }
  return { text: text.replace(/\r\n?/g, '\n'), format };
}

/**
 * What was copied or sent, as text with its tables; null where the plain text will do.
 *
 * Word and browsers put each cell on a line of its own as soon as it holds two
 * paragraphs. Here a row is a line again, its cells apart by tabs, or by bars
 * where the draft is Markdown.
 *
 * @param {string} html
 * @param {string} format Of the draft.
 */
export function textWithTables(html, format) {
  if (!/<table[\s>]/i.test(html)) return null;
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  const blocks = [];
  collect(body, format, blocks);
  return blocks.join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'LI', 'TR', 'UL', 'OL']);

function collect(parent, format, blocks) {
  let line = '';
  const flush = () => {
    if (line.trim()) blocks.push(inOneLine(line));
    line = '';
  };
  for (const node of parent.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) line += node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || ['STYLE', 'SCRIPT'].includes(node.nodeName)) continue;
    if (node.nodeName === 'TABLE') {
      flush();
      blocks.push('', ...rows(node, format), '');
    } else if (node.nodeName === 'BR') {
      flush();
    } else if (BLOCKS.has(node.nodeName) || node.querySelector('table,p,div')) {
      flush();
      collect(node, format, blocks);
    } else {
      line += node.textContent;
    }
  }
  flush();
}

/** Words as a browser shows them: Word breaks the lines of its source between Japanese characters. */
function inOneLine(words) {
  const joined = words.replace(/(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])/g, '');
  return joined.replace(/[ \t\r\n\u00a0]+/g, ' ').replace(/^ | $/g, '');
}

/** The cells of a table by row; one that reaches over several leaves the others empty. */
function cellsOf(table) {
  const grid = [];
  for (const [at, row] of [...table.rows].entries()) {
    const here = (grid[at] ??= []);
    for (const cell of row.cells) {
      let column = 0;
      while (here[column] !== undefined) column += 1;
      const below = Math.min(cell.rowSpan || table.rows.length, table.rows.length - at);
      for (let y = 0; y < below; y += 1) {
        for (let x = 0; x < cell.colSpan; x += 1) (grid[at + y] ??= [])[column + x] = '';
      }
      here[column] = inOneLine(cell.textContent);
    }
  }
  return grid.map((row) => Array.from(row, (words) => words ?? ''));
}

function rows(table, format) {
  const cells = cellsOf(table);
  if (format !== 'markdown') return cells.map((row) => row.map((cell) => cell || '　').join('\t'));
  const [head, ...rest] = cells;
  const bars = (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [bars(head), `|${head.map(() => '---|').join('')}`, ...rest.map(bars)];
}
