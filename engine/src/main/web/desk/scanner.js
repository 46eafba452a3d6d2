/**
 * Check-in by a scanner that types what it reads, and Enter. The field takes the next pass at once: each is asked about in turn, and what came of it
 * stands in big letters. What is typed while nothing else takes it goes to the field, so that nobody has to look for it first.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, newKey } from '../kit/ask.js';
import { clock, now } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { venueName } from '../kit/slots.js';
import { detail } from '../kit/stations.js';
import { n, t } from '../kit/text.js';

const PASS_MAX = 1_100;
const KEPT = 6;
const ID = /^r-[0-9a-hjkmnp-tv-z]+$/;
const ALREADY = 'already-checked-in';

/** @param {{station: () => string, changed: () => void, done: (reservation: object) => void, known: (id: string) => object|undefined}} room
 *     `known`: a reservation of the day that is shown */
export function openScanner(room) {
  let field;
  let focused = false;
  /** The latest first. */
  let results = [];
  let waiting = 0;
  let turn = Promise.resolve();

  function template() {
    return html`<section class="scanner card" aria-labelledby="scanner">
      <h2 id="scanner">${t('desk.scan')}</h2>
      <form @submit=${submit}>
        <label>${t('desk.scan.field')}<input id="scan" name="pass" maxlength=${PASS_MAX} autocomplete="off" autocapitalize="off" spellcheck="false"
          aria-describedby="scan-state" @focus=${() => noticed(true)} @blur=${() => noticed(false)}></label>
        <p id="scan-state" class=${focused ? 'ready' : 'quiet'}>${waiting ? t('desk.scan.busy') : t(focused ? 'desk.scan.ready' : 'desk.scan.away')}</p>
      </form>
      <div role="status" aria-live="assertive">${results.length ? shown(results[0]) : html`<p class="quiet">${t('desk.scan.none')}</p>`}</div>
      ${results.length > 1 ? html`<h3 class="unseen">${t('desk.scan.earlier')}</h3><ol class="plain earlier">${results.slice(1).map((it) => html`<li>
        <small>${clock(it.at)}</small> <span class="badge ${LOOK[it.kind]}">${t(`desk.scan.${it.kind}`)}</span> <bdi class="name">${it.reservation?.subject ?? it.problem?.title ?? ''}</bdi></li>`)}</ol>` : nothing}
    </section>`;
  }

  const LOOK = { in: 'good', again: 'warn', elsewhere: 'warn', refused: 'bad' };

  function shown(it) {
    const of = it.reservation;
    return html`<div class="result ${LOOK[it.kind]}">
      <strong class="verdict">${t(`desk.scan.${it.kind}`)}</strong>
      ${of ? html`<b class="big"><bdi>${of.subject ?? of.id}</bdi></b>
        <span class="medium">${n('desk.people', of.party)}${of.items.map((one) => html`<br><bdi>${venueName({ venue: one.venueId, station: of.stationId })}</bdi> ${clock(one.start)}–${clock(one.end)}`)}</span>` : nothing}
      ${it.kind === 'again' ? html`<p>${t('desk.scan.since', { at: clock(it.problem?.checkedInAt ?? of.checkedInAt) })}</p>` : nothing}
      ${it.kind === 'elsewhere' ? html`<p><bdi>${it.where}</bdi></p>` : nothing}
      ${it.problem && it.kind === 'again' ? html`<p><bdi>${it.problem.detail}</bdi></p>` : it.problem ? refusal(it.problem) : nothing}
      ${it.problem?.opensAt ? html`<p>${t('desk.opensAt', { at: clock(it.problem.opensAt) })}</p>` : nothing}
    </div>`;
  }

  function submit(event) {
    event.preventDefault();
    const pass = event.target.elements.pass.value.trim();
    event.target.reset();
    if (!pass) return;
    waiting++;
    room.changed();
    turn = turn.then(() => check(pass)).then((result) => {
      waiting--;
      results = [result, ...results].slice(0, KEPT);
      if (result.kind === 'in') room.done(result.reservation);
      room.changed();
    });
  }

  /** First whose it is: somebody who stands here with a pass of another station is not there. */
  async function check(pass) {
    const at = now();
    const isId = ID.test(pass);
    const known = room.known(isId ? pass : reservationOf(pass));
    const path = isId ? `/v1/admin/reservations/${pass}/check-in` : '/v1/admin/check-ins';
    const body = isId ? {} : { pass };
    const before = await ask('POST', `${path}?preview=true`, { body, key: newKey() });
    if (before.problem?.code === ALREADY) return { at, kind: 'again', reservation: known, problem: before.problem };
    if (!before.ok) return { at, kind: 'refused', reservation: known, problem: before.problem };
    const found = { ...known, ...before.body };
    if (found.stationId !== room.station()) {
      const other = await detail(found.stationId);
      return { at, kind: 'elsewhere', reservation: found, where: other.ok ? other.body.name : found.stationId };
    }
    if (found.state === 'CHECKED_IN') return { at, kind: 'again', reservation: found };
    const answer = await ask('POST', path, { body, key: newKey() });
    // A moment ago they were not: so it was this very check-in, whose first answer was lost.
    if (answer.ok || answer.problem?.code === ALREADY) return { at, kind: 'in', reservation: { ...found, ...answer.body } };
    return { at, kind: 'refused', reservation: found, problem: answer.problem };
  }

  /** As the pass itself says: to show a name, and for nothing else. */
  function reservationOf(pass) {
    try {
      return JSON.parse(atob(pass.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).reservation;
    } catch {
      return undefined;
    }
  }

  function noticed(is) {
    focused = is;
    room.changed();
  }

  /** A scanner types wherever the keyboard is. */
  function typed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    field = document.getElementById('scan');
    if (event.key === 'F2') {
      event.preventDefault();
      field?.focus();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.target.closest?.('input, select, textarea')) {
      field?.focus();
    }
  }

  document.addEventListener('keydown', typed);
  return {
    template,
    focus: () => document.getElementById('scan')?.focus({ preventScroll: true }),
    close: () => document.removeEventListener('keydown', typed),
  };
}
