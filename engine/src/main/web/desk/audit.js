/** What operators have changed: who, when, what, why, and how it stood before and after. The newest first; older ones when they are asked for. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { clockWithSeconds, day } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { slotText, whenNamed } from '../kit/slots.js';
import { list } from '../kit/stations.js';
import { named, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { member } from './pieces.js';
import * as who from './who.js';

const PAGE = 50;
const FILTERS = ['actor', 'subject', 'station'];

export function open(root, place) {
  let query = place.query;
  let acts;
  let next;
  let asOf;
  let problem;
  let busy = false;
  let stations = [];
  let request = new AbortController();

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.audit')}</h1>${asOf ? html`<small>${t('desk.completeUntil', { at: `${day(asOf)} ${clockWithSeconds(asOf)}` })}</small>` : nothing}</header>
    <form class="filters" role="search" @submit=${filter}>
      <label>${t('desk.audit.actor')}<input name="actor" type="search" maxlength="64" autocomplete="off" .value=${query.actor ?? ''}></label>
      <label>${t('desk.audit.subject')}<input name="subject" type="search" maxlength="129" autocomplete="off" .value=${query.subject ?? ''}></label>
      <label>${t('desk.station')}<select name="station"><option value="">${t('all')}</option>
        ${who.own(stations).map((it) => html`<option value=${it.id} .selected=${it.id === query.station}>${it.name}</option>`)}</select></label>
      <button class="primary">${t('desk.filter.go')}</button>
      ${FILTERS.some((it) => query[it]) ? html`<a class="button" href="#/audit">${t('desk.filter.none')}</a>` : nothing}
      <button type="button" @click=${() => read()}>${t('desk.refresh')}</button>
    </form>
    ${problem ? refusal(problem) : nothing}
    ${acts ? table() : problem ? nothing : wait()}`);

  function table() {
    if (acts.length === 0) return html`<p class="note">${t('desk.audit.none')}</p>`;
    return html`<div class="wide table" tabindex="0" role="group" aria-label=${t('desk.audit')}><table class="dense stack">
      <thead><tr><th scope="col">${t('desk.time')}</th><th scope="col">${t('desk.audit.actor')}</th><th scope="col">${t('desk.audit.what')}</th><th scope="col">${t('desk.audit.target')}</th><th scope="col">${t('desk.audit.change')}</th><th scope="col">${t('why')}</th></tr></thead>
      <tbody>${repeat(acts, (it) => it.id, (it) => html`<tr>
        <td class="nowrap">${day(it.at)}<br><strong>${clockWithSeconds(it.at)}</strong></td>
        <td><a class="name" href=${to(['audit'], { ...query, actor: it.actor })}><bdi>${it.actor}</bdi></a></td>
        <td>${named('desk.act', it.act)}</td>
        <td>${target(it)}<br><small>${it.stations.map((id, i) => html`${i ? ', ' : ''}<a href=${to(['audit'], { ...query, station: id })}>${id}</a>`)}</small>${it.subject ? html`<br>${member(it.subject)}` : nothing}</td>
        <td>${it.before === undefined ? nothing : html`<del>${value(it.before)}</del> → `}${it.after === undefined ? nothing : html`<ins>${value(it.after)}</ins>`}</td>
        <td class="reason"><bdi>${it.reason ?? '–'}</bdi></td>
      </tr>`)}</tbody></table></div>
      ${next ? html`<button aria-disabled=${busy} @click=${() => read(next)}>${t('desk.older')}</button>` : nothing}`;
  }

  function target(it) {
    if (it.act === 'CHANGE_CAPACITY') return slotText(it.target);
    return html`<bdi>${it.target}</bdi>`;
  }

  /** States have texts of their own; numbers are as they are. */
  const value = (text) => (/^[A-Z_]+$/.test(text) ? named('desk.value', text) : text);

  function filter(event) {
    event.preventDefault();
    go(['audit'], Object.fromEntries([...new FormData(event.target)].map(([key, text]) => [key, text.trim()])));
  }

  async function read(after) {
    if (busy && after) return;
    request.abort();
    request = new AbortController();
    const { signal } = request;
    busy = true;
    const asked = new URLSearchParams({ limit: PAGE, ...(after ? { after } : {}) });
    for (const it of FILTERS) if (query[it]) asked.set(it, query[it]);
    const answer = await get(`/v1/admin/audit?${asked}`, { signal });
    if (signal.aborted) return;
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      acts = after ? [...acts, ...answer.body.acts] : answer.body.acts;
      next = answer.body.next;
      asOf = answer.body.asOf;
    }
    draw();
  }

  draw();
  read();
  list().then((answer) => {
    stations = answer.stations ?? [];
    draw();
  });
  const unname = whenNamed(draw);
  return {
    moved(to) {
      if (to.path[0] !== 'audit') return false;
      query = to.query;
      acts = next = problem = undefined;
      draw();
      read();
      return true;
    },
    close() {
      unname();
      request.abort();
    },
  };
}
