/** Examples of rules, taken from their pages when a card is opened. */

/** Units of an example that fits into a card; a whole notice does not. */
const LONGEST = 120;

const pages = new Map();

/**
 * The first example of a rule, or of an entry of its word list.
 *
 * @param {string} address The page of the rule.
 * @param {string|null} entry
 * @returns {Promise<{text: string, fixed: string}|null>} null if there is none, or no page.
 */
export async function exampleOf(address, entry) {
  const page = await pageAt(address);
  const part = entry ? page?.getElementById(entry) : page;
  const found = part?.querySelector('.examples li');
  const text = found?.querySelector('.example-text')?.textContent.trim();
  const fixed = found?.querySelector('.fixed .example-text')?.textContent.trim();
  return text && text.length <= LONGEST ? { text, fixed: fixed ?? '' } : null;
}

function pageAt(address) {
  if (!pages.has(address)) {
    const asked = fetch(address, { credentials: 'same-origin' })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((html) => html && new DOMParser().parseFromString(html, 'text/html'))
      .catch(() => {
        // Without it, the card says everything else; the next card asks again.
        pages.delete(address);
        return null;
      });
    pages.set(address, asked);
  }
  return pages.get(address);
}
