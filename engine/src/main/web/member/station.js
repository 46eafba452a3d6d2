/** One station: how full it is now, its days as a grid of venues and times, and what else there is to know. All of it follows the engine. */

import { html, nothing } from '../vendor/lit-html.js';
import { AGAIN_MS, get } from '../kit/ask.js';
import { datesFrom, numberOfDate, today, weekdayOfDate } from '../kit/clock.js';
import { machineList, machinesFree, withMachine } from '../kit/machines.js';
import { newest } from '../kit/newest.js';
import { page } from '../kit/page.js';
import { crowding, levelOf, refusal, wait } from '../kit/parts.js';
import { go, to } from '../kit/route.js';
import { follow } from '../kit/stream.js';
import { named, t } from '../kit/text.js';
import { compared, usual } from '../kit/usual.js';
import { drawing } from '../kit/view.js';
import * as me from './me.js';
import { sheet } from './book.js';
import { grid } from './grid.js';
import { detail } from '../kit/stations.js';

const WEEK = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
/** How long a slot that has just changed is marked. */
const CHANGED_MS = 2_500;

export function open(root, place) {
  const id = place.path[1];
  let date = place.query.date ?? today();
  let kind = place.query.kind ?? '';
  let station;
  let machines;
  let occupancy;
  let week;
  let slots;
  let problem;
  let live;
  let stopLive;
  let again;
  let request = new AbortController();
  const changed = new Set();
  const newestSlots = newest(putSlot);
  const newestMachines = newest((told) => (machines = withMachine(machines, told)));

  const book = sheet({ refresh: readDay });
  const draw = drawing(root, () => {
    if (problem && !station) return html`<h1>${t(problem.code === 'unreachable' ? 'tab.find' : 'station.unknown')}</h1>${refusal(problem)}<a class="button" href="#/">${t('back.find')}</a>`;
    if (!station) return wait();
    return html`
      <a class="button bare" href="#/">← ${t('back.find')}</a>
      <h1><bdi>${station.name}</bdi></h1>
      <p>${crowding(occupancy ? { ...occupancy, level: levelOf(occupancy) } : station.crowding)}
        ${occupancy && compared(occupancy) ? html`<small>${t(`usual.${compared(occupancy)}`)}</small>` : nothing}
        ${live === 'lost' ? html`<span class="badge warn">${t('live.lost')}</span>` : live === 'live' ? html`<span class="badge good">${t('live.live')}</span>` : nothing}</p>
      <p class="quiet"><bdi>${station.address}</bdi>${station.synthetic ? html` <span class="badge">${t('station.synthetic')}</span>` : nothing}</p>
      ${usual(week, (occupancy ?? station.crowding).limit, station.hours)}
      <h2>${t('station.book')}</h2>
      ${days()} ${kinds()}
      ${problem ? refusal(problem) : slots ? day() : wait()}
      ${about()}`;
  });

  function days() {
    const dates = datesFrom(page.days);
    if (!dates.includes(date)) dates.unshift(date);
    return html`<div class="days" role="tablist" aria-label=${t('station.days')} @keydown=${arrows}>
      ${dates.map((it) => html`<button role="tab" id="day-${it}" aria-controls="day" aria-selected=${it === date} tabindex=${it === date ? 0 : -1} @click=${() => move({ date: it })}>
        <small>${it === today() ? t('day.today') : weekdayOfDate(it)}</small><span>${numberOfDate(it)}</span></button>`)}
    </div>`;
  }

  function arrows(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = event.target.closest('button')?.[step > 0 ? 'nextElementSibling' : 'previousElementSibling'];
    if (!next) return;
    event.preventDefault();
    next.click();
    requestAnimationFrame(() => next.focus());
  }

  function kinds() {
    const all = [...new Set((slots?.venues ?? station.venues).map((it) => it.kind))];
    if (all.length < 2) return nothing;
    return html`<ul class="chips" aria-label=${t('station.kinds')}>
      ${['', ...all].map((it) => html`<li><button aria-pressed=${it === kind} @click=${() => move({ kind: it })}>${it ? named('kind', it) : t('all')}</button></li>`)}
    </ul>`;
  }

  function day() {
    const venues = slots.venues.filter((it) => !kind || it.kind === kind);
    return html`<div id="day" role="tabpanel" aria-labelledby="day-${date}">${grid(venues, { changed, choose, isToday: date === today() })}</div>`;
  }

  function choose(slot) {
    move({ slot: slot.id });
  }

  function about() {
    return html`
      <h2>${t('station.hours')}</h2>
      <dl class="hours">${WEEK.map((day, i) => html`<dt>${t(`day.${day}`)}</dt><dd>${station.hours[day].length ? station.hours[day].map((it) => `${it.from}–${it.to}`).join(', ') : t('station.closed')}</dd>`)}</dl>
      ${machines?.length ? html`<h2>${t('station.machines')} <small>${machinesFree(machines)}</small></h2>${machineList(machines, (it) => (me.state.who && it.kind !== 'BODY_SCAN' ? html`<a href=${to(['fitness'], { equipment: it.id })} aria-label="${t('fitness.claim.yes')}: ${it.name}">${t('fitness.claim.yes')}</a>` : nothing))}` : nothing}
      <h2>${t('station.about')}</h2>
      <dl>
        <dt>${t('station.host')}</dt><dd><bdi>${station.host}</bdi></dd>
        <dt>${t('station.kind')}</dt><dd>${t(`station.${station.kind}`)}</dd>
        <dt>${t('station.services')}</dt><dd>${station.services.join(' · ')}</dd>
        ${station.booked.places ? html`<dt>${t('station.booked')}</dt><dd>${t('station.bookedBy', station.booked)}</dd>` : nothing}
      </dl>`;
  }

  async function readStation() {
    const answer = await detail(id);
    if (answer.ok) {
      station = answer.body;
      document.title = `${station.name} · ${page.city}`;
      readRest();
    } else {
      problem = answer.problem;
    }
    draw();
  }

  /** What nobody waits for. */
  async function readRest() {
    const at = `/v1/stations/${encodeURIComponent(id)}`;
    const [usually] = await Promise.all([
      get(`${at}/occupancy/week`),
      newestMachines.read(
        () => get(`${at}/equipment`),
        (answer) => answer.ok && (machines = answer.body.machines),
      ),
    ]);
    if (usually.ok) week = usually.body;
    draw();
  }

  async function readDay() {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    await newestSlots.read(
      () => get(`/v1/stations/${encodeURIComponent(id)}/slots?date=${date}`, { signal }),
      (answer) => {
        if (signal.aborted) return;
        problem = answer.ok ? undefined : answer.problem;
        if (answer.ok) slots = answer.body;
      },
    );
    if (request.signal.aborted) return undefined;
    draw();
    book.seen(find);
    return !problem;
  }

  /** From the version that was read on, so that nothing is missed. */
  async function followDay() {
    stopLive?.();
    clearTimeout(again);
    slots = undefined;
    draw();
    const mine = date;
    const there = await readDay();
    if (mine !== date || there === undefined) return;
    if (!there) {
      if (problem.code === 'unreachable') again = setTimeout(anew, AGAIN_MS);
      return;
    }
    stopLive = follow(`/v1/stations/${encodeURIComponent(id)}/live?date=${date}&after=${slots.version}`, {
      event(name, data) {
        if (name === 'slot') takeSlot(data);
        else if (name === 'occupancy') occupancy = data;
        else if (name === 'equipment') newestMachines.tell(data);
        else if (name === 'reset') readDay();
        draw();
      },
      state(now) {
        live = now;
        draw();
      },
    });
  }

  function anew() {
    if (!station) readStation();
    followDay();
  }

  function takeSlot(told) {
    newestSlots.tell(told);
    changed.add(told.id);
    setTimeout(() => (changed.delete(told.id), draw()), CHANGED_MS);
    book.seen(find);
  }

  function putSlot(told) {
    const venue = slots?.venues.find((it) => it.id === told.venue);
    const at = venue?.slots.findIndex((it) => it.id === told.id) ?? -1;
    if (at < 0) return;
    const { start, end } = venue.slots[at];
    venue.slots[at] = { ...told, start, end };
  }

  function find(slot) {
    for (const venue of slots?.venues ?? []) {
      const found = venue.slots.find((it) => it.id === slot);
      if (found) return { slot: found, venue, station };
    }
    return undefined;
  }

  function move(changes) {
    const next = { date, kind, slot: undefined, ...changes };
    go(['station', id], next, !('slot' in changes));
  }

  const unlisten = me.whenChanged(draw);
  readStation().then(() => place.query.slot && openSheet(place.query.slot));
  const first = followDay();

  async function openSheet(slot) {
    await first;
    if (!find(slot) && slots) return move({});
    if (find(slot)) book.open(slot, find, () => move({}));
  }

  return {
    moved(next) {
      if (next.path[0] !== 'station' || next.path[1] !== id) return false;
      const other = next.query.date ?? today();
      kind = next.query.kind ?? '';
      if (other !== date) {
        date = other;
        followDay();
      }
      if (next.query.slot) openSheet(next.query.slot);
      else book.close();
      draw();
      return true;
    },
    close() {
      unlisten();
      stopLive?.();
      clearTimeout(again);
      request.abort();
      book.remove();
      document.title = `${t('member.title')} · ${page.city}`;
    },
  };
}
