/** What another file would change: part by part, field by field, and whose reservations that meets. */

import { html, nothing } from '../vendor/lit-html.js';
import { slotText } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import { member, stateBadge } from './pieces.js';

const VALUE_SHOWN = 160;
const LOOKS = { ADDED: 'good', REMOVED: 'bad', CHANGED: 'warn' };

export function difference(body) {
  const { differences, differencesUnnamed, slots, reservations, fromNextStart, doubts, doubtsUnnamed } = body;
  const of = (change) => differences.filter((it) => it.change === change).length;
  return html`
    <ul class="figures slim">${['ADDED', 'REMOVED', 'CHANGED'].map((it) => html`<li><b>${of(it)}${differencesUnnamed ? '+' : ''}</b><span>${t(`desk.cat.${it}`)}</span></li>`)}
      <li><b>${slots.opened}</b><span>${t('desk.cat.slotsOpened')}</span></li><li><b>${slots.kept}</b><span>${t('desk.cat.slotsKept')}</span></li>
      <li><b>${reservations.kept.count}</b><span>${t('desk.cat.kept')}</span></li><li><b>${reservations.gone.count}</b><span>${t('desk.cat.gone')}</span></li></ul>
    ${doubts.length ? faults(t('desk.cat.doubts'), doubts, doubtsUnnamed) : nothing}
    ${fromNextStart.length ? html`<p class="warned">${t('desk.cat.nextStart')} <code>${fromNextStart.join(', ')}</code></p>` : nothing}
    ${reservations.gone.count ? meets(t('desk.cat.gone'), reservations.gone) : nothing}
    ${reservations.kept.count ? meets(t('desk.cat.kept'), reservations.kept) : nothing}
    <details ?open=${differences.length <= 30}><summary>${n('desk.cat.differences', differences.length + (differencesUnnamed ?? 0))}</summary>
      <div class="wide table scroll" tabindex="0" role="group" aria-label=${t('desk.cat.what')}><table class="dense">
        <thead><tr><th scope="col">${t('desk.cat.part')}</th><th scope="col">${t('desk.cat.id')}</th><th scope="col">${t('desk.cat.field')}</th><th scope="col">${t('desk.from.value')}</th><th scope="col">${t('desk.to.value')}</th></tr></thead>
        <tbody>${differences.map((it) => rows(it))}</tbody></table></div>
      ${differencesUnnamed ? html`<p class="quiet">${n('desk.cat.more', differencesUnnamed)}</p>` : nothing}
    </details>`;
}

function rows(it) {
  const first = html`<td>${t(`desk.part.${it.of}`)} <span class="badge ${LOOKS[it.change]}">${t(`desk.cat.${it.change}`)}</span></td><td><code><bdi>${it.id}</bdi></code></td>`;
  if (it.fields.length === 0) return html`<tr>${first}<td></td><td></td><td></td></tr>`;
  return it.fields.map((field, i) => html`<tr>${i === 0 ? first : html`<td></td><td></td>`}<td><code>${field.name}</code></td><td>${value(field, 'from')}</td><td>${value(field, 'to')}</td></tr>`);
}

/** As the file says it; a whole list is cut off. */
function value(field, end) {
  if (!(end in field)) return html`<span class="quiet">–</span>`;
  const text = typeof field[end] === 'string' ? field[end] : JSON.stringify(field[end]);
  return html`<code class="value"><bdi>${text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…` : text}</bdi></code>`;
}

export function faults(title, list, unnamed) {
  return html`<div class="warned"><strong>${title}</strong><ul class="faults">${list.map((it) => html`<li><code>${it.place}</code>${it.line ? html` <small>${t('desk.cat.line', { line: it.line, column: it.column ?? 1 })}</small>` : nothing}<br><bdi lang="en">${it.text}</bdi></li>`)}</ul>
    ${unnamed ? html`<p>${n('desk.cat.more', unnamed)}</p>` : nothing}</div>`;
}

export function meets(title, { count, listed }) {
  return html`<details><summary>${title}: ${count}</summary><div class="wide affected" tabindex="0" role="group" aria-label=${title}><table>
    <thead><tr><th scope="col">${t('desk.member')}</th><th scope="col">${t('desk.slot')}</th><th scope="col" class="number">${t('desk.party')}</th><th scope="col">${t('desk.state')}</th></tr></thead>
    <tbody>${listed.map((it) => html`<tr><td>${member(it.member)}</td><td>${it.slots.map((slot) => html`<div>${slotText(slot)}</div>`)}</td><td class="number">${it.party}</td><td>${stateBadge(it.state)}</td></tr>`)}</tbody></table></div>
    ${count > listed.length ? html`<p class="quiet">${n('desk.oldestOnly', listed.length)}</p>` : nothing}</details>`;
}
