/** The draws that are not carried out yet: how far each has come, what is missing for its order, and what an operator can say. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { ask, get } from '../kit/ask.js';
import { moment } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { slotText, stationName, whenNamed } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { openAct } from './act.js';

const AGAIN_MS = 10_000;
const LOOKS = { OPEN: 'good', CLOSED: 'warn', DRAWING: 'good' };
/** The engine takes no change without a reason, not even to say what it would do; this one is told to nobody. */
const NOT_YET = '-';
const VALUE_MAX = 200;
const WINDOW_MIN_MAX = 10_080;

/** By which name a draw has what an operator can say of it. */
const PARTS = { SECOND_COMMITMENT: 'secondCommitment', SECOND_SECRET: 'secondSecret', EXTERNAL: 'external' };

export function open(root) {
  let draws;
  let problem;
  const request = new AbortController();

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.draws')}</h1></header>
    <p class="quiet">${t('desk.draws.what')}</p>
    ${problem ? refusal(problem) : nothing}
    ${draws ? list() : problem ? nothing : wait()}`);

  function list() {
    if (draws.length === 0) return html`<p class="done slim">${t('desk.draws.none')}</p>`;
    return html`<ul class="plain cards">${repeat(draws, (it) => it.id, card)}</ul>`;
  }

  function card(it) {
    const missing = missingOf(it);
    return html`<li class="card draw" id="draw-${it.id}">
      <div class="head"><h2><bdi>${stationName(it.stationId)}</bdi> · ${slotText(it.slot)}</h2><span class="badge ${LOOKS[it.state] ?? ''}">${t(`draw.state.${it.state}`)}</span></div>
      <p>${t('draw.opens')} ${moment(it.opensAt)} ${t('draw.closes')} ${moment(it.closesAt)} · ${n('desk.draws.entries', it.lines ?? it.entered)} · ${t('desk.draws.level', { level: it.level })}${it.round > 1 ? html` · ${t('draw.round')} ${it.round}` : nothing}</p>
      ${it.source ? html`<p>${t('draw.said.source')}: <bdi>${it.source}</bdi></p>` : nothing}
      ${missing.length ? html`<p class="warned slim"><strong>${t('desk.draws.missing')}</strong> ${missing.map((name) => t(`draw.said.${name}`)).join(', ')}${it.revealsBy ? html`<br>${t('draw.reveals')} ${moment(it.revealsBy)}` : nothing}</p>` : nothing}
      <div class="row">
        ${partsOf(it).map((part) => html`<button class="small" @click=${() => give(it, part)}>${t(`desk.draws.give.${part}`)}</button>`)}
        ${missing.length ? html`<button class="small" @click=${() => openWindow(it)}>${t('desk.draws.window')}</button>` : nothing}
        <a class="button small" href="/draw/${it.id}">${t('draw.about')}</a>
      </div></li>`;
  }

  /** What an order waits for once nobody can enter any more. */
  function missingOf(it) {
    if (it.state !== 'CLOSED' || !it.digest) return [];
    return [!it.secret && 'secret', it.secondCommitment && !it.secondSecret && 'secondSecret', it.source && !it.external && 'external'].filter(Boolean);
  }

  function partsOf(it) {
    const parts = [];
    if (it.state === 'ANNOUNCED' && !it.secondCommitment) parts.push('SECOND_COMMITMENT');
    const missing = missingOf(it);
    if (missing.includes('secondSecret')) parts.push('SECOND_SECRET');
    else if (missing.includes('external') && it.secret) parts.push('EXTERNAL');
    return parts;
  }

  const facts = (it) => html`<dl class="facts"><dt>${t('desk.slot')}</dt><dd>${slotText(it.slot)}</dd><dt>${t('desk.draws.state')}</dt><dd>${t(`draw.state.${it.state}`)}</dd></dl>`;
  const path = (it, what) => `/v1/admin/draws/${encodeURIComponent(it.id)}/${what}`;

  function give(it, part) {
    let value = '';
    openAct({
      title: t(`desk.draws.give.${part}`),
      about: html`${facts(it)}<p>${t(`desk.draws.about.${part}`)}</p>`,
      fields: (again) => html`<label>${t(`draw.said.${PARTS[part]}`)}<input name="value" maxlength=${VALUE_MAX} autocomplete="off" spellcheck="false" .value=${value} @change=${(event) => {
        value = event.target.value.trim();
        again();
      }}></label>`,
      reason: 'required',
      ready: () => value !== '',
      preview: async (reason) => (value === '' ? { ok: true, body: {} } : ask('POST', `${path(it, 'parts')}?preview=true`, { body: { part, value, reason: reason || NOT_YET } })),
      plan: () => html`<p>${t(value === '' ? 'desk.draws.give.first' : 'desk.draws.give.fits')}</p>`,
      confirm: () => t('desk.draws.give.yes'),
      act: (reason, key) => ask('POST', path(it, 'parts'), { body: { part, value, reason }, key }),
      said: () => t('desk.draws.given'),
      done: read,
    });
  }

  function openWindow(it) {
    let windowMin = 60;
    let revealMin = it.source ? 30 : 0;
    const number = (label, value, least, set) => (again) => html`<label>${label}<input type="number" min=${least} max=${WINDOW_MIN_MAX} step="1" .value=${String(value())} @change=${(event) => {
      set(Math.min(WINDOW_MIN_MAX, Math.max(least, Math.round(Number(event.target.value)) || least)));
      again();
    }}></label>`;
    const fields = [number(t('desk.draws.windowMin'), () => windowMin, 1, (to) => (windowMin = to)), number(t('desk.draws.revealMin'), () => revealMin, it.source ? 1 : 0, (to) => (revealMin = to))];
    openAct({
      title: t('desk.draws.window'),
      about: html`${facts(it)}<p>${t('desk.draws.window.about')}</p>`,
      fields: (again) => fields.map((field) => field(again)),
      reason: 'required',
      preview: (reason) => ask('POST', `${path(it, 'windows')}?preview=true`, { body: { windowMin, revealMin, reason: reason || NOT_YET } }),
      plan: () => html`<p>${n('desk.draws.window.stay', it.lines ?? it.entered)}</p>`,
      confirm: () => n('desk.draws.window.yes', windowMin),
      act: (reason, key) => ask('POST', path(it, 'windows'), { body: { windowMin, revealMin, reason }, key }),
      said: () => t('desk.draws.window.done'),
      done: read,
    });
  }

  async function read() {
    const answer = await get('/v1/admin/draws', { signal: request.signal });
    if (request.signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) draws = answer.body.draws;
    draw();
  }

  draw();
  read();
  const unname = whenNamed(draw);
  const timer = setInterval(() => document.visibilityState === 'visible' && read(), AGAIN_MS);
  return {
    moved: (next) => next.path[0] === 'draws',
    close() {
      clearInterval(timer);
      unname();
      request.abort();
    },
  };
}
