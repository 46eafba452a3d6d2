/** What needs a person now, as the engine finds it, with what helps; asked for again and again while somebody looks. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { clock, dateOf, moment, today } from '../kit/clock.js';
import { to } from '../kit/route.js';
import { n, t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const EVERY_MS = 5_000;
/** More than that is no list that somebody works through. */
const SHOWN_MAX = 4;
/** What helps, where the engine's text does not say it. */
const HELPED = new Set(['station-full']);

/** @return {{state: object, of: (station: string) => object|undefined, close: () => void}} */
export function openAlarms(changed) {
  const state = { alarms: undefined, count: 0, all: false, problem: undefined };
  const request = new AbortController();
  let known;
  state.showAll = () => {
    state.all = true;
    changed();
  };

  async function read() {
    const answer = await get('/v1/admin/alarms', { signal: request.signal });
    if (request.signal.aborted) return;
    // An engine that has none to tell yet is no alarm itself.
    state.problem = answer.ok || answer.status === 404 ? undefined : answer.problem;
    if (answer.ok) {
      state.alarms = answer.body.alarms;
      state.count = answer.body.count;
      tellNew();
    }
    changed();
  }

  function tellNew() {
    const keys = new Set(state.alarms.map((it) => `${it.code} ${it.stationId ?? ''}`));
    const fresh = known ? state.alarms.find((it) => !known.has(`${it.code} ${it.stationId ?? ''}`)) : undefined;
    known = keys;
    if (fresh) announce(fresh.text);
  }

  read();
  const timer = setInterval(() => document.visibilityState === 'visible' && read(), EVERY_MS);
  return {
    state,
    of: (station) => state.alarms?.find((it) => it.stationId === station),
    close() {
      clearInterval(timer);
      request.abort();
    },
  };
}

export function alarmList({ alarms, count, all, problem, showAll }) {
  if (problem) return html`<p class="warned" role="alert">${t('desk.alarms.unknown')} ${problem.title ?? t(`problem.${problem.code}`)}</p>`;
  if (!alarms) return nothing;
  if (alarms.length === 0) return html`<p class="done slim"><strong>${t('desk.alarms.none')}</strong></p>`;
  const shown = all ? alarms : alarms.slice(0, SHOWN_MAX);
  return html`<section class="alarms" aria-labelledby="alarms">
    <div class="head"><h2 id="alarms">${n('desk.alarms', count)}</h2>
      ${shown.length < alarms.length ? html`<button class="small" @click=${showAll}>${t('desk.alarms.all', { n: count })}</button>` : nothing}</div>
    <ul class="plain">${repeat(shown, (it) => `${it.code} ${it.stationId ?? ''}`, (it) => html`<li class=${it.level === 'CRITICAL' ? 'refused' : 'warned'}>
      <span class="badge ${it.level === 'CRITICAL' ? 'bad' : 'warn'}">${t(`desk.alarm.${it.level}`)}</span>
      <span class="what"><bdi>${it.text}</bdi>${HELPED.has(it.code) ? html`<small>${t(`desk.todo.${it.code}`)}</small>` : nothing}${it.detail ? html`<small><bdi lang="en">${it.detail}</bdi></small>` : nothing}</span>
      <small>${t('desk.since', { at: dateOf(Date.parse(it.since)) === today() ? clock(it.since) : moment(it.since) })}</small>
      ${it.stationId ? html`<a class="button small" href=${to(['day', it.stationId])}>${t('desk.openDay')}</a>` : nothing}
    </li>`)}</ul>
  </section>`;
}
