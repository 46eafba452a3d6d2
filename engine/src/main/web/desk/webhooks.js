/** Addresses of others that are told of events: how far each is, what it did not take, and adding and removing them. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { ask, get } from '../kit/ask.js';
import { moment } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { n, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { openAct } from './act.js';
import { count } from './pieces.js';
import { openWebhookForm } from './webhookForm.js';

const AGAIN_MS = 10_000;
const PATH = '/v1/admin/webhooks';
const LETTERS_SHOWN = 50;

export function open(root) {
  let known;
  let problem;
  /** What was made last, with its secret: nobody is shown that again. */
  let fresh;
  /** By webhook, what it did not take; undefined where nobody has asked. */
  const letters = new Map();
  const request = new AbortController();

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.webhooks')}</h1>${known ? html`<button class="small" @click=${() => openWebhookForm(PATH, known.types, made)}>${t('desk.webhooks.add')}</button>` : nothing}</header>
    <p class="quiet">${t('desk.webhooks.about')}</p>
    ${problem ? refusal(problem) : nothing}
    ${fresh ? secret() : nothing}
    ${known ? cards() : problem ? nothing : wait()}`);

  const secret = () => html`<section class="card" aria-labelledby="secret"><h2 id="secret">${t('desk.webhooks.secret', { id: fresh.id })}</h2>
    <p>${t('desk.webhooks.secretOnce')}</p><p><code class="long">${fresh.secret}</code></p>
    <div class="row"><button class="small" @click=${() => ((fresh = undefined), draw())}>${t('desk.webhooks.secretKept')}</button></div></section>`;

  function cards() {
    if (known.webhooks.length === 0) return html`<p class="done slim">${t('desk.webhooks.none')}</p>`;
    return html`<ul class="plain cards">${repeat(known.webhooks, (it) => it.id, (it) => html`<li class="card">
      <div class="head"><h2><bdi class="long">${it.url}</bdi></h2><span class="badge ${it.state === 'ACTIVE' ? 'good' : 'warn'}">${t(`desk.webhook.${it.state}`)}</span></div>
      <p>${it.types.length ? it.types.map((type) => html`<code>${type}</code> `) : t('desk.webhooks.everything')}${it.persons ? html` <span class="badge warn">${t('desk.webhooks.persons')}</span>` : nothing}</p>
      ${it.state === 'ACTIVE' ? nothing : html`<p class="warned">${n('desk.webhooks.failing', it.attempts, { since: moment(it.failingSince), next: moment(it.nextTryAt) })} <bdi lang="en">${it.problem}</bdi></p>`}
      <p class="quiet">${n('desk.webhooks.delivered', it.delivered)} · ${t('desk.webhooks.through', { seq: count(it.through) })} · ${it.id} · ${moment(it.createdAt)} · <bdi>${it.createdBy}</bdi></p>
      ${it.deadLetters ? deadLetters(it) : nothing}
      <div class="row"><button class="small" @click=${() => remove(it)} aria-label="${t('desk.webhooks.remove')}: ${it.id}">${t('desk.webhooks.remove')}</button></div>
    </li>`)}</ul>`;
  }

  function deadLetters(it) {
    const found = letters.get(it.id);
    return html`<details @toggle=${(event) => event.target.open && readLetters(it.id)}><summary>${n('desk.webhooks.dead', it.deadLetters)}</summary>
      ${found === undefined ? wait() : found.problem ? refusal(found.problem) : html`<ul class="plain">${found.slice(0, LETTERS_SHOWN).map((letter) => html`<li>${t('desk.webhooks.event', { seq: count(letter.seq) })} · ${moment(letter.givenUpAt)} · <bdi lang="en">${letter.problem}</bdi>${letter.resending ? html` <span class="badge">${t('desk.webhooks.resending')}</span>` : nothing}</li>`)}</ul>
        ${found.length > LETTERS_SHOWN ? html`<p class="quiet">${t('desk.andMore')}</p>` : nothing}`}
      <div class="row"><button class="small" @click=${() => resend(it)} aria-label="${t('desk.webhooks.resend')}: ${it.id}">${t('desk.webhooks.resend')}</button></div></details>`;
  }

  const about = (it) => html`<p><bdi class="long">${it.url}</bdi><br><span class="quiet">${it.id}</span></p>`;

  function remove(it) {
    const url = `${PATH}/${encodeURIComponent(it.id)}`;
    openAct({
      title: t('desk.webhooks.remove'),
      about: about(it),
      reason: 'optional',
      preview: () => ask('DELETE', `${url}?preview=true`),
      plan: () => html`<p>${t('desk.webhooks.removes')}</p>${it.deadLetters ? html`<p class="warned">${n('desk.webhooks.deadGo', it.deadLetters)}</p>` : nothing}`,
      confirm: () => t('desk.webhooks.remove'),
      danger: () => true,
      act: (reason, key) => ask('DELETE', url, { key, ...(reason ? { body: { reason } } : {}) }),
      said: () => t('desk.webhooks.removed'),
      done: read,
    });
  }

  function resend(it) {
    const url = `${PATH}/${encodeURIComponent(it.id)}/dead-letters`;
    openAct({
      title: t('desk.webhooks.resend'),
      about: about(it),
      reason: 'optional',
      preview: () => ask('POST', `${url}?preview=true`),
      plan: () => html`<p>${n('desk.webhooks.resends', it.deadLetters)}</p>`,
      confirm: () => t('desk.webhooks.resend'),
      act: (reason, key) => ask('POST', url, { key, ...(reason ? { body: { reason } } : {}) }),
      said: (body) => n('desk.webhooks.resent', body.changed),
      done: () => (letters.clear(), read()),
    });
  }

  function made(webhook) {
    fresh = webhook;
    read();
  }

  async function readLetters(id) {
    const answer = await get(`${PATH}/${encodeURIComponent(id)}/dead-letters`, { signal: request.signal });
    if (request.signal.aborted) return;
    letters.set(id, answer.ok ? answer.body.deadLetters : { problem: answer.problem });
    draw();
  }

  async function read() {
    const answer = await get(PATH, { signal: request.signal });
    if (request.signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) known = answer.body;
    draw();
  }

  draw();
  read();
  const timer = setInterval(() => document.visibilityState === 'visible' && read(), AGAIN_MS);
  return {
    moved: (next) => next.path[0] === 'webhooks',
    close() {
      clearInterval(timer);
      request.abort();
    },
  };
}
