/** What a member sees of a draw where they book, and of their entry in it: its number, what came of it, and where anybody can look into it. */

import { html, nothing } from '../vendor/lit-html.js';
import { moment } from '../kit/clock.js';
import { to } from '../kit/route.js';
import { t } from '../kit/text.js';

/** Before somebody enters: that it is a draw, until when, and its level. */
export function drawFacts(slot) {
  if (!slot.draw) return nothing;
  const about = html`<p><a href=${to(['draw', slot.id])}>${t('draw.about')}</a></p>`;
  if (slot.draw.state === 'DRAWN') return about;
  return html`<p class="note">${t('draw.until', { at: moment(slot.draw.closesAt) })}</p><p class="quiet">${t(`draw.level.${slot.draw.level}`)}</p>${about}`;
}

export function entered(it) {
  if (!it.entry) return nothing;
  const { number, weight, rank, result } = it.entry;
  return html`<p class="quiet">${t('draw.number', { number })}${weight > 1 ? ` · ${t('draw.weight', { weight })}` : ''}${rank ? ` · ${t('draw.rank', { rank })}` : ''}</p>
    ${result && it.state === 'NOT_DRAWN' ? html`<p>${t(`draw.result.${result}`)}</p>` : nothing}
    <p><a href=${to(['draw', it.drawId])}>${t(result ? 'draw.check' : 'draw.about')}</a></p>`;
}
