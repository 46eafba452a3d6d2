/**
 * The city's file: to take it away, and to put another in its place. The engine reads the new one first and says what would come of it; the button comes after that,
 * and goes for the very file that was looked at, in place of the very one that was in force then.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../kit/ask.js';
import { moment, now } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { n, t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { difference, faults, meets } from './catalogueDiff.js';
import { putCatalogue } from './catalogueFile.js';
import { count, lost } from './pieces.js';

const BYTES_MAX = 4 * 1024 * 1024;
const REASON_MAX = 200;

export function open(root) {
  /** What is in force: `{etag, city}`. */
  let present;
  let problem;
  /** What was chosen: `{blob, bytes}`. */
  let file;
  let fileFault;
  /** What would come of it: `{body, etag}` or `{problem}`. */
  let would;
  let problemOfPut;
  let reason = '';
  let lacking = false;
  /** 'preview' or 'put', while that is under way, and how far it is. */
  let busy;
  let sent = 0;
  let outcome;
  const request = new AbortController();

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.catalogue')}</h1></header>
    ${problem ? refusal(problem) : nothing}
    ${present ? inForce() : problem ? nothing : wait()}
    <section class="card" aria-labelledby="new"><h2 id="new">${t('desk.cat.new')}</h2>
      ${outcome ? done() : choosing()}
    </section>`);

  function inForce() {
    const { city, etag } = present;
    const venues = city.stations.reduce((sum, it) => sum + (it.venues ?? []).length, 0);
    return html`<section class="card" aria-labelledby="present"><div class="head"><h2 id="present">${t('desk.cat.present')}</h2>
        <a class="button" href="/v1/admin/catalogue" download="${city.id}.json">${t('desk.cat.download')}</a></div>
      <ul class="figures slim"><li><b>${count(city.stations.length)}</b><span>${t('desk.stations')}</span></li><li><b>${count(venues)}</b><span>${t('desk.cat.venues')}</span></li>
        <li><b>${count(city.districts.length)}</b><span>${t('desk.cat.districts')}</span></li><li><b>${count(city.policies.length)}</b><span>${t('desk.cat.policies')}</span></li></ul>
      <p class="quiet"><small>${t('desk.cat.tag')} <code>${etag}</code></small></p></section>`;
  }

  function choosing() {
    return html`<div class="row"><label>${t('desk.cat.file')}<input type="file" accept="application/json,.json" ?disabled=${Boolean(busy)} @change=${choose}></label></div>
      ${fileFault ? html`<p class="refused" role="alert">${fileFault}</p>` : nothing}
      ${busy ? progress() : nothing}
      ${would?.problem ? trouble(would.problem) : nothing}
      ${would?.body ? plan(would.body) : nothing}`;
  }

  function progress() {
    const share = file ? sent / file.bytes : 0;
    return html`<div role="status"><label>${share < 1 ? t('desk.cat.sending') : t(busy === 'put' ? 'desk.cat.putting' : 'desk.cat.reading')}
      ${share < 1 ? html`<progress max="1" value=${share}></progress>` : html`<progress></progress>`}</label></div>`;
  }

  function trouble(it) {
    return html`${refusal(it)}
      ${it.problems ? faults(t('desk.cat.problems'), it.problems, it.problemsUnnamed) : nothing}
      ${it.obstacles ? html`<ul>${it.obstacles.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>` : nothing}
      ${it.reservations ? meets(t('desk.cat.gone'), { count: it.affected ?? it.reservations.length, listed: it.reservations }) : nothing}
      ${it.code === 'catalogue-changed' ? html`<p class="warned">${t('desk.cat.changed')}</p><button class="primary" @click=${anew}>${t('desk.cat.compareAnew')}</button>` : nothing}
      ${it.code === 'no-answer' || it.code === 'catalogue-unavailable' || it.code === 'region-stopped' ? html`<p class="warned">${lost()}</p><button class="primary" @click=${would?.body ? put : preview}>${t('again')}</button>` : nothing}`;
  }

  function plan(body) {
    if (!body.differs) return html`<p class="done">${t('desk.cat.same')}</p>`;
    return html`
      ${body.refusal ? html`<p class="refused" role="alert"><strong>${t(`desk.cat.refusal.${body.refusal}`)}</strong></p>` : nothing}
      ${difference(body)}
      ${body.refusal ? nothing : html`<form class="putting" novalidate @submit=${put}>
        <label>${t('desk.reason')}<input name="reason" maxlength=${REASON_MAX} autocomplete="off" .value=${reason} aria-invalid=${lacking} @input=${(event) => ((reason = event.target.value), lacking && ((lacking = false), draw()))}>
          ${lacking ? html`<span class="lacking" role="alert">${t('desk.cat.reasonLacking')}</span>` : nothing}</label>
        ${problemOfPut ? trouble(problemOfPut) : nothing}
        <div class="row"><button class="primary" aria-disabled=${Boolean(busy)}>${n('desk.cat.put', body.differences.length + (body.differencesUnnamed ?? 0))}</button>
          <button type="button" @click=${() => forget()}>${t('desk.leave')}</button></div></form>`}`;
  }

  function done() {
    return html`<p class="done" role="status"><strong>${t('desk.cat.done', { version: outcome.version })}</strong><br>${moment(outcome.at)}</p>
      ${difference(outcome)} <button @click=${() => forget()}>${t('desk.cat.another')}</button>`;
  }

  async function choose(event) {
    const [chosen] = event.target.files;
    fileFault = would = problemOfPut = file = undefined;
    if (!chosen) return draw();
    if (chosen.size > BYTES_MAX) {
      fileFault = t('desk.cat.tooLarge');
      return draw();
    }
    file = { blob: chosen, bytes: chosen.size };
    preview();
  }

  /** Against what is in force now, so that the button means just that. */
  async function preview() {
    busy = 'preview';
    sent = 0;
    would = problemOfPut = undefined;
    draw();
    await read();
    const etag = present?.etag;
    const answer = await putCatalogue(file.blob, { preview: true, etag: etag ?? '*', sent: progressed, signal: request.signal });
    if (request.signal.aborted) return;
    busy = undefined;
    would = answer.ok ? { body: answer.body, etag } : { problem: answer.problem };
    announce(answer.ok ? n('desk.cat.differences', answer.body.differences.length) : (answer.problem.title ?? ''));
    draw();
  }

  async function put(event) {
    event?.preventDefault?.();
    if (busy) return;
    if (!reason.trim()) {
      lacking = true;
      draw();
      return root.querySelector('[name="reason"]').focus();
    }
    busy = 'put';
    sent = 0;
    problemOfPut = undefined;
    draw();
    const answer = await putCatalogue(file.blob, { reason: reason.trim(), etag: would.etag, sent: progressed, signal: request.signal });
    if (request.signal.aborted) return;
    busy = undefined;
    if (answer.ok) {
      outcome = { ...answer.body, at: now() };
      announce(t('desk.cat.done', { version: outcome.version }));
      await read();
    } else {
      problemOfPut = answer.problem;
    }
    draw();
  }

  function progressed(bytes) {
    sent = bytes;
    draw();
  }

  function anew() {
    problemOfPut = undefined;
    preview();
  }

  function forget() {
    file = would = outcome = problemOfPut = undefined;
    reason = '';
    draw();
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const field = root.querySelector('input[type="file"]');
      if (field) field.value = '';
    }));
  }

  async function read() {
    const answer = await get('/v1/admin/catalogue', { signal: request.signal });
    if (request.signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) present = { etag: answer.etag, city: answer.body };
    draw();
  }

  draw();
  read();
  return {
    moved: (next) => next.path[0] === 'catalogue',
    close: () => request.abort(),
  };
}
