/** A station's day: who comes when, as a grid and as a list; check-in by scanner beside it. */

import { html, nothing } from '../vendor/lit-html.js';
import { clock, longDate, today } from '../kit/clock.js';
import { grid } from '../kit/grid.js';
import { machineList, machinesFree } from '../kit/machines.js';
import { page } from '../kit/page.js';
import { crowding, levelOf, refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { whenNamed } from '../kit/slots.js';
import { detail, list } from '../kit/stations.js';
import { named, t } from '../kit/text.js';
import { compared } from '../kit/usual.js';
import { drawing, everySecond } from '../kit/view.js';
import { changeCapacity } from './acts.js';
import { dateAfter } from './cityTime.js';
import { dayList, found, SHOWS, sums } from './dayList.js';
import { openScanner } from './scanner.js';
import { countByEye, isMarked, markMachine } from './stationActs.js';
import { openStationDay } from './stationDay.js';
import * as who from './who.js';

const LEGEND = ['OPEN', 'FULL', 'DRAW', 'NOT_YET', 'CLOSED', 'PAST'];

export function open(root, place) {
  let id = place.path[1];
  let query = place.query;
  let date = query.date ?? today();
  let stations = [];
  let station;
  let day;
  let problem;
  let all = false;
  let typing;

  const scanner = openScanner({ station: () => id, changed: () => draw(), done: () => day?.read(), known: (it) => day?.reservations?.find((one) => one.id === it) });
  const draw = drawing(root, () => {
    if (problem && !station) return html`<h1>${t('desk.day')}</h1>${refusal(problem)}<a class="button" href="#/">${t('desk.now')}</a>`;
    if (!id) return wait();
    return html`
      <header class="head">
        <div><h1><bdi>${station?.name ?? id}</bdi></h1>
          <p class="line">${day?.occupancy ? crowding({ ...day.occupancy, level: levelOf(day.occupancy) }) : station ? crowding(station.crowding) : nothing}
            ${day?.occupancy && compared(day.occupancy) ? html`<small>${t(`usual.${compared(day.occupancy)}`)}</small>` : nothing}
            ${day?.live === 'live' ? html`<span class="badge good">${t('live.live')}</span>` : day?.live ? html`<span class="badge warn">${t('live.lost')}</span>` : nothing}
            ${station && day?.occupancy ? html`<button class="small" @click=${() => countByEye(station, day.occupancy.inside)}>${t('desk.count')}</button>` : nothing}
            <a href="/screen/${encodeURIComponent(id)}">${t('desk.screen')}</a></p></div>
        ${picker()}
      </header>
      <div class="columns">
        <div class="main">
          ${day?.problem ? html`${refusal(day.problem)}${day.reservations ? html`<p class="warned">${t('desk.old')}</p>` : nothing}` : nothing}
          ${day?.reservations ? html`<ul class="figures slim" aria-label=${t('desk.sums')}>${sums(day.reservations)}</ul>` : nothing}
          ${day?.slots ? slots() : day?.problem ? nothing : wait()}
          ${day?.reservations ? people() : nothing}
        </div>
        <aside>${scanner.template()} ${day?.machines?.length ? machines() : nothing}</aside>
      </div>`;
  });

  function machines() {
    return html`<details class="card"><summary>${t('station.machines')} <small>${machinesFree(day.machines)}</small></summary>
      ${machineList(day.machines, (it) => html`<button class="small" @click=${() => markMachine(it)}>${t(isMarked(it) ? 'desk.machine.IN_ORDER' : 'desk.machine.OUT_OF_ORDER')}</button>`)}</details>`;
  }

  function picker() {
    return html`<div class="row picker">
      <label><span class="unseen">${t('desk.station')}</span><select @change=${(event) => go(['day', event.target.value], { date: query.date })}>
        ${who.own(stations).map((it) => html`<option value=${it.id} .selected=${it.id === id}>${it.name}</option>`)}
        ${who.own(stations).some((it) => it.id === id) ? nothing : html`<option value=${id} .selected=${true}>${station?.name ?? id}</option>`}
      </select></label>
      <button aria-label=${t('desk.dayBefore')} @click=${() => move({ date: dateAfter(date, -1), slot: '' })}>←</button>
      <label><span class="unseen">${t('find.day')}</span><input type="date" .value=${date} max=${dateAfter(today(), page.days)} @change=${(event) => event.target.value && move({ date: event.target.value, slot: '' })}></label>
      <button aria-label=${t('desk.dayAfter')} @click=${() => move({ date: dateAfter(date, 1), slot: '' })}>→</button>
      <button ?disabled=${date === today()} @click=${() => move({ date: '', slot: '' })}>${t('day.today')}</button>
    </div>`;
  }

  function slots() {
    const kinds = [...new Set(day.slots.venues.map((it) => it.kind))];
    const venues = day.slots.venues.filter((it) => !query.kind || it.kind === query.kind);
    const isToday = date === today();
    return html`<section aria-labelledby="slots">
      <div class="head"><h2 id="slots">${longDate(date)}</h2>
        <ul class="chips" aria-label=${t('station.kinds')}>
          ${kinds.length > 1 ? ['', ...kinds].map((it) => html`<li><button class="small" aria-pressed=${it === (query.kind ?? '')} @click=${() => move({ kind: it })}>${it ? named('kind', it) : t('all')}</button></li>`) : nothing}
          ${isToday ? html`<li><button class="small" aria-pressed=${query.past === '1'} @click=${() => move({ past: query.past === '1' ? '' : '1' })}>${t('desk.earlier')}</button></li>` : nothing}
        </ul></div>
      ${grid(venues, { cell, changed: day.changedSlots, choose: (slot) => move({ slot: slot.id === query.slot ? '' : slot.id }), onlyToCome: isToday && query.past !== '1', legend: LEGEND })}
      ${chosen()}
    </section>`;
  }

  /** Of a court who has it; of all others how many places are taken. */
  function cell(venue, slot) {
    const pressed = slot.id === query.slot;
    const look = `${slot.state} ${pressed ? 'chosen' : ''}`;
    if (slot.state === 'CLOSED' || slot.state === 'NOT_YET' || slot.state === 'DRAW') return { look, pressed, says: t(`slot.${slot.state}`) };
    const taken = slot.capacity - slot.remaining;
    if (venue.allocation === 'EXCLUSIVE') {
      const of = day.reservations?.find((it) => it.slots.includes(slot.id) && SHOWS.present(it) && it.state !== 'WAITLISTED');
      return { look, pressed, says: of ? of.subject : taken ? t('slot.FULL') : t(slot.state === 'PAST' ? 'slot.PAST' : 'slot.OPEN') };
    }
    return { look, pressed, says: `${taken}/${slot.capacity}${slot.waitlist ? ` +${slot.waitlist}` : ''}` };
  }

  function chosen() {
    const it = query.slot ? day.slot(query.slot) : undefined;
    if (!it) return html`<p class="quiet">${t('desk.chooseSlot')}</p>`;
    const { venue, slot } = it;
    const over = Date.parse(slot.start) <= Date.now();
    return html`<div class="note chosenSlot"><strong><bdi>${venue.name}</bdi> ${clock(slot.start)}–${clock(slot.end)}</strong>
      <span>${named('slot', slot.state)} · ${t('desk.takenOf', { taken: slot.capacity - slot.remaining, capacity: slot.capacity })}${slot.waitlist ? ` · ${t('desk.waiting', { n: slot.waitlist })}` : ''}</span>
      ${slot.reason ? html`<span>${t('why')}: <bdi>${slot.reason}</bdi></span>` : nothing}
      <span class="row">
        ${venue.allocation === 'POOLED' && !over ? html`<button class="small" @click=${() => changeCapacity(venue, slot, () => day.read())}>${t('desk.capacity')}</button>` : nothing}
        ${over ? nothing : html`<a class="button small" href=${to(['closures'], { station: id, venue: venue.id, from: slot.start, to: slot.end })}>${t('desk.closeVenue')}</a>`}
        <button class="small" @click=${() => move({ slot: '' })}>${t('desk.allSlots')}</button>
      </span></div>`;
  }

  function people() {
    const show = SHOWS[query.show] ? query.show : 'present';
    const text = (query.q ?? '').trim().toLowerCase();
    const venuesOfKind = query.kind ? new Set(day.slots?.venues.filter((it) => it.kind === query.kind).map((it) => it.id)) : undefined;
    const shown = day.reservations.filter((it) => SHOWS[show](it) &&
      (!query.slot || it.slots.includes(query.slot)) &&
      (!venuesOfKind || it.items.some((one) => venuesOfKind.has(one.venueId))) &&
      (!text || it.subject.toLowerCase().includes(text) || it.id === text));
    return html`<section aria-labelledby="who">
      <div class="head"><h2 id="who">${t('desk.who')}</h2>
        <ul class="chips" aria-label=${t('desk.who')}>${Object.keys(SHOWS).map((it) => html`<li><button class="small" aria-pressed=${it === show} @click=${() => move({ show: it })}>${t(`desk.show.${it}`)}</button></li>`)}</ul>
        <label class="search"><span class="unseen">${t('desk.findMember')}</span><input type="search" placeholder=${t('desk.findMember')} maxlength="64" autocomplete="off" .value=${query.q ?? ''} @input=${typed}></label>
      </div>
      <p class="quiet">${found(shown.length)}</p>
      ${dayList(shown, { all, showAll: () => ((all = true), draw()), changed: () => day.read(), fresh: day.fresh })}
    </section>`;
  }

  function typed(event) {
    clearTimeout(typing);
    const q = event.target.value;
    typing = setTimeout(() => move({ q }), 150);
  }

  function move(changes) {
    const next = { ...query, ...changes };
    if (next.date === today()) next.date = '';
    go(['day', id], next, true);
  }

  async function begin() {
    const known = await list();
    stations = known.stations ?? [];
    if (!id) {
      const mine = who.own(stations);
      const last = mine.find((it) => it.id === who.lastStation()) ?? mine[0];
      if (!last) {
        problem = known.problem ?? { code: 'none', title: t('find.noStation') };
        return draw();
      }
      return go(['day', last.id], query, true);
    }
    draw();
  }

  async function openDay() {
    day?.close();
    all = false;
    day = undefined;
    draw();
    if (!id) return;
    who.rememberStation(id);
    day = openStationDay(id, date, draw);
    const mine = id;
    const answer = await detail(id);
    if (mine !== id) return;
    station = answer.ok ? answer.body : undefined;
    problem = answer.ok ? undefined : answer.problem;
    draw();
  }

  begin();
  openDay();
  // Where there is a mouse there is a keyboard, and no other one would come up.
  if (matchMedia('(pointer: fine)').matches) requestAnimationFrame(() => requestAnimationFrame(scanner.focus));
  const unname = whenNamed(draw);
  const stopTicking = everySecond(() => day?.reservations && draw());
  return {
    moved(next) {
      if (next.path[0] !== 'day') return false;
      const other = next.query.date || today();
      const same = next.path[1] === id && other === date;
      if (next.path[1] !== id) station = undefined;
      id = next.path[1];
      query = next.query;
      date = other;
      if (same) draw();
      else openDay();
      if (!id) begin();
      return true;
    },
    close() {
      clearTimeout(typing);
      stopTicking();
      unname();
      scanner.close();
      day?.close();
    },
  };
}
