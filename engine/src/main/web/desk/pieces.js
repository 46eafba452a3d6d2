/** Small pieces that several rooms of the desk show. */

import { html, nothing } from '../vendor/lit-html.js';
import { page } from '../kit/page.js';
import { to } from '../kit/route.js';
import { slotText, stationName } from '../kit/slots.js';
import { n, named, t } from '../kit/text.js';

const LOOKS = { CONFIRMED: 'good', CHECKED_IN: 'strong', HELD: 'warn', OFFERED: 'warn', NO_SHOW: 'bad' };

export const stateBadge = (state) => html`<span class="badge ${LOOKS[state] ?? ''}">${named('state', state)}</span>`;

/** A member, by the name that the engine has: it may be any text. */
export const member = (subject) => html`<a class="name" href=${to(['members'], { subject })}><bdi>${subject}</bdi></a>`;

export const lost = () => t('desk.lostAnswer');

const whole = new Intl.NumberFormat(page.language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat(page.language === 'zh' ? 'zh-CN' : 'en-GB', { maximumFractionDigits: 1 });
const shares = new Intl.NumberFormat(page.language === 'zh' ? 'zh-CN' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 });

/** Numbers as people read them; a dash for what is not known. */
export const count = (value) => (value === undefined || value === null ? '–' : whole.format(value));
export const decimal = (value) => (value === undefined || value === null ? '–' : tenths.format(value));
export const share = (value) => (value === undefined || value === null ? '–' : shares.format(value));

/** The station's name before a slot that is at another one. */
function elsewhere(slot, than) {
  const { station } = slotText.place(slot);
  return station === slotText.place(than).station ? '' : html`<bdi>${stationName(station)}</bdi> · `;
}

/** Whose reservations something touches, with what they could have instead. `more`: there are others. */
export function affectedTable(reservations, more, caption) {
  if (reservations.length === 0) return nothing;
  return html`<div class="wide affected" tabindex="0" role="group" aria-label=${caption}><table>
    <caption class="unseen">${caption}</caption>
    <thead><tr><th scope="col">${t('desk.member')}</th><th scope="col">${t('desk.slot')}</th><th scope="col" class="number">${t('desk.party')}</th><th scope="col">${t('desk.state')}</th><th scope="col">${t('desk.instead')}</th></tr></thead>
    <tbody>${reservations.map((it) => html`<tr>
      <td>${member(it.member)}</td>
      <td>${it.slots.map((slot) => html`<div>${slotText(slot)}</div>`)}</td>
      <td class="number">${it.party}</td>
      <td>${stateBadge(it.state)}</td>
      <td>${it.alternatives?.length ? it.alternatives.map((slot) => html`<div class="quiet">${elsewhere(slot, it.slots[0])}${slotText(slot)}</div>`) : html`<span class="quiet">–</span>`}</td>
    </tr>`)}</tbody></table></div>
    ${more ? html`<p class="quiet">${n('desk.oldestOnly', reservations.length)}</p>` : nothing}`;
}
