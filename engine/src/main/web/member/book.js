/**
 * The sheet by which a slot is booked. It asks the engine first what would come of it, and shows that; and it shows a booking only when the engine
 * has answered. One attempt keeps its key, so a tap too many, or a retry after a lost answer, books nothing twice.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { span, moment } from '../kit/clock.js';
import { near, usage } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { n, named, t } from '../kit/text.js';
import { announce, drawing, everySecond } from '../kit/view.js';
import { slotText } from '../kit/slots.js';
import { denial, outcome, seriesOutcome } from './booked.js';
import { drawFacts } from './drawn.js';
import * as me from './me.js';

const PARTY_MAX = 20;
/** No city opens its slots for longer. */
const WEEKS_MAX = 9;

/** @param {{refresh: () => void}} page */
export function sheet(page) {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet';
  dialog.setAttribute('aria-labelledby', 'sheet-title');
  dialog.addEventListener('close', () => {
    stopTicking?.();
    stopTicking = undefined;
    closed?.();
  });
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);

  let id;
  let what;
  let closed;
  /** What is booked together: the slot, or all dates of its course. */
  let slots;
  let party = 1;
  /** What would come of it, or why not; undefined while that is asked. */
  let would;
  /** What has come of it. */
  let reservation;
  let problem;
  let busy = false;
  /** Of the attempt that is under way, or whose answer was lost. */
  let attempt;
  let series = false;
  let weeks = 4;
  let seriesAnswer;
  let stopTicking;

  const draw = drawing(dialog, () => (what ? html`<div class="inside">
    <header><div>
      <h2 id="sheet-title" tabindex="-1"><bdi>${what.venue.name}</bdi></h2>
      <strong>${span(what.slot.start, what.slot.end)}</strong><br><small><bdi>${what.station?.name ?? ''}</bdi></small>
    </div><button class="bare" aria-label=${t('close')} @click=${() => dialog.close()}>✕</button></header>
    ${content()}
  </div>` : nothing));

  function content() {
    if (reservation) return outcome(reservation, { busy, problem, run: go, close: () => dialog.close() });
    if (seriesAnswer) return seriesOutcome(seriesAnswer, () => dialog.close());
    const mine = me.ofSlot(id);
    if (mine) return html`<p class="note">${t('book.already', { state: t(`state.${mine.state}`) })}</p><a class="button primary" href=${to(['reservation', mine.id])}>${t('book.show')}</a>`;
    if (me.state.who === null) return html`<p>${t('book.signIn')}</p>
      <a class="button primary" href="/signin?return=${encodeURIComponent(`${location.pathname}${location.hash}`)}">${t('page.signIn')}</a>`;
    return html`${facts()} ${problem ? denial(problem, again) : nothing} ${would ? plan() : html`<p class="quiet" aria-busy="true">${t('book.asking')}</p>`}`;
  }

  function facts() {
    const { slot, venue } = what;
    return html`
      ${slot.reason ? html`<p class="warned">${t('why')}: <bdi>${slot.reason}</bdi></p>` : nothing}
      ${slot.state === 'NOT_YET' && slot.releasesAt ? html`<p class="note">${t('from', { at: moment(slot.releasesAt) })}</p>` : nothing}
      ${drawFacts(slot)}
      ${slots.length > 1 ? html`<div class="note">${n('book.wholeCourse', slots.length)}<ul>${slots.map((it) => html`<li>${slotText(it)}</li>`)}</ul></div>` : nothing}
      ${venue.allocation === 'POOLED' || slot.partyMax ? stepper() : nothing}`;
  }

  function stepper() {
    const min = what.slot.partyMin ?? 1;
    const max = Math.min(PARTY_MAX, what.slot.partyMax ?? what.slot.capacity);
    return html`<div class="row"><span id="party">${t('book.party')}</span><span class="stepper" role="group" aria-labelledby="party">
      <button aria-label=${t('fewer')} ?disabled=${party <= min} @click=${() => people(party - 1)}>−</button>
      <output>${party}</output>
      <button aria-label=${t('more')} ?disabled=${party >= max} @click=${() => people(party + 1)}>+</button></span></div>`;
  }

  function people(count) {
    party = count;
    attempt = undefined;
    ask();
  }

  function plan() {
    if (would.problem) return html`${denial(would.problem, again)} ${waiting(would.problem)}`;
    const { quotas = [], cancelUntil } = would.body;
    const waitlisted = would.body.would === 'WAITLISTED';
    const enters = would.body.would === 'ENTERED';
    return html`
      ${quotas.length ? html`<div><h3>${t('book.counts')}</h3><ul class="plain">${near(quotas).map((it) => usage(it, named))}</ul></div>` : nothing}
      ${cancelUntil && !enters ? html`<p class="quiet">${t('book.cancelUntil', { at: moment(cancelUntil) })}</p>` : nothing}
      <button class="primary" aria-disabled=${busy} @click=${() => place(waitlisted || enters ? 'waitlist' : 'confirm')}>${t(busy ? 'book.busy' : enters ? 'draw.enter' : waitlisted ? 'book.wait' : 'book.now')}</button>
      ${waitlisted || enters ? nothing : html`<div class="row">
        <button aria-disabled=${busy} @click=${() => place('hold')}>${t('book.hold')}</button>
        ${slots.length > 1 ? nothing : html`<button aria-expanded=${series} @click=${() => ((series = !series), draw())}>${t('book.weekly')}</button>`}
      </div>`}
      ${series ? html`<div class="row"><label>${t('book.weeks')}<input type="number" min="2" max=${WEEKS_MAX} .value=${String(weeks)} @change=${(event) => (weeks = Math.min(WEEKS_MAX, Math.max(2, Number(event.target.value) || 2)))}></label>
        <button class="primary" aria-disabled=${busy} @click=${placeSeries}>${t('book.series')}</button></div>` : nothing}`;
  }

  /** Where there is no place one can wait for one, if the venue has that. */
  function waiting(refused) {
    if (refused.code !== 'slot-full') return nothing;
    return html`<button class="primary" aria-disabled=${busy} @click=${() => place('waitlist')}>${refused.waitlist ? n('book.waitBehind', refused.waitlist) : t('book.wait')}</button>`;
  }

  async function ask() {
    if (!me.state.who) return draw();
    would = undefined;
    draw();
    const asked = id;
    const answer = await me.preview({ slots, party });
    if (asked !== id) return;
    if (answer.problem?.code === 'course-whole' && slots.length === 1) {
      slots = answer.problem.course;
      return ask();
    }
    would = answer;
    draw();
  }

  async function place(how) {
    if (busy) return;
    const body = { slots, party, mode: how === 'hold' ? 'hold' : 'confirm', ...(how === 'waitlist' ? { onFull: 'waitlist' } : {}) };
    begin(`${how} ${party}`, () => me.intention(body));
    await send();
  }

  async function placeSeries() {
    if (busy) return;
    begin(`series ${party} ${weeks}`, () => me.seriesIntention({ slots, party, weeks }), true);
    await send();
  }

  /** One that may have been carried out already, its answer lost, is gone on with: with another key it could be done twice. */
  function begin(purpose, intention, isSeries = false) {
    if (attempt?.purpose !== purpose) attempt = { purpose, isSeries, send: intention() };
  }

  /** Whatever got no answer: an attempt, with the key that it has, or the question what would come of one. */
  const again = () => (attempt ? send() : ask());

  async function send() {
    busy = true;
    problem = undefined;
    draw();
    const sent = attempt;
    const answer = await sent.send();
    busy = false;
    if (sent !== attempt) return;
    // What was answered is done with; only what may have got lost can be sent again.
    if (!answer.lost) attempt = undefined;
    if (answer.ok && sent.isSeries) {
      seriesAnswer = answer.body;
    } else if (answer.ok) {
      booked(answer.body);
    } else {
      problem = answer.problem;
      would = { body: would?.body ?? {}, problem: answer.lost ? undefined : answer.problem };
      if (!answer.lost) problem = undefined;
    }
    draw();
    dialog.querySelector('#sheet-title')?.focus();
    page.refresh();
  }

  /** As the engine has answered; or, where that was lost, as one's own stream tells. */
  function booked(it) {
    reservation = it;
    attempt = problem = undefined;
    announce(t(`outcome.${it.state}`));
  }

  async function go(act) {
    if (busy) return;
    busy = true;
    draw();
    const answer = await act();
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    draw();
  }

  const unlisten = me.whenChanged(() => {
    if (!dialog.open) return;
    if (reservation) reservation = me.state.reservations?.get(reservation.id) ?? reservation;
    else if (attempt && !busy && me.ofSlot(id)) booked(me.ofSlot(id));
    if (!would && me.state.who && !reservation) ask();
    draw();
  });

  function close() {
    closed = undefined;
    if (dialog.open) dialog.close();
  }

  return {
    open(slot, find, whenClosed) {
      if (dialog.open && slot === id) return;
      id = slot;
      what = find(slot);
      slots = [id];
      party = what.slot.partyMin ?? 1;
      closed = whenClosed;
      would = reservation = problem = attempt = seriesAnswer = undefined;
      series = false;
      draw();
      if (!dialog.open) dialog.showModal();
      // What is held or offered is so for a time only.
      stopTicking ??= everySecond(() => reservation && draw());
      ask();
    },
    /** The slot may look different now. What somebody is told would come of it may be otherwise, too. */
    seen(find) {
      if (!dialog.open || reservation || seriesAnswer) return;
      const before = what?.slot;
      what = find(id) ?? what;
      draw();
      if (before && (before.state !== what.slot.state || before.remaining !== what.slot.remaining) && !busy && !attempt) ask();
    },
    close,
    /** With the place that it belongs to. */
    remove() {
      close();
      unlisten();
      dialog.remove();
    },
  };
}
