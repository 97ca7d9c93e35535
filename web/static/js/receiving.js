/** A draft that a bookmark of another page hands over. */

/**
 * Tell the page that opened this one that it may send, and take what it sends.
 *
 * @param {string[]} senders Origins of other sites that may; the own one always may.
 * @param {(text: string, html: string) => void} took
 * @param {() => void} refused Called where another site has sent a draft.
 */
export function receive(senders, took, refused) {
  if (!opener) return;
  addEventListener('message', ({ origin, source, data }) => {
    const known = origin === location.origin || senders.includes(origin);
    if (source !== opener || data?.tsutawaru !== 'draft') return;
    if (!known) refused();
    else if (typeof data.text === 'string') took(data.text, String(data.html ?? ''));
  });
  // It says nothing that must not be read, so it may go to whoever opened this page.
  opener.postMessage({ tsutawaru: 'ready' }, '*');
}
