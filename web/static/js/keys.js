/** Keys: walking through findings, mending, checking. */

/**
 * Listen to the keys of the page.
 *
 * @param {{walk: (step: number) => void, mend: () => void, check: () => void,
 *     close: () => boolean, undo: () => void}} actions `close` says whether
 *     there was something to close.
 * @param {(target: EventTarget) => boolean} typing Whether a target has an undo of its own.
 */
export function listen(actions, typing) {
  document.addEventListener('keydown', (event) => {
    // Keys of an input method belong to it; some browsers say so by 229 only.
    if (event.isComposing || event.keyCode === 229) return;
    if (document.querySelector('dialog[open]')) return;
    const done = handle(event, actions, typing);
    if (done) event.preventDefault();
  });
}

function handle(event, actions, typing) {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === 'F8' && !control && !event.altKey) {
    actions.walk(event.shiftKey ? -1 : 1);
    return true;
  }
  if (event.key === 'Enter' && event.altKey && !control) {
    actions.mend();
    return true;
  }
  if (event.key === 'Enter' && control) {
    actions.check();
    return true;
  }
  if (event.key === 'Escape') return actions.close();
  if (event.key.toLowerCase() === 'z' && control && !event.shiftKey && !typing(event.target)) {
    actions.undo();
    return true;
  }
  return false;
}
