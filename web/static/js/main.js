/** The page: what is written, what was found, what is done about it. */

import { checklist } from './checklist.js';
import { Client, Refused } from './client.js';
import { showComparison } from './compare.js';
import { announce, arrange, byId, h } from './dom.js';
import { Editor } from './editor.js';
import { copyDraft, csv, save } from './export.js';
import { readDraft, textWithTables, Unusable } from './files.js';
import { FindingsList } from './findings.js';
import { carryOut, optionsOf } from './fixing.js';
import { Ignored } from './ignoring.js';
import { listen } from './keys.js';
import { prepareReport } from './print.js';
import { scoreElements } from './score.js';
import { receive } from './receiving.js';
import { Settings } from './settings.js';
import { keyOf, lengthOf, located, movedFindings, movedSpan } from './text.js';

/** Milliseconds without input before the draft is checked. */
const PAUSE = 600;
/** Milliseconds without input before the list follows what is typed. */
const SETTLE = 150;
/** Findings that are marked in the text; more would only be a carpet. */
const MOST_MARKS = 5000;
/** Characters of what was left out that are shown without being asked for. */
const MOST_NAMES = 60;

class Page {
  #form = byId('draft-form');
  #names;
  #limits = this.#form.dataset;
  #client;
  #ignored = new Ignored();
  #editor;
  #list;
  #settings;
  #file = null;
  /** The text that `#file` is about; edits since then are carried over. */
  #answeredText = null;
  #score = null;
  #findings = [];
  #before = null;
  #fresh = true;
  #timer = 0;
  #listTimer = 0;
  #ids = 0;
  /** What the first of two answers found; null before it is there. */
  #early = null;
  /** Rules that only second answers know; null before there was one. */
  #late = null;

  /**
   * @param {Client} client
   * @param {Object<string, Object<string, string>>} names What people call what has an id.
   */
  constructor(client, names) {
    this.#client = client;
    this.#names = names;
    this.#editor = new Editor(byId('text'), byId('mirror'), {
      changed: (change) => this.#changed(change),
      settled: () => this.#later(),
      chosen: (at) => this.#chosen(at),
    });
    this.#list = new FindingsList(byId('findings'), this.#names, {
      opened: (finding) => this.#opened(finding),
      apply: (finding, edits) => this.#apply(edits),
      applyAll: (finding, list) => this.#apply(list.flatMap((each) => each.edits), list.length),
      show: (span) => this.#show(span),
      ignore: (finding, whole) => this.#ignore(finding, whole),
      rule: (id) => `${this.#limits.base}rules/${id}`,
    });
    this.#settings = new Settings(this.#form, this.#names, () => this.#check());
    this.#listen();
    this.#begin();
  }

  #begin() {
    const given = byId('report');
    const box = this.#editor.box;
    if (given && box.value === box.defaultValue) {
      this.#answered(JSON.parse(given.textContent), box.value, true);
    } else {
      this.#check();
    }
    this.#count();
    const senders = (this.#limits.senders ?? '').split(' ').filter(Boolean);
    receive(
      senders,
      (text, html) => this.#received(text, html),
      () => this.#say('このサイトからは受け取れません。文章を写して、下書きの欄に貼り付けてください。', true),
    );
  }

  // What happens

  #listen() {
    const box = this.#editor.box;
    box.addEventListener('compositionstart', () => {
      this.#overwritten();
      this.#wait();
    });
    box.addEventListener('beforeinput', ({ isComposing, inputType }) => {
      if (!isComposing && !inputType.startsWith('history')) this.#overwritten();
    });
    box.addEventListener('paste', (event) => this.#pasted(event));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#check();
    });
    byId('file').addEventListener('change', (event) => this.#take(event.target.files[0]));
    byId('clear').addEventListener('click', () => this.#clear());
    byId('compare').addEventListener('click', () => this.#compare());
    byId('copy').addEventListener('click', () => this.#copy());
    byId('save-text').addEventListener('click', () => this.#save('txt', 'text/plain'));
    byId('save-markdown').addEventListener('click', () => this.#save('md', 'text/markdown'));
    byId('save-csv').addEventListener('click', () => this.#saveCsv());
    byId('print').addEventListener('click', () => print());
    const menu = byId('menu');
    document.addEventListener('click', ({ target }) => {
      const chosen = menu.contains(target) && target.matches('button');
      if (chosen || !menu.contains(target)) menu.open = false;
    });
    addEventListener('beforeprint', () => this.#preparePaper());
    this.#listenToDrops();
    this.#followPanel();
    listen(
      {
        walk: (step) => this.#walk(step),
        mend: () => this.#mend(),
        check: () => this.#check(),
        close: () => this.#close(),
        undo: () => this.#editor.undo(),
      },
      (target) => target.matches?.('textarea, input, select') ?? false,
    );
    byId('next').addEventListener('click', () => this.#walk(1));
    byId('previous').addEventListener('click', () => this.#walk(-1));
  }

  /** The way to the results is shown where they are out of sight. */
  #followPanel() {
    const jump = byId('jump');
    new IntersectionObserver(([seen]) => {
      jump.classList.toggle('here', seen.isIntersecting);
    }).observe(byId('result'));
  }

  #listenToDrops() {
    const hasFile = (event) => event.dataTransfer?.types.includes('Files');
    const frame = byId('editor');
    addEventListener('dragover', (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      frame.classList.add('dropping');
    });
    addEventListener('dragleave', (event) => {
      if (!event.relatedTarget) frame.classList.remove('dropping');
    });
    addEventListener('drop', (event) => {
      frame.classList.remove('dropping');
      if (!hasFile(event)) return;
      event.preventDefault();
      this.#take(event.dataTransfer.files[0]);
    });
  }

  #changed(change) {
    this.#client.abort();
    if (!change) return;
    this.#say('');
    byId('text-hint').hidden = true;
    this.#findings = movedFindings(this.#findings, change);
    if (this.#file) {
      this.#file.elements = this.#file.elements.map((element) => ({
        ...element,
        evidence: element.evidence.flatMap((span) => movedSpan(span, change) ?? []),
      }));
    }
    this.#mark();
    clearTimeout(this.#listTimer);
    this.#listTimer = setTimeout(() => this.#draw(), SETTLE);
  }

  /** What is typed over all that was there is another draft. */
  #overwritten() {
    const { text, replacing, allSelected } = this.#editor;
    if (text && allSelected && !replacing) this.#renew(null);
  }

  #pasted(event) {
    const box = this.#editor.box;
    if (this.#editor.allSelected) this.#renew(null);
    const html = event.clipboardData?.getData('text/html') ?? '';
    const text = textWithTables(html, this.#settings.format);
    if (text === null) return;
    event.preventDefault();
    this.#editor.replace(box.selectionStart, box.selectionEnd, text);
  }

  /** Another draft begins. */
  #renew(format) {
    this.#fresh = true;
    this.#file = null;
    this.#score = null;
    this.#before = null;
    this.#ignored.clear();
    this.#settings.format = format;
  }

  async #take(file) {
    if (!file) return;
    try {
      const { text, format } = await readDraft(file, Number(this.#limits.maxBytes));
      this.#renew(format);
      this.#editor.replace(0, this.#editor.text.length, text);
      this.#editor.select(0);
      this.#check();
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      this.#say(error.message, true);
    }
    byId('file').value = '';
  }

  /** A draft from a page that sent its selection. */
  #received(text, html) {
    this.#renew(null);
    this.#editor.replace(0, this.#editor.text.length, textWithTables(html, 'text') ?? text);
    this.#editor.select(0);
    this.#check();
  }

  #clear() {
    this.#renew(null);
    this.#editor.replace(0, this.#editor.text.length, '');
    this.#check();
    this.#editor.select(0);
  }

  // Checking

  /** Check when nothing was typed for a while. */
  #later() {
    this.#wait();
    this.#timer = setTimeout(() => this.#check(), PAUSE);
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#client.abort();
    this.#count();
  }

  async #check() {
    clearTimeout(this.#timer);
    if (this.#editor.composing) return;
    const text = this.#editor.text;
    const most = Number(this.#limits.maxCharacters);
    this.#count();
    if (!text.trim()) {
      this.#client.abort();
      this.#empty();
      return;
    }
    if (lengthOf(text) > most) {
      this.#client.abort();
      this.#unanswered();
      this.#say(`点検できるのは${most.toLocaleString()}字までです。下書きを分けてください。`, true);
      return;
    }
    this.#say('点検しています。');
    byId('result').setAttribute('aria-busy', 'true');
    try {
      await this.#client.check(this.#settings.body(text), (report, last) => {
        if (!this.#editor.composing && this.#editor.text === text) {
          this.#answered(report, text, last);
        }
      });
    } catch (error) {
      if (error.name === 'AbortError') return;
      if (!(error instanceof Refused)) throw error;
      this.#unanswered();
      this.#say(`${error.message}${error.remedy}`, true);
    }
  }

  /** No more answers will come: what was said of another text must not stand for this one. */
  #unanswered() {
    byId('result').removeAttribute('aria-busy');
    if (this.#answeredText !== this.#editor.text) {
      this.#file = null;
      this.#settings.forget();
    }
    // The first answer may be there: its score is better than an old one.
    this.#score = this.#file?.score ?? null;
    this.#draw();
  }

  #answered(report, text, last) {
    const file = located(report, text);
    if (!file) {
      const [problem] = report.errors;
      this.#unanswered();
      this.#say(problem ? `${problem.message}${problem.remedy}` : '点検できませんでした。', true);
      return;
    }
    this.#file = file;
    this.#answeredText = text;
    this.#adopt(file.findings, last);
    if (last) {
      this.#score = file.score;
      byId('result').removeAttribute('aria-busy');
    }
    const anew = this.#fresh;
    this.#fresh = false;
    if (anew || this.#before.text === text) this.#before = { text, score: file.score };
    this.#settings.show(file);
    this.#mark();
    this.#draw({ fill: true, anew });
    if (last) this.#say(this.#told());
  }

  /** Take findings over; what was there keeps its identity. */
  #adopt(findings, last) {
    const known = new Map(this.#findings.map((finding) => [keyOf(finding), finding.id]));
    const here = new Set(findings.map(keyOf));
    if (last && this.#early) {
      const late = findings.filter((finding) => !this.#early.has(keyOf(finding)));
      this.#late = new Set([...(this.#late ?? []), ...late.map((finding) => finding.rule)]);
    }
    // What waits for the second answer stays meanwhile: a list that flickers cannot be read.
    const waits = (f) => !last && !here.has(keyOf(f)) && (this.#late?.has(f.rule) ?? true);
    const waiting = this.#findings.filter(waits);
    this.#early = last ? null : here;
    const taken = findings.map((finding) => {
      const id = known.get(keyOf(finding));
      return { ...finding, id: id ?? (this.#ids += 1) };
    });
    this.#findings = [...taken, ...waiting].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  #empty() {
    this.#file = null;
    this.#score = null;
    this.#findings = [];
    this.#before = null;
    this.#fresh = true;
    byId('result').removeAttribute('aria-busy');
    this.#settings.forget();
    this.#mark();
    this.#draw();
    this.#say('下書きを貼り付けるか、ファイルを選んでください。');
  }

  #told() {
    const count = this.#shown.length;
    return count ? `点検しました。指摘は${count}件です。` : '点検しました。指摘はありません。';
  }

  // Showing

  get #shown() {
    const text = this.#editor.text;
    return this.#findings.filter((finding) => !this.#ignored.has(finding, text));
  }

  #mark() {
    this.#editor.mark(this.#shown.slice(0, MOST_MARKS));
    const open = this.#list.current;
    const now = open && this.#findings.find((finding) => finding.id === open.id);
    this.#editor.point(now ?? null);
  }

  #draw(how = {}) {
    clearTimeout(this.#listTimer);
    const text = this.#editor.text;
    const shown = this.#shown;
    this.#list.show(shown, text, how);
    byId('count').textContent = this.#file || shown.length ? `${shown.length}件` : '';
    byId('no-findings').hidden = shown.length > 0;
    byId('no-findings').textContent = this.#file
      ? '指摘はありません。'
      : '下書きを点検すると、ここに指摘が出ます。';
    for (const button of [byId('next'), byId('previous')]) button.disabled = !shown.length;
    this.#drawScore();
    this.#drawInformation(text, shown);
    this.#drawStopped();
    this.#drawSkipped();
    byId('jump').textContent = this.#file ? `指摘 ${shown.length}件を見る` : '結果を見る';
  }

  #drawScore() {
    const root = byId('score');
    const open = root.querySelector('details')?.open ?? false;
    root.hidden = !this.#file;
    const before = this.#before?.score?.total ?? null;
    root.replaceChildren(
      ...scoreElements(this.#score, before, this.#names.parts, open).filter(Boolean),
    );
  }

  #drawInformation(text, shown) {
    const fold = byId('information');
    fold.hidden = !this.#file?.elements.length;
    if (fold.hidden) return;
    const { lists, missing } = checklist(this.#file.elements, text, shown, this.#names.elements, {
      show: (span) => this.#show(span),
      open: (finding) => this.#go(finding, true),
    });
    byId('information-count').textContent = missing ? `${missing}件足りません` : 'そろっています';
    byId('information-body').replaceChildren(...lists);
  }

  #drawStopped() {
    const fold = byId('stopped');
    const list = this.#ignored.list;
    fold.hidden = !list.length;
    byId('stopped-count').textContent = `${list.length}件`;
    const rows = list.map(({ key, whole, title, words }) =>
      h(
        'li',
        {},
        h('span', {}, words ? `${title}「${words}」` : title, whole ? '（下書き全体）' : ''),
        h('button.quiet', { type: 'button', onclick: () => this.#restore(key) }, '戻す'),
      ),
    );
    byId('stopped-list').replaceChildren(...rows);
  }

  #drawSkipped() {
    // What the tier leaves out is no decision of anybody: the second answer has it.
    const skipped = (this.#file?.skipped ?? []).filter(({ reason }) => !reason.startsWith('--tier'));
    byId('skipped').hidden = !skipped.length;
    const rows = skipped.map(({ what, reason }) =>
      what.length > MOST_NAMES
        ? h('li', {}, h('p', {}, reason), h('details', {}, h('summary', {}, '名前を見る'), h('p.what', {}, what)))
        : h('li', {}, h('p', {}, what), h('p.what', {}, reason)),
    );
    arrange(byId('skipped-list'), rows);
  }

  #count() {
    byId('characters').textContent = `${lengthOf(this.#editor.text).toLocaleString()}字`;
  }

  #say(message, wrong = false) {
    const status = byId('status');
    status.textContent = message;
    status.classList.toggle('wrong', wrong);
  }

  // Acting

  #opened(finding) {
    this.#editor.point(finding);
    if (finding && matchMedia('(min-width: 64rem)').matches) this.#editor.reveal(finding);
  }

  #chosen(at) {
    const over = this.#list.shown.filter((f) => f.start <= at && f.end >= at);
    const [narrow] = over.sort((a, b) => a.end - a.start - (b.end - b.start));
    if (narrow) this.#list.open(narrow.id);
  }

  #show(span) {
    this.#editor.select(span.start, span.end);
    this.#editor.reveal(span);
  }

  /** Open a finding and bring its words into view. */
  #go(finding, focus) {
    this.#list.open(finding.id, { focus });
    this.#editor.reveal(finding);
  }

  #walk(step) {
    const shown = this.#list.shown;
    if (!shown.length) return;
    const current = this.#list.current;
    const index = current ? shown.indexOf(current) + step : this.#nearest(shown, step);
    const finding = shown[(index + shown.length) % shown.length];
    const inPanel = byId('result').contains(document.activeElement);
    if (!inPanel) this.#editor.select(finding.start);
    this.#go(finding, inPanel);
    announce(`${finding.title}。${finding.message}`);
  }

  #nearest(shown, step) {
    const caret = this.#editor.caret;
    if (step > 0) return Math.max(0, shown.findIndex((finding) => finding.start >= caret));
    return shown.findLastIndex((finding) => finding.end <= caret);
  }

  /** Mend the open finding, or let the writer choose where there is a choice. */
  #mend() {
    const finding = this.#list.current;
    if (!finding) {
      this.#walk(1);
      return;
    }
    const options = optionsOf(finding, this.#editor.text).filter((option) => option.edits.length);
    if (options.length === 1) this.#apply(options[0].edits);
    else if (options.length) byId(`finding-${finding.id}`).querySelector('.apply').focus();
    else announce('この指摘は、書き手が直してください。');
  }

  #apply(edits, count = 1) {
    const end = Math.max(...edits.map((edit) => edit.end));
    const fills = edits.length === 1 && edits[0].text.startsWith('\n');
    carryOut(this.#editor, edits);
    this.#draw();
    announce(count > 1 ? `${count}か所を直しました。Ctrl+Zで戻せます。` : '直しました。Ctrl+Zで戻せます。');
    if (fills) return;
    const shown = this.#list.shown;
    const next = shown.find((finding) => finding.start >= end) ?? shown[0];
    if (next) this.#list.open(next.id, { bring: true });
    this.#check();
  }

  #ignore(finding, whole) {
    const shown = this.#list.shown;
    const index = shown.indexOf(finding);
    const after = shown.slice(index + 1);
    if (whole) this.#ignored.addRule(finding);
    else this.#ignored.addPlace(finding, this.#editor.text);
    this.#draw();
    this.#mark();
    const text = this.#editor.text;
    const next = after.find((each) => !this.#ignored.has(each, text)) ?? this.#list.shown[0];
    if (next) this.#list.open(next.id, { focus: true });
    else byId('stopped').querySelector('summary').focus();
    this.#say(this.#told());
    announce('指摘を止めました。「止めた指摘」から戻せます。');
  }

  #restore(key) {
    this.#ignored.restore(key);
    this.#mark();
    this.#draw({ fill: true });
    byId('stopped').querySelector('summary').focus();
    this.#say(this.#told());
    announce('指摘を戻しました。');
  }

  #compare() {
    const text = this.#editor.text;
    const before = this.#before ?? { text, score: this.#score };
    showComparison(before, { text, score: this.#score });
  }

  /** Close the menu or the open card; false if there was neither. */
  #close() {
    const menu = byId('menu');
    if (!menu.open) return this.#list.close();
    menu.open = false;
    menu.querySelector('summary').focus();
    return true;
  }

  // Handing over

  #copy() {
    const done = copyDraft(this.#editor.box);
    this.#say(done ? '下書きをコピーしました。' : 'コピーできません。本文を選んで、Ctrl+Cを押してください。', !done);
  }

  #save(suffix, type) {
    save(this.#editor.text, `下書き.${suffix}`, type);
  }

  #saveCsv() {
    const table = csv(this.#shown, this.#editor.text, this.#names.categories);
    save(table, '指摘.csv', 'text/csv');
  }

  #preparePaper() {
    prepareReport({
      file: this.#file && { ...this.#file, score: this.#score },
      findings: this.#shown,
      text: this.#editor.text,
      before: this.#before?.score?.total ?? null,
      names: this.#names,
    });
  }
}

const client = new Client(byId('draft-form').dataset.base);
const kinds = await client.get('api/v1/kinds');
const named = Object.entries(kinds).map(([kind, list]) => [
  kind,
  Object.fromEntries(list.map(({ id, name }) => [id, name])),
]);
document.documentElement.classList.add('scripted');
byId('result').replaceWith(byId('scripted').content);
for (const element of document.querySelectorAll('[data-scripted]')) element.hidden = false;
new Page(client, Object.fromEntries(named));
