/** What was measured of me, the latest first, and by how much it differs from the time before. */

import { html, nothing } from '../vendor/lit-html.js';
import { longDate } from '../kit/clock.js';
import { t } from '../kit/text.js';
import { number } from './fitnessWords.js';

const SHOWN = 3;
const BESIDE = new Set(['date', 'stationId']);

export function bodyChecks(checks) {
  return html`<section aria-labelledby="checks"><h2 id="checks">${t('body.title')}</h2>
    ${checks.length === 0 ? html`<p class="quiet">${t('body.none')}</p>` : checks.slice(0, SHOWN).map((it, i) => html`<article class="card check"><h3>${longDate(it.date)}</h3>
      <dl>${Object.keys(it).filter((name) => !BESIDE.has(name)).map((name) => html`<div><dt>${t(`body.${name}`)}</dt><dd><strong>${number(it[name])}</strong> <small>${t(`body.unit.${name}`)}${since(name, it, checks.slice(i + 1))}</small></dd></div>`)}</dl></article>`)}</section>`;
}

/** Since it was measured last. */
function since(name, check, earlier) {
  const before = earlier.find((it) => it[name] !== undefined);
  if (!before || before[name] === check[name]) return nothing;
  const more = check[name] - before[name];
  return html` (${more > 0 ? '+' : '−'}${number(Math.abs(more))})`;
}
