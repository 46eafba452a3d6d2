/** What the sheet shows of an attempt: what has come of it, or why nothing has, and what may be had instead. */

import { html, nothing } from '../vendor/lit-html.js';
import { countdown, moment } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { slotText, whenNamed } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import * as me from './me.js';

// Venues' names may come later.
whenNamed(me.changed);

const NO_ANSWER = new Set(['no-answer', 'unreachable']);

/** @param again sends the same once more */
export function denial(refused, again) {
  const others = refused.alternatives ?? [];
  return html`${refusal(refused)}
    ${NO_ANSWER.has(refused.code) ? html`<button class="primary" @click=${again}>${t('again')}</button>` : nothing}
    ${refused.reservationId ? html`<a class="button" href=${to(['reservation', refused.reservationId])}>${t('book.show')}</a>` : nothing}
    ${others.length ? html`<div><h3>${t('book.instead')}</h3><div class="row">${others.map((slot) => html`<a class="button" href=${slotLink(slot)}>${slotText(slot)}</a>`)}</div></div>` : nothing}`;
}

function slotLink(slot) {
  const place = slotText.place(slot);
  return to(['station', place.station], { date: place.date, slot });
}

/** @param {{busy: boolean, problem?: object, run: (act: () => Promise<object>) => void, close: () => void}} sheet */
export function outcome(it, { busy, problem, run, close }) {
  return html`
    <div class=${it.state === 'CANCELLED' || it.state === 'EXPIRED' ? 'refused' : 'done'} role="status"><strong>${t(`outcome.${it.state}`)}</strong>
      ${it.position ? html`<br>${t('wait.position', { position: it.position })}` : nothing}
      ${it.checkInFrom ? html`<br>${t('checkIn.window', { from: moment(it.checkInFrom), by: it.checkInBy ? moment(it.checkInBy) : '…' })}` : nothing}</div>
    ${problem ? refusal(problem) : nothing}
    ${it.state === 'HELD' ? inTime(it, t('hold.left'), it.holdExpiresAt, t('hold.confirm'), t('hold.give')) : nothing}
    ${it.state === 'OFFERED' ? inTime(it, t('offer.left'), it.offerExpiresAt, t('offer.take'), t('cancel.OFFERED')) : nothing}
    <div class="row">
      ${it.state === 'CONFIRMED' ? html`<a class="button primary" href=${to(['reservation', it.id])}>${t('book.pass')}</a><a class="button" href="/v1/reservations/${it.id}.ics">${t('mine.calendar')}</a>` : nothing}
      ${it.state === 'WAITLISTED' || it.state === 'ENTERED' ? html`<a class="button" href=${to(['reservation', it.id])}>${t('book.show')}</a>` : nothing}
      <button @click=${close}>${t('close')}</button></div>`;

  /** What is theirs for a time only. */
  function inTime(of, says, until, take, leave) {
    return html`<p>${says} <span class="countdown">${countdown(until)}</span></p>
      <div class="row"><button class="primary" aria-disabled=${busy} @click=${() => run(() => me.confirm(of.id))}>${take}</button>
      <button aria-disabled=${busy} @click=${() => run(() => me.cancel(of.id))}>${leave}</button></div>`;
  }
}

export function seriesOutcome({ reservations = [], refused = [] }, close) {
  return html`<div class=${reservations.length ? 'done' : 'refused'} role="status"><strong>${n('series.made', reservations.length)}</strong></div>
    ${refused.length ? html`<div><h3>${n('series.refused', refused.length)}</h3><ul>${refused.map((it) => html`<li>${slotText(it.slots?.[0] ?? it.slot)}: ${it.problem?.title ?? t('problem.other')}</li>`)}</ul></div>` : nothing}
    <div class="row"><a class="button primary" href="#/mine">${t('tab.mine')}</a><button @click=${close}>${t('close')}</button></div>`;
}
