/** One of my reservations, with what can be done about it. */

import { html, nothing } from '../vendor/lit-html.js';
import { countdown, moment, now, span } from '../kit/clock.js';
import { to } from '../kit/route.js';
import { slotText, venueName, whenNamed } from '../kit/slots.js';
import { t } from '../kit/text.js';
import { entered } from './drawn.js';
import * as me from './me.js';

// Venues' names may come later.
whenNamed(me.changed);

const GOOD = new Set(['CONFIRMED', 'CHECKED_IN', 'COMPLETED']);
const BAD = new Set(['CANCELLED', 'NO_SHOW', 'EXPIRED']);

/** @param act runs one of the actions and shows what comes of it */
export function card(it, act) {
  return html`<article class="card reservation">
    <header><h2><a href=${to(['reservation', it.id])}><bdi>${venues(it)}</bdi></a></h2>
      <span class="badge ${GOOD.has(it.state) ? 'good' : BAD.has(it.state) ? 'bad' : 'warn'}">${t(`state.${it.state}`)}</span></header>
    <time datetime=${it.start}>${span(it.start, it.items?.[0]?.end ?? it.end)}</time>
    ${it.items?.length > 1 ? html`<small>${t('mine.several', { n: it.items.length })}</small>` : nothing}
    ${told(it)} ${actions(it, act)}
  </article>`;
}

export function venues(it) {
  return [...new Set((it.items ?? []).map((item) => venueName({ venue: item.venueId, station: it.stationId })))].join(', ');
}

/** What its member has to know of it. */
export function told(it) {
  return html`
    ${it.state === 'HELD' ? html`<p>${t('hold.left')} <span class="countdown">${countdown(it.holdExpiresAt)}</span></p>` : nothing}
    ${it.state === 'OFFERED' ? html`<p class="warned">${t('offer.left')} <span class="countdown">${countdown(it.offerExpiresAt)}</span></p>` : nothing}
    ${it.state === 'WAITLISTED' && it.position ? html`<p>${t('wait.position', { position: it.position })}</p>` : nothing}
    ${entered(it)}
    ${it.state === 'CONFIRMED' && it.checkInFrom ? html`<p class="quiet">${t('checkIn.window', { from: moment(it.checkInFrom), by: it.checkInBy ? moment(it.checkInBy) : '…' })}</p>` : nothing}
    ${it.state === 'CANCELLED' && it.by && it.by !== 'member' ? html`<p class="refused">${t(`cancelledBy.${it.by}`)}${it.reason ? html`: <bdi>${it.reason}</bdi>` : nothing}</p>` : nothing}
    ${it.state === 'NO_SHOW' && it.strike ? html`<p class="warned">${t('strike')}</p>` : nothing}
    ${it.closed?.length ? html`<p class="warned">${it.closed.map((one) => html`${slotText(one.slot)}: <bdi>${one.reason ?? t('slot.CLOSED')}</bdi> `)}</p>` : nothing}
    ${it.alternatives?.length ? html`<div><small>${t('book.instead')}</small><div class="row">${it.alternatives.map((slot) => html`<a class="button" href=${to(['station', slotText.place(slot).station], { date: slotText.place(slot).date, slot })}>${slotText(slot)}</a>`)}</div></div>` : nothing}`;
}

/** @param linked whether there is a way to its pass among them */
export function actions(it, act, linked = true) {
  const mayCancel = it.state === 'HELD' || it.state === 'OFFERED' || it.state === 'WAITLISTED' || it.state === 'ENTERED' || (it.state === 'CONFIRMED' && (!it.cancelUntil || Date.parse(it.cancelUntil) > now()));
  return html`<div class="row">
    ${it.state === 'HELD' ? html`<button class="primary" @click=${() => act(me.confirm, it.id)}>${t('hold.confirm')}</button>` : nothing}
    ${it.state === 'OFFERED' ? html`<button class="primary" @click=${() => act(me.confirm, it.id)}>${t('offer.take')}</button>` : nothing}
    ${linked && it.state === 'CONFIRMED' ? html`<a class="button primary" href=${to(['reservation', it.id])}>${t('mine.pass')}</a>` : nothing}
    ${mayCancel ? html`<button @click=${() => sure(it) && act(me.cancel, it.id)}>${t(`cancel.${it.state}`)}</button>` : nothing}
  </div>`;
}

/** What is confirmed is asked about once more: somebody else may have it the next moment. Names stand between marks that isolate them there. */
function sure(it) {
  return it.state !== 'CONFIRMED' || window.confirm(t('cancel.sure', { what: `\u2068${venues(it)}\u2069 ${span(it.start, it.end)}` }));
}
