/** Who has booked on a day, by start, with what can be done for each. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { clock, now } from '../kit/clock.js';
import { venueName } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import * as acts from './acts.js';
import { member, stateBadge } from './pieces.js';

const SHOWN = 150;
const OVER = new Set(['CANCELLED', 'EXPIRED', 'NOT_DRAWN']);
/** Of these a partner's customer may still have to hear something. */
const NOTICED = new Set(['CONFIRMED', 'CHECKED_IN']);
const CANCELLABLE = new Set(['CONFIRMED', 'HELD', 'OFFERED', 'WAITLISTED', 'ENTERED']);

/** Which of them one wants to see. */
export const SHOWS = {
  present: (it) => !OVER.has(it.state),
  awaited: (it) => it.state === 'CONFIRMED' && Date.parse(it.end) > now(),
  here: (it) => it.state === 'CHECKED_IN',
  all: () => true,
};

/**
 * @param reservations in the order in which they are shown
 * @param {{all: boolean, showAll: () => void, changed: (reservation: object) => void, fresh: Set<string>}} how `fresh`: that have just changed
 */
export function dayList(reservations, { all, showAll, changed, fresh }) {
  if (reservations.length === 0) return html`<p class="note">${t('desk.list.none')}</p>`;
  const shown = all ? reservations : reservations.slice(0, SHOWN);
  let last;
  return html`<div class="wide table" tabindex="0" role="group" aria-labelledby="who"><table class="dense list stack">
    <thead><tr><th scope="col">${t('desk.time')}</th><th scope="col">${t('desk.member')}</th><th scope="col" class="roomy">${t('grid.venue')}</th><th scope="col" class="number">${t('desk.party')}</th><th scope="col">${t('desk.state')}</th><th scope="col"><span class="unseen">${t('desk.acts')}</span></th></tr></thead>
    <tbody>${repeat(shown, (it) => it.id, (it) => {
      const time = `${clock(it.start)}–${clock(it.end)}`;
      const same = time === last;
      last = time;
      return html`<tr class="${same ? 'same' : ''} ${fresh.has(it.id) ? 'fresh' : ''}">
        <td class="time">${time}</td>
        <td>${member(it.subject)}<small class="narrow">${venues(it)}</small></td>
        <td class="roomy">${venues(it)}</td>
        <td class="number">${it.party}</td>
        <td>${stateBadge(it.state)} ${it.visits ? seen(it.visits) : more(it)}</td>
        <td class="acts">${buttons(it, changed)}</td>
      </tr>`;
    })}</tbody></table></div>
    ${shown.length < reservations.length ? html`<button @click=${showAll}>${t('desk.list.all', { n: reservations.length })}</button>` : nothing}`;
}

const venues = (it) => html`<bdi>${[...new Set(it.items.map((one) => venueName({ venue: one.venueId, station: it.stationId })))].join(', ')}</bdi>`;

/** When gates saw them come and go. */
function seen(visits) {
  return visits.map((it) => html`<small class=${it.odd ? 'bad' : ''}>${it.in ? clock(it.in) : '?'}–${it.out ? clock(it.out) : it.how === 'INSIDE' ? t('visits.INSIDE') : '?'}${it.odd ? html` · ${t(`desk.odd.${it.odd}`)}` : it.how === 'LONGEST_STAY' ? html` · ${t('desk.visit.LONGEST_STAY')}` : nothing}</small> `);
}

function more(it) {
  if (it.position) return html`<small>${t('wait.position', { position: it.position })}</small>`;
  if (it.checkInBy && it.state === 'CONFIRMED') return html`<small>${t('desk.window', { from: clock(it.checkInFrom), by: clock(it.checkInBy) })}</small>`;
  if (it.checkedInAt) return html`<small>${clock(it.checkedInAt)}</small>`;
  if (it.holdExpiresAt && it.state === 'HELD') return html`<small>${t('desk.until', { at: clock(it.holdExpiresAt) })}</small>`;
  if (it.offerExpiresAt && it.state === 'OFFERED') return html`<small>${t('desk.until', { at: clock(it.offerExpiresAt) })}</small>`;
  if (it.reason) return html`<small><bdi>${it.reason}</bdi></small>`;
  if (it.strike) return html`<small>${t('desk.strike')}</small>`;
  return nothing;
}

function buttons(it, changed) {
  const whose = `${it.subject}, ${clock(it.start)}`;
  const button = (text, act, look = '') => html`<button class="small ${look}" aria-label="${text}: ${whose}" @click=${act}>${text}</button>`;
  return html`
    ${it.state === 'CONFIRMED' ? button(t('desk.checkIn'), () => acts.checkIn(it, changed), isAwaitedNow(it) ? 'primary' : '') : nothing}
    ${CANCELLABLE.has(it.state) ? button(t('desk.cancel'), () => acts.cancel(it, changed), 'danger') : nothing}
    ${isPartners(it) && NOTICED.has(it.state) ? button(t('desk.notice'), () => acts.giveNotice(it)) : nothing}
    ${it.strike ? button(t('desk.forgive'), () => acts.forgive(it.subject, it.id, it.start, changed)) : nothing}`;
}

/** Whom somebody else books for has a name of two parts; whether it is by an order, the engine says. */
const isPartners = (it) => it.subject.includes(' ');

function isAwaitedNow(it) {
  if (!it.checkInFrom) return Date.parse(it.start) <= now();
  return Date.parse(it.checkInFrom) <= now() && (!it.checkInBy || now() < Date.parse(it.checkInBy));
}

/** What a day comes to. */
export function sums(reservations) {
  const of = (test) => reservations.filter(test).reduce((sum, it) => sum + it.party, 0);
  return [
    ['desk.sum.booked', of((it) => ['CONFIRMED', 'CHECKED_IN', 'COMPLETED', 'NO_SHOW'].includes(it.state))],
    ['desk.sum.here', of(SHOWS.here)],
    ['desk.sum.awaited', of(SHOWS.awaited)],
    ['desk.sum.visits', reservations.reduce((sum, it) => sum + (it.visits?.length ?? 0), 0)],
    ['desk.sum.waiting', of((it) => it.state === 'WAITLISTED')],
    ['desk.sum.noShow', of((it) => it.state === 'NO_SHOW')],
  ].map(([key, count]) => html`<li><b>${count}</b><span>${t(key)}</span></li>`);
}

export const found = (count) => n('desk.list.found', count);
