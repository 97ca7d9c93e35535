/** Asking the server, one question at a time. */

const CHECK = 'api/v1/check';

/** An answer that is no report: what happened and what to do, as the server says it. */
export class Refused extends Error {
  constructor(problem, retryAfter) {
    super(problem.message);
    this.remedy = problem.remedy ?? '';
    this.code = problem.code;
    this.retryAfter = retryAfter;
  }
}

const UNREACHABLE = {
  code: 'unreachable',
  message: 'サーバーにつながりません。',
  remedy: '下書きは、この画面に残っています。つながってから、「点検する」を押してください。',
};

/** How often a server that is busy is asked again. */
const TRIES = 3;

/** Questions about one draft; a new one ends the one before. */
export class Client {
  #base;
  #current = null;

  /** @param {string} base Where the application is mounted, with `/` at its end. */
  constructor(base) {
    this.#base = base;
  }

  /** Drop the question that is under way. */
  abort() {
    this.#current?.abort();
    this.#current = null;
  }

  /**
   * Check a text in two steps: what is fast, then what needs syntax.
   *
   * @param {object} body What `POST /api/v1/check` takes, without `tier`.
   * @param {(report: object, last: boolean) => void} answered Called for each answer.
   * @throws {Refused} There is no report.
   */
  async check(body, answered) {
    this.abort();
    const control = new AbortController();
    this.#current = control;
    const begun = await this.#ask({ ...body, tier: 'morphemes' }, control.signal);
    if (control.signal.aborted) return;
    answered(begun, false);
    const whole = await this.#ask({ ...body, tier: 'syntax' }, control.signal);
    if (control.signal.aborted) return;
    this.#current = null;
    answered(whole, true);
  }

  async #ask(body, signal, tries = TRIES) {
    const answer = await this.#send(body, signal);
    if (answer.status === 503 && tries > 1) {
      await pause(Number(answer.headers.get('Retry-After') ?? 1) * 1000, signal);
      return this.#ask(body, signal, tries - 1);
    }
    const said = await answer.json().catch(() => null);
    if (answer.ok && said) return said;
    throw new Refused(said?.error ?? UNREACHABLE, answer.headers.get('Retry-After'));
  }

  async #send(body, signal) {
    try {
      return await fetch(this.#base + CHECK, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        // Half of a pair of surrogates is no character; UTF-8 has none for it.
        body: JSON.stringify({ ...body, text: body.text.replace(/\p{Surrogate}/gu, '\ufffd') }),
        cache: 'no-store',
        credentials: 'same-origin',
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new Refused(UNREACHABLE);
    }
  }

  /** What the server knows of rules, kinds and the like. */
  async get(path) {
    const answer = await fetch(this.#base + path, { credentials: 'same-origin' });
    if (!answer.ok) throw new Refused(UNREACHABLE);
    return answer.json();
  }
}

function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
