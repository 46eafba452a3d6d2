/** A member, for whoever asks at the desk: how they stand, what they have, what they did not come to. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { moment, now, span } from '../kit/clock.js';
import { refusal, usage, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { venueName, whenNamed } from '../kit/slots.js';
import { n, named, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import * as acts from './acts.js';
import { recordBodyCheck } from './bodyCheck.js';
import { stateBadge } from './pieces.js';
import * as who from './who.js';

const PAGE = 50;
const CANCELLABLE = new Set(['CONFIRMED', 'HELD', 'OFFERED', 'WAITLISTED', 'ENTERED']);

export function open(root, place) {
  let subject = (place.query.subject ?? '').trim();
  let standing;
  let problem;
  let reservations;
  let next;
  let busy = false;
  let request = new AbortController();

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.members')}</h1></header>
    <form class="filters" role="search" @submit=${look}>
      <label>${t('desk.subject')}<input name="subject" type="search" required maxlength="129" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${subject}></label>
      <button class="primary">${t('desk.look')}</button>
    </form>
    ${subject ? html`<h2 class="whom"><bdi>${subject}</bdi></h2>
      ${problem ? refusal(problem) : nothing}
      ${standing ? html`<div class="columns"><section aria-labelledby="stands">${stands()}</section><section aria-labelledby="has">${has()}</section></div>` : problem ? nothing : wait()}`
      : html`<p class="note">${t('desk.members.lead')}</p>`}`);

  function stands() {
    const { strikes, strikesMax, suspendedUntil, quotas } = standing;
    return html`<h2 id="stands">${t('desk.standing')}</h2>
      ${suspendedUntil ? html`<p class="refused"><strong>${t('desk.suspended', { at: moment(suspendedUntil) })}</strong></p>` : html`<p class="done slim">${t('desk.maybook')}</p>`}
      <h3>${n('desk.strikes', strikes.length)}</h3>
      ${strikesMax ? html`<p class="quiet">${t('desk.strikesMax', { max: strikesMax })}</p>` : nothing}
      ${strikes.length ? html`<ul class="plain strikes">${strikes.map((it) => html`<li class="card"><div><strong>${moment(it.at)}</strong><br><small>${it.reservationId}${it.stationId ? html` · <a href=${to(['day', it.stationId])}>${it.stationId}</a>` : nothing} · ${t('standing.lapses', { at: moment(it.lapsesAt) })}</small></div>
        <button class="small" @click=${() => acts.forgive(subject, it.reservationId, it.at, read)} aria-label="${t('desk.forgive')}: ${moment(it.at)}">${t('desk.forgive')}</button></li>`)}</ul>` : nothing}
      ${quotas?.length ? html`<h3>${t('standing.title.desk')}</h3><ul class="plain card">${quotas.map((it) => usage(it, named))}</ul>` : nothing}
      <p><button @click=${() => recordBodyCheck(subject)}>${t('desk.body')}…</button></p>
      ${who.isAdmin() ? html`<p><button class="danger" @click=${() => acts.endSessions(subject)}>${t('desk.endSessions')}…</button></p>
        <p><a href=${to(['audit'], { subject })}>${t('desk.auditOf')}</a></p>` : nothing}`;
  }

  function has() {
    return html`<h2 id="has">${t('desk.reservations')}</h2>
      ${reservations === undefined ? wait() : reservations.length === 0 ? html`<p class="note">${t('desk.list.none.member')}</p>` : html`
      <div class="wide table" tabindex="0" role="group" aria-labelledby="has"><table class="dense list stack">
        <thead><tr><th scope="col">${t('desk.time')}</th><th scope="col">${t('desk.slot')}</th><th scope="col" class="number">${t('desk.party')}</th><th scope="col">${t('desk.state')}</th><th scope="col"><span class="unseen">${t('desk.acts')}</span></th></tr></thead>
        <tbody>${repeat(reservations, (it) => it.id, (it) => html`<tr class=${Date.parse(it.end) > now() ? '' : 'past'}>
          <td class="time">${span(it.start, it.end)}</td>
          <td><bdi>${[...new Set(it.items.map((one) => venueName({ venue: one.venueId, station: it.stationId })))].join(', ')}</bdi><br><small><a href=${to(['day', it.stationId], { date: it.items[0].start.slice(0, 10) })}>${it.stationId}</a> · ${it.id}</small></td>
          <td class="number">${it.party}</td>
          <td>${stateBadge(it.state)}${it.by ? html`<br><small>${named('desk.by', it.by)}${it.reason ? html`: <bdi>${it.reason}</bdi>` : nothing}</small>` : nothing}${it.strike ? html`<br><small>${t('desk.strike')}</small>` : nothing}</td>
          <td class="acts">${it.state === 'CONFIRMED' ? html`<button class="small" @click=${() => acts.checkIn(it, read)} aria-label="${t('desk.checkIn')}: ${span(it.start, it.end)}">${t('desk.checkIn')}</button>` : nothing}
            ${CANCELLABLE.has(it.state) ? html`<button class="small danger" @click=${() => acts.cancel(it, read)} aria-label="${t('desk.cancel')}: ${span(it.start, it.end)}">${t('desk.cancel')}</button>` : nothing}</td>
        </tr>`)}</tbody></table></div>
      ${next ? html`<button aria-disabled=${busy} @click=${() => readReservations(next)}>${t('desk.older')}</button>` : nothing}`}`;
  }

  function look(event) {
    event.preventDefault();
    const text = new FormData(event.target).get('subject').trim();
    if (text) go(['members'], { subject: text });
  }

  const path = () => `/v1/admin/members/${encodeURIComponent(subject)}`;

  async function read() {
    if (!subject) return draw();
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const answer = await get(`${path()}/standing`, { signal });
    if (signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    standing = answer.ok ? answer.body : undefined;
    draw();
    if (answer.ok) await readReservations();
  }

  /** More of them, or, without `after`, as they are now. */
  async function readReservations(after) {
    if (busy && after) return;
    const { signal } = request;
    busy = true;
    const answer = await get(`${path()}/reservations?limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ''}`, { signal });
    busy = false;
    if (signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) {
      reservations = after ? [...reservations, ...answer.body.reservations] : answer.body.reservations;
      next = answer.body.next;
    }
    draw();
  }

  draw();
  read();
  if (!subject) requestAnimationFrame(() => requestAnimationFrame(() => root.querySelector('input')?.focus()));
  const unname = whenNamed(draw);
  return {
    moved(to) {
      if (to.path[0] !== 'members') return false;
      subject = (to.query.subject ?? '').trim();
      standing = problem = reservations = next = undefined;
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
