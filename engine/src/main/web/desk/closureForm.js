/**
 * Closing venues: first what is to be closed, then what the engine says of it: how many that meets, and who they are. Only then there is a button, and it
 * says the number. Whatever is changed in between asks anew.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, newKey } from '../kit/ask.js';
import { now } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { detail } from '../kit/stations.js';
import { n, named, t } from '../kit/text.js';
import { announce } from '../kit/view.js';
import { localOf, momentOf } from './cityTime.js';
import { affectedTable, lost } from './pieces.js';
import * as who from './who.js';

const HOUR_MS = 3_600_000;
const REASON_MAX = 200;

/** @param {{changed: () => void, done: (closure: object) => void}} room */
export function openClosureForm(query, room) {
  const start = query.from ? Date.parse(query.from) : Math.ceil(now() / HOUR_MS) * HOUR_MS;
  const wanted = {
    station: query.station ?? '',
    /** Empty for the whole station. */
    venues: new Set(query.venue ? [query.venue] : []),
    whole: !query.venue,
    from: localOf(start),
    to: localOf(query.to ? Date.parse(query.to) : start + 2 * HOUR_MS),
    reason: '',
    reservations: 'CANCEL',
  };
  let stations = [];
  let station;
  /** What the engine says of it, with what was asked. */
  let would;
  let lacking;
  let busy = false;
  let problem;
  let made;
  let closed = false;
  let asked = 0;

  function template() {
    if (made) return html`<section class="card" aria-labelledby="close"><h2 id="close" tabindex="-1">${t('desk.close.done')}</h2>
      <p class="done" role="status">${made.state === 'CANCELLING' ? t('desk.close.cancelling') : n('desk.closures.cancelled', made.cancelled)}</p>
      <button @click=${anew}>${t('desk.close.another')}</button></section>`;
    return html`<form class="card closing" aria-labelledby="close" novalidate @submit=${submit}>
      <h2 id="close">${t('desk.close')}</h2>
      <label>${t('desk.station')}<select required @change=${(event) => choose(event.target.value)}>
        <option value="" .selected=${!wanted.station} disabled>${t('desk.choose')}</option>
        ${who.own(stations).map((it) => html`<option value=${it.id} .selected=${it.id === wanted.station}>${it.name}</option>`)}
      </select></label>
      ${station ? venues() : nothing}
      <div class="pair">
        <label>${t('desk.from')}<input type="datetime-local" required .value=${wanted.from} @change=${(event) => set({ from: event.target.value })}></label>
        <label>${t('desk.to')}<input type="datetime-local" required .value=${wanted.to} @change=${(event) => set({ to: event.target.value })}></label>
      </div>
      <small>${t('desk.cityClock')}</small>
      <label>${t('desk.reasonForMembers')}<input required maxlength=${REASON_MAX} autocomplete="off" list="close-reasons" .value=${wanted.reason} @input=${(event) => set({ reason: event.target.value }, true)}></label>
      <datalist id="close-reasons">${[1, 2, 3, 4].map((i) => html`<option value=${t(`desk.reason.close.${i}`)}></option>`)}</datalist>
      <fieldset><legend>${t('desk.close.reservations')}</legend>
        ${['CANCEL', 'KEEP'].map((it) => html`<label class="check"><input type="radio" name="reservations" value=${it} .checked=${wanted.reservations === it} @change=${() => set({ reservations: it })}>${t(`desk.close.${it}`)}</label>`)}
      </fieldset>
      ${lacking ? html`<p class="refused" role="alert">${lacking}</p>` : nothing}
      ${would ? plan() : html`<button class="primary">${t('desk.close.preview')}</button>`}
    </form>`;
  }

  function venues() {
    return html`<fieldset><legend>${t('desk.close.what')}</legend>
      <label class="check"><input type="checkbox" .checked=${wanted.whole} @change=${(event) => set({ whole: event.target.checked })}>${t('desk.close.whole', { n: station.venues.length })}</label>
      ${wanted.whole ? nothing : html`<div class="venues">${station.venues.map((it) => html`<label class="check"><input type="checkbox" .checked=${wanted.venues.has(it.id)} @change=${(event) => pick(it.id, event.target.checked)}>
        <span><bdi>${it.name}</bdi> <small>${named('kind', it.kind)}</small></span></label>`)}</div>`}
    </fieldset>`;
  }

  function plan() {
    if (would.waiting) return html`<p class="quiet" aria-busy="true">${t('desk.asking')}</p>`;
    if (would.problem) return html`${refusal(would.problem)}<button class="primary">${t('again')}</button>`;
    const { affected, reservationsAffected, more, reservations } = would.body;
    const text = n(reservations === 'CANCEL' ? 'desk.losePlace' : 'desk.close.stand', affected);
    return html`<div class="plan" tabindex="-1" id="close-plan">
        <p class=${affected === 0 ? 'done slim' : 'warned slim'}><strong>${text}</strong></p>
        ${affectedTable(reservationsAffected, more, text)}
      </div>
      ${problem ? html`${refusal(problem)}${problem.code === 'no-answer' ? html`<p class="warned">${lost()}</p>` : nothing}` : nothing}
      <div class="row"><button type="button" class="primary ${reservations === 'CANCEL' && affected ? 'hazard' : ''}" aria-disabled=${busy} @click=${close}>
        ${busy ? t('desk.doing') : reservations === 'CANCEL' && affected ? n('desk.close.yesCancel', affected) : t('desk.close.yes')}</button>
        <button type="button" @click=${() => set({})}>${t('desk.leave')}</button></div>`;
  }

  /** `quietly`: without drawing what somebody is typing. */
  function set(changes, quietly = false) {
    Object.assign(wanted, changes);
    const had = would || lacking;
    asked++;
    would = lacking = problem = undefined;
    if (!quietly || had) room.changed();
  }

  function pick(venue, is) {
    if (is) wanted.venues.add(venue);
    else wanted.venues.delete(venue);
    set({});
  }

  async function choose(id) {
    wanted.venues = new Set(id === query.station ? wanted.venues : []);
    set({ station: id });
    station = undefined;
    const answer = await detail(id);
    if (closed || id !== wanted.station) return;
    if (answer.ok) station = answer.body;
    else would = { problem: answer.problem };
    room.changed();
  }

  function body() {
    const { from, to, reason, reservations } = wanted;
    const what = wanted.whole ? { station: wanted.station } : { venues: [...wanted.venues] };
    return { ...what, from: momentOf(from), to: momentOf(to), reason: reason.trim(), reservations };
  }

  function lack() {
    if (!wanted.station) return t('desk.close.lack.station');
    if (!wanted.whole && wanted.venues.size === 0) return t('desk.close.lack.venues');
    const { from, to, reason } = body();
    if (!from || !to || to <= from) return t('desk.close.lack.times');
    if (!reason) return t('desk.reasonLacking');
    return undefined;
  }

  async function submit(event) {
    event.preventDefault();
    lacking = lack();
    if (lacking) return room.changed();
    const mine = ++asked;
    const sent = body();
    would = { waiting: true };
    problem = undefined;
    room.changed();
    const answer = await ask('POST', '/v1/admin/closures?preview=true', { body: sent });
    if (closed || mine !== asked) return;
    would = answer.ok ? { body: answer.body, sent, key: newKey() } : { problem: answer.problem };
    if (answer.ok) announce(n(sent.reservations === 'CANCEL' ? 'desk.losePlace' : 'desk.close.stand', answer.body.affected));
    room.changed();
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('close-plan')?.focus()));
  }

  async function close() {
    if (busy) return;
    busy = true;
    problem = undefined;
    room.changed();
    const answer = await ask('POST', '/v1/admin/closures', { body: would.sent, key: would.key });
    busy = false;
    if (answer.ok) {
      made = answer.body;
      announce(t('desk.close.done'));
      room.done(made);
    } else {
      problem = answer.problem;
    }
    if (closed) return;
    room.changed();
    if (made) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('close')?.focus()));
  }

  function anew() {
    made = undefined;
    set({ reason: '' });
  }

  return {
    template,
    setStations(all) {
      stations = all;
      const first = wanted.station || (who.own(all).length === 1 ? who.own(all)[0].id : '');
      if (first && !station) choose(first);
    },
    close: () => (closed = true),
  };
}
