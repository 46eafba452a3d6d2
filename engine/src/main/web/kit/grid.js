/** A day as a grid: a row for each venue, a column for each half hour, or hour where all slots are of whole hours. One stop of the Tab key; arrows go from slot to slot. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { clock, now } from './clock.js';
import { t } from './text.js';

const HALF_HOUR_MS = 1_800_000;
/** Zones with half hours of their own are few; their grids have half hours then. */
const HOUR_MS = 2 * HALF_HOUR_MS;

/**
 * @param venues with their slots, as the engine has them
 * @param {{cell: (venue: object, slot: object) => {look: string, says: string, pressed?: boolean}, changed: Set<string>, choose: (slot: object) => void, onlyToCome: boolean, legend: string[]}} options
 *     `cell`: how a slot looks, by classes of CSS, and what it says; `changed`: slots that have just changed; `legend`: looks to explain
 */
export function grid(venues, options) {
  const all = venues.flatMap((it) => it.slots);
  const shown = options.onlyToCome ? all.filter((it) => it.state !== 'PAST' && Date.parse(it.end) > now()) : all;
  if (shown.length === 0) return html`<p class="note">${t(all.length ? 'grid.over' : 'grid.none')}</p>`;
  const step = shown.every((it) => Date.parse(it.start) % HOUR_MS === 0 && Date.parse(it.end) % HOUR_MS === 0) ? HOUR_MS : HALF_HOUR_MS;
  const columns = columnsOf(shown, step);
  const first = shown.find((it) => it.state === 'OPEN') ?? shown[0];
  return html`
    <div class="grid wide" tabindex="-1">
      <table role="grid" aria-label=${t('grid.label')} @keydown=${arrows} @focusin=${stop}>
        <thead><tr role="row"><th scope="col">${t('grid.venue')}</th>${columns.map((at) => html`<th scope="col">${clock(at)}</th>`)}</tr></thead>
        <tbody>${repeat(venues.filter((it) => it.slots.some((slot) => shown.includes(slot))), (it) => it.id, (venue) => html`<tr role="row">
          <th scope="row"><bdi>${venue.name}</bdi></th>${cells(venue, columns, step, first, options)}
        </tr>`)}</tbody>
      </table>
    </div>
    <ul class="legend">${options.legend.map((it) => html`<li><span class="slot ${it}"></span>${t(`slot.${it}`)}</li>`)}</ul>`;
}

function columnsOf(slots, step) {
  const from = Math.min(...slots.map((it) => Date.parse(it.start)));
  const to = Math.max(...slots.map((it) => Date.parse(it.end)));
  const first = Math.floor(from / step) * step;
  return Array.from({ length: Math.ceil((to - first) / step) }, (_, i) => first + i * step);
}

/** A slot is as wide as it is long. */
function cells(venue, columns, step, first, options) {
  const row = [];
  const end = columns.at(-1) + step;
  let at = columns[0];
  for (const slot of venue.slots) {
    const start = Math.floor(Date.parse(slot.start) / step) * step;
    if (start < at || start >= end) continue;
    if (start > at) row.push(html`<td colspan=${(start - at) / step}></td>`);
    const wide = Math.max(1, Math.round((Date.parse(slot.end) - start) / step));
    row.push(html`<td colspan=${wide}>${button(venue, slot, slot === first, options)}</td>`);
    at = start + wide * step;
  }
  if (at < end) row.push(html`<td colspan=${(end - at) / step}></td>`);
  return row;
}

function button(venue, slot, isFirst, { cell, changed, choose }) {
  const { look, says, pressed } = cell(venue, slot);
  return html`<button class="slot ${look} ${changed.has(slot.id) ? 'changed' : ''}" data-slot=${slot.id} tabindex=${isFirst ? 0 : -1} aria-pressed=${pressed ?? nothing}
    title=${slot.reason ?? nothing} @click=${() => choose(slot)}><span class="unseen">${venue.name}, </span><span>${clock(slot.start)}</span><span class="unseen">–${clock(slot.end)}:
    </span><small>${says}</small>${slot.reason ? html`<span class="unseen">, ${slot.reason}</span>` : nothing}</button>`;
}

/** Where the Tab key comes back to. */
function stop(event) {
  const button = event.target.closest('button');
  if (!button) return;
  for (const other of event.currentTarget.querySelectorAll('button[tabindex="0"]')) other.tabIndex = -1;
  button.tabIndex = 0;
}

function arrows(event) {
  const cell = event.target.closest('td');
  if (!cell) return;
  const row = cell.parentElement;
  const buttons = [...row.querySelectorAll('button')];
  const index = buttons.indexOf(event.target.closest('button'));
  const left = event.target.getBoundingClientRect().left;
  const nearest = (other) => [...(other?.querySelectorAll('button') ?? [])].sort((a, b) => Math.abs(a.getBoundingClientRect().left - left) - Math.abs(b.getBoundingClientRect().left - left))[0];
  const next = {
    ArrowRight: () => buttons[index + 1],
    ArrowLeft: () => buttons[index - 1],
    ArrowDown: () => nearest(row.nextElementSibling),
    ArrowUp: () => nearest(row.previousElementSibling),
    Home: () => buttons[0],
    End: () => buttons.at(-1),
  }[event.key]?.();
  if (!next) return;
  event.preventDefault();
  next.focus();
}
