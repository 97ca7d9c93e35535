/** For whom, what kind, where and how written: what was taken, and changing it. */

import { byId } from './dom.js';
import { FORMAT_NAMES, guessFormat } from './formats.js';

const FIELDS = ['profile', 'genre', 'medium', 'format'];

export class Settings {
  #selects;
  #names;
  #summary = byId('settings-summary');
  #guessed = 'text';

  /**
   * @param {HTMLFormElement} form With a select for each field; "" is automatic.
   * @param {object} names Of profiles, genres and media.
   * @param {() => void} changed
   */
  constructor(form, names, changed) {
    this.#names = names;
    this.#selects = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name]]));
    // A server does not guess the format; here it follows what is pasted.
    this.#selects.format.prepend(new Option('自動', '', true, form.dataset.sample === 'yes'));
    for (const select of Object.values(this.#selects)) select.addEventListener('change', changed);
  }

  /** What goes to the server with a text. */
  body(text) {
    const chosen = FIELDS.map((name) => [name, this.#selects[name].value]);
    this.#guessed = guessFormat(text);
    return {
      text,
      ...Object.fromEntries(chosen.filter(([, value]) => value)),
      format: this.format,
    };
  }

  /** How the draft is read. */
  get format() {
    return this.#selects.format.value || this.#guessed;
  }

  /** Take the format that a file name stands for; null for a guess. */
  set format(value) {
    this.#selects.format.value = value ?? '';
  }

  /** Nothing is known of a draft. */
  forget() {
    for (const select of Object.values(this.#selects)) select.options[0].textContent = '自動';
    this.#summary.textContent = '点検の設定';
  }

  /** Show what a report took the draft for. */
  show(file) {
    const taken = {
      profile: this.#names.profiles[file.profile],
      genre: file.genre && this.#names.genres[file.genre.id],
      medium: file.medium && this.#names.media[file.medium.id],
      format: FORMAT_NAMES[this.format],
    };
    for (const name of FIELDS) {
      const automatic = this.#selects[name].options[0];
      const guess = this.#selects[name].value ? '' : taken[name];
      automatic.textContent = guess ? `自動（${guess}）` : '自動';
    }
    this.#summary.textContent = Object.values(taken).filter(Boolean).join('・');
  }
}
