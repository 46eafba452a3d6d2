/** What is closed, and until when; lifting it, and closing something new. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { ask, get } from '../kit/ask.js';
import { clock, dateOf, moment, now, span } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { slotText, stationOfVenue, venueName, whenNamed } from '../kit/slots.js';
import { to } from '../kit/route.js';
import { list } from '../kit/stations.js';
import { n, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { openAct } from './act.js';
import { openClosureForm } from './closureForm.js';

const AGAIN_MS = 10_000;
const LOOKS = { CLOSED: 'bad', CANCELLING: 'warn' };

export function open(root, place) {
  let closures;
  let names = new Map();
  let problem;
  let fresh;
  const request = new AbortController();
  const form = openClosureForm(place.query, { changed: () => draw(), done });

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.closures')}</h1></header>
    <div class="columns">
      <section aria-labelledby="in-force">
        <h2 id="in-force">${t('desk.closures.inForce')}</h2>
        ${problem ? refusal(problem) : nothing}
        ${closures ? table() : problem ? nothing : wait()}
      </section>
      <aside>${form.template()}</aside>
    </div>`);

  function table() {
    if (closures.length === 0) return html`<p class="done slim">${t('desk.closures.none')}</p>`;
    return html`<ul class="plain cards">${repeat(closures, (it) => it.id, (it) => html`<li class="card closure ${it.id === fresh ? 'fresh' : ''}">
      <div class="head"><h3>${where(it)}</h3><span class="badge ${LOOKS[it.state] ?? ''}">${t(`desk.closure.${it.state}`)}</span></div>
      <p><strong>${period(it)}</strong>${isNow(it) ? html` <span class="badge bad">${t('desk.closures.now')}</span>` : nothing}</p>
      <p>${t('why')}: <bdi>${it.reason}</bdi></p>
      ${it.machine ? html`<p class="quiet">${t('desk.closures.ofMachine', { machine: it.machine })}</p>` : nothing}
      <details><summary>${n('desk.venues', it.venues.length)}</summary><p>${it.venues.map((venue) => venueName(stationOfVenue(venue))).join(', ')}</p></details>
      <div class="head"><span class="quiet">${t(`desk.closure.${it.reservations}`)}${it.reservations === 'CANCEL' ? ` · ${n('desk.closures.cancelled', it.cancelled)}` : ''} · ${it.id}</span>
        ${it.machine ? html`<a class="button small" href=${to(['day', stationOfVenue(it.venues[0] ?? '').station])}>${t('desk.closures.machine')}</a>` : it.state === 'CLOSED' || it.state === 'CANCELLING' ? html`<button class="small" @click=${() => lift(it)} aria-label="${t('desk.lift')}: ${it.id}">${t('desk.lift')}</button>` : nothing}</div>
    </li>`)}</ul>`;
  }

  const isNow = (it) => Date.parse(it.from) <= now() && now() < Date.parse(it.to);

  function period(it) {
    return dateOf(Date.parse(it.from)) === dateOf(Date.parse(it.to)) ? span(it.from, it.to) : `${moment(it.from)} – ${moment(it.to)}`;
  }

  function where(it) {
    const ids = [...new Set(it.venues.map((venue) => stationOfVenue(venue).station))];
    return html`<bdi>${ids.map((id) => names.get(id) ?? id).join(', ') || t('desk.closures.gone')}</bdi>${it.venues.length === 1 ? html` · <bdi>${venueName(stationOfVenue(it.venues[0]))}</bdi>` : nothing}`;
  }

  function lift(it) {
    const url = `/v1/admin/closures/${encodeURIComponent(it.id)}`;
    openAct({
      title: t('desk.lift'),
      about: html`<p>${where(it)}<br><strong>${period(it)}</strong><br>${t('why')}: <bdi>${it.reason}</bdi></p>`,
      reason: 'optional',
      reasons: [1, 2].map((i) => t(`desk.reason.lift.${i}`)),
      preview: () => ask('DELETE', `${url}?preview=true`),
      plan: (body) => html`<p class="done slim"><strong>${n('desk.lift.opens', body.opening)}</strong></p>
        ${body.slotsOpening.length ? html`<details><summary>${t('desk.lift.which')}</summary><ul class="columned">${body.slotsOpening.map((slot) => html`<li>${slotText(slot)}</li>`)}</ul>${body.more ? html`<p class="quiet">${t('desk.andMore')}</p>` : nothing}</details>` : nothing}
        <p>${t('desk.lift.stays')}</p>`,
      confirm: (body) => n('desk.lift.yes', body.opening),
      act: (reason, key) => ask('DELETE', url, { key, ...(reason ? { body: { reason } } : {}) }),
      said: () => t('desk.lift.done', { at: clock(now()) }),
      done: read,
    });
  }

  function done(closure) {
    fresh = closure.id;
    read();
  }

  async function read() {
    const answer = await get('/v1/admin/closures', { signal: request.signal });
    if (request.signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) closures = answer.body.closures;
    draw();
  }

  draw();
  read();
  list({}, request.signal).then((answer) => {
    names = new Map((answer.stations ?? []).map((it) => [it.id, it.name]));
    form.setStations(answer.stations ?? []);
    draw();
  });
  const unname = whenNamed(draw);
  const timer = setInterval(() => document.visibilityState === 'visible' && read(), AGAIN_MS);
  return {
    moved: (next) => next.path[0] === 'closures' && Object.keys(next.query).length === 0,
    close() {
      clearInterval(timer);
      unname();
      form.close();
      request.abort();
    },
  };
}
