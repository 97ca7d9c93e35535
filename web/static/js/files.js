/** Drafts from elsewhere: files that are chosen or dropped, and what Word copies. */

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
  const text = decoded(new Uint8Array(await file.arrayBuffer()));
  if (text === null) {
    throw new Unusable('文字コードが分かりません。UTF-8で保存し直してください。');
  }
  return { text: text.replace(/\r\n?/g, '\n'), format };
}

/** Bytes as text in the encoding that fits; null if none does. */
function decoded(bytes) {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
  const big = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  const escape = bytes.includes(0x1b) ? 'iso-2022-jp' : null;
  const tried = [mark, big, escape, 'utf-8', 'shift_jis', 'euc-jp'].filter(Boolean);
  for (const encoding of tried) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return null;
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
    if (line.trim()) blocks.push(line.replace(/[ \t\n]+/g, ' ').replace(/^ | $/g, ''));
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

function rows(table, format) {
  const cells = [...table.rows].map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  );
  if (format !== 'markdown') return cells.map((row) => row.map((cell) => cell || '　').join('\t'));
  const [head, ...rest] = cells;
  const bars = (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [bars(head), `|${head.map(() => '---|').join('')}`, ...rest.map(bars)];
}
