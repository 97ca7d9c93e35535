/** How a draft is written: guessed from its first look, and never code by accident. */

export const FORMAT_NAMES = { text: 'テキスト', markdown: 'Markdown', html: 'HTML' };

const HTML = /^\s*(?:<!doctype html|<html[\s>])|<(?:p|h[1-6]|ul|ol|table|div)[\s>][\s\S]*<\/(?:p|h[1-6]|ul|ol|table|div)>/i;
const FRONT_MATTER = /^---\r?\n[\s\S]*?\r?\n---\s*(?:\r?\n|$)/;
const HEADING = /^#{1,6}[ \t]+\S/m;
const TABLE_RULE = /^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*$/m;
const LINK = /\[[^\]\n]+\]\([^)\s]+\)/;
const STRONG = /\*\*[^*\n]+\*\*/;

/**
 * What a text is written in. Indents and 「・」 speak for nothing: they are
 * what Word leaves, and as Markdown an indented paragraph would be code.
 *
 * @param {string} text
 * @returns {'text'|'markdown'|'html'}
 */
export function guessFormat(text) {
  if (HTML.test(text)) return 'html';
  const signs = [FRONT_MATTER, HEADING, TABLE_RULE].some((sign) => sign.test(text));
  return signs || (LINK.test(text) && STRONG.test(text)) ? 'markdown' : 'text';
}

/** The format that a file name stands for; null for none. */
export function formatOfName(name) {
  if (/\.(?:md|markdown)$/i.test(name)) return 'markdown';
  if (/\.html?$/i.test(name)) return 'html';
  return /\.txt$/i.test(name) ? 'text' : null;
}
