/** What needs a person now, as the engine finds it, with what helps; asked for again and again while somebody looks. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { clock, dateOf, moment, today } from '../kit/clock.js';
import { to } from '../kit/route.js';
import { n, named, t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const EVERY_MS = 5_000;
/** More than that is no list that somebody works through. */
const SHOWN_MAX = 4;
/** So many of one kind are told one by one. */
const TOGETHER_FROM = 2;
/** What helps, where the engine's text does not say it. */
const HELPED = new Set(['station-full']);

/** @return {{state: object, of: (station: string) => object[], close: () => void}} */
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
    of: (station) => state.alarms?.filter((it) => it.stationId === station) ?? [],
    close() {
      clearInterval(timer);
      request.abort();
    },
  };
}

/** Many of one kind are one thing to look after, with a list. */
function grouped(alarms) {
  const groups = new Map();
  for (const it of alarms) {
    const key = it.stationId ? it.code : `${it.code} ${it.text}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].flatMap((group) => (group.length > TOGETHER_FROM ? [group] : group.map((it) => [it])));
}

export function alarmList({ alarms, count, all, problem, showAll }, stations) {
  if (problem) return html`<p class="warned" role="alert">${t('desk.alarms.unknown')} ${problem.title ?? t(`problem.${problem.code}`)}</p>`;
  if (!alarms) return nothing;
  if (alarms.length === 0) return html`<p class="done slim"><strong>${t('desk.alarms.none')}</strong></p>`;
  const groups = grouped(alarms);
  const shown = all ? groups : groups.slice(0, SHOWN_MAX);
  const names = new Map((stations ?? []).map((it) => [it.id, it.name]));
  return html`<section class="alarms" aria-labelledby="alarms">
    <div class="head"><h2 id="alarms">${n('desk.alarms', count)}</h2>
      ${shown.length < groups.length ? html`<button class="small" @click=${showAll}>${t('desk.alarms.all', { n: count })}</button>` : nothing}</div>
    <ul class="plain">${repeat(shown, (group) => `${group[0].code} ${group.length > 1 ? '' : (group[0].stationId ?? '')}`, (group) => html`<li class=${group[0].level === 'CRITICAL' ? 'refused' : 'warned'}>
      <span class="badge ${group[0].level === 'CRITICAL' ? 'bad' : 'warn'}">${t(`desk.alarm.${group[0].level}`)}</span>
      ${group.length > 1 ? many(group, names) : one(group[0])}</li>`)}</ul>
  </section>`;
}

function one(it) {
  return html`<span class="what"><bdi>${it.text}</bdi>${HELPED.has(it.code) ? html`<small>${t(`desk.todo.${it.code}`)}</small>` : nothing}${it.detail ? html`<small><bdi lang="en">${it.detail}</bdi></small>` : nothing}</span>
    <small>${since(it)}</small>
    ${it.stationId ? html`<a class="button small" href=${to(['day', it.stationId])}>${t('desk.openDay')}</a>` : nothing}`;
}

function many(group, names) {
  const { code } = group[0];
  return html`<span class="what"><strong>${n('desk.alarm.many', group.length, { what: named('desk.alarm', code) })}</strong><small>${named('desk.todo', code)}</small></span>
    <details><summary>${t('desk.alarm.which')}</summary><ul class="columned">${group.map((it) => html`<li><a href=${to(['day', it.stationId])}><bdi>${names.get(it.stationId) ?? it.stationId}</bdi></a> <small>${since(it)}</small></li>`)}</ul></details>`;
}

const since = (it) => t('desk.since', { at: dateOf(Date.parse(it.since)) === today() ? clock(it.since) : moment(it.since) });
