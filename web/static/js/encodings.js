/** Which encoding a file is in: the one in which it looks most like Japanese. */

/** Kana, Japanese punctuation and signs, full-width letters. */
const JAPANESE = /[\u3000-\u30ff\uff01-\uff5e\u2010-\u2026\u2190-\u2193\u2460-\u2473\u25a0-\u2606]/g;
/** What Japanese text in the wrong encoding is full of. */
const FOREIGN = /[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\uff61-\uff65\ue000-\uf8ff]/g;
/** Characters beyond ASCII that are looked at. */
const SAMPLE = 2000;

/** Bytes as text in the encoding that fits best; null if none does. */
export function decoded(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return attempt(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return attempt(bytes, 'utf-16be');
  const escaped = bytes.includes(0x1b) ? attempt(bytes, 'iso-2022-jp') : null;
  const sure = escaped ?? attempt(bytes, 'utf-8');
  if (sure !== null) return sure;
  // Words in EUC-JP are half-width katakana in Shift_JIS: valid, and never meant.
  const read = ['shift_jis', 'euc-jp'].map((name) => attempt(bytes, name));
  const [best] = read.filter((text) => text !== null).sort((a, b) => likeness(b) - likeness(a));
  return best ?? null;
}

function attempt(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** How much a text looks like Japanese, from -1 to 1. */
function likeness(text) {
  const beyond = text.replace(/[\t\n\f\r -~]+/g, '').slice(0, SAMPLE);
  if (!beyond) return 1;
  const count = (pattern) => (beyond.match(pattern) ?? []).length;
  const kanji = [...beyond].filter((character) => commonKanji().has(character)).length;
  return (count(JAPANESE) + kanji - count(FOREIGN)) / beyond.length;
}

let common = null;

/** The kanji of JIS level 1: rows 16 to 47 of JIS X 0208. */
function commonKanji() {
  if (!common) {
    const bytes = [];
    for (let row = 0xb0; row <= 0xcf; row += 1) {
      const last = row === 0xcf ? 0xd3 : 0xfe;
      for (let cell = 0xa1; cell <= last; cell += 1) bytes.push(row, cell);
    }
    common = new Set(new TextDecoder('euc-jp').decode(new Uint8Array(bytes)));
  }
  return common;
}
