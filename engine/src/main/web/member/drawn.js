/** What a member sees of an entry in a draw: its number, what came of it, how much has to be believed, and a check of the result in this browser. */

import { html, nothing } from '../vendor/lit-html.js';
import { checkDraw } from '../kit/checkDraw.js';
import { moment } from '../kit/clock.js';
import { t } from '../kit/text.js';
import * as me from './me.js';

/** By draw, what a check has come to: 'asking', 'right', 'wrong' or 'unknown'. */
const checks = new Map();

/** Before somebody enters: that it is a draw, until when, and its level. */
export function drawFacts(draw) {
  if (!draw || draw.state === 'DRAWN') return nothing;
  return html`<p class="note">${t('draw.until', { at: moment(draw.closesAt) })}</p><p class="quiet">${t(`draw.level.${draw.level}`)}</p>`;
}

export function entered(it) {
  if (!it.entry) return nothing;
  const { number, weight, rank, result } = it.entry;
  return html`<p class="quiet">${t('draw.number', { number })}${weight > 1 ? ` · ${t('draw.weight', { weight })}` : ''}${rank ? ` · ${t('draw.rank', { rank })}` : ''}</p>
    ${result && it.state === 'NOT_DRAWN' ? html`<p>${t(`draw.result.${result}`)}</p>` : nothing}
    ${result ? check(it.drawId) : nothing}`;
}

function check(id) {
  const said = checks.get(id);
  return html`<div class="row"><button @click=${() => run(id)} ?disabled=${said === 'asking'}>${t('draw.check')}</button>
    <a class="button" href="/v1/draws/${id}/proof">${t('draw.proof')}</a></div>
    <p role="status">${said ? t(`draw.check.${said}`) : nothing}</p>`;
}

async function run(id) {
  tell(id, 'asking');
  try {
    const answer = await fetch(`/v1/draws/${encodeURIComponent(id)}/proof`);
    if (!answer.ok) return tell(id, 'unknown');
    tell(id, (await checkDraw(await answer.json())).wrong.length ? 'wrong' : 'right');
  } catch {
    tell(id, 'unknown');
  }
}

function tell(id, said) {
  checks.set(id, said);
  me.changed();
}
