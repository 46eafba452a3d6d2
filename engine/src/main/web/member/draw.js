/** One draw, for anybody: what was promised before, what was told since, who has entered, and a check of it all in this browser. */

import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../kit/ask.js';
import { checkDraw } from '../kit/checkDraw.js';
import { moment } from '../kit/clock.js';
import { page } from '../kit/page.js';
import { refusal, wait } from '../kit/parts.js';
import { to } from '../kit/route.js';
import { slotText, whenNamed } from '../kit/slots.js';
import { n, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import * as me from './me.js';

const AGAIN_MS = 10_000;
/** Of an order, so many places are shown at first. */
const FIRST = 20;
/** What is shown as it was said, in the order in which it is said. */
const SAID = ['commitment', 'secondCommitment', 'source', 'digest', 'chain', 'secret', 'secondSecret', 'external', 'seed'];
const HASHED = new Set(SAID.filter((it) => it !== 'source' && it !== 'external'));

export function open(root, place) {
  const id = place.path[1] ?? '';
  let it;
  let problem;
  /** What a check of `it` came to; undefined while none was made. */
  let found;
  let all = false;
  let closed = false;

  const draw = drawing(root, () => {
    if (!it) return html`<a class="button bare" href="#/">← ${t('back.find')}</a><h1>${t('draw.title')}</h1>${problem ? refusal(problem) : wait()}`;
    const { station, date } = slotText.place(it.slot);
    return html`
      <a class="button bare" href=${to(['station', it.stationId ?? station], { date, slot: it.slot })}>← ${t('draw.slot')}</a>
      <h1>${t('draw.title')}</h1>
      <p><strong>${slotText(it.slot)}</strong> <span class="badge">${t(`draw.state.${it.state}`)}</span></p>
      ${mine()}
      ${problem ? refusal(problem) : nothing}
      ${missing()}
      ${it.state === 'DRAWN' || found ? checked() : nothing}
      <h2>${t('draw.promise')}</h2>
      <p>${t(`draw.level.${it.level}`)}</p>
      <p class="quiet">${t('draw.notProved')}</p>
      <dl class="said">
        <dt>${t('draw.opens')}</dt><dd>${moment(it.opensAt)}</dd>
        <dt>${t('draw.closes')}</dt><dd>${moment(it.closesAt)}</dd>
        ${it.revealsBy ? html`<dt>${t('draw.reveals')}</dt><dd>${moment(it.revealsBy)}</dd>` : nothing}
        ${it.round > 1 ? html`<dt>${t('draw.round')}</dt><dd>${it.round}</dd>` : nothing}
        <dt>${t('draw.entered')}</dt><dd>${it.lines ?? it.entered}${it.withdrawn?.length ? html` <small>${n('draw.left', it.withdrawn.length)}</small>` : nothing}</dd>
        <dt>${t('draw.weighs')}</dt><dd>${it.weightMax > 1 ? t('draw.weightMax', { weight: it.weightMax }) : t('draw.weighsOne')}</dd>
        ${SAID.filter((name) => it[name]).map((name) => html`<dt>${t(`draw.said.${name}`)}</dt><dd>${HASHED.has(name) ? html`<code>${it[name]}</code>` : html`<bdi>${it[name]}</bdi>`}</dd>`)}
      </dl>
      ${order()}
      ${it.text ? html`<details><summary>${t('draw.entries')}</summary><p class="quiet">${t('draw.entries.what')}</p><div class="wide" tabindex="0" role="region" aria-label=${t('draw.entries')}><pre>${it.text}</pre></div></details>` : nothing}
      <p><a class="button" href="/v1/draws/${encodeURIComponent(id)}/proof">${t('draw.proof')}</a></p>
      <p class="quiet">${t('draw.elsewhere')}</p>`;
  });

  function own() {
    for (const one of me.state.reservations?.values() ?? []) if (one.drawId === id && one.entry) return one;
    return undefined;
  }

  function mine() {
    const one = own();
    if (!one) return nothing;
    return html`<p class="note">${t('draw.mine', { number: one.entry.number })} <span class="badge">${t(`state.${one.state}`)}</span> <a href=${to(['reservation', one.id])}>${t('reservation.title')}</a></p>`;
  }

  /** What an order still waits for. */
  function missing() {
    if (it.state === 'ANNOUNCED' || it.state === 'OPEN') return html`<p class="note">${t(`draw.now.${it.state}`, { at: moment(it.state === 'OPEN' ? it.closesAt : it.opensAt) })}</p>`;
    if (it.state !== 'CLOSED') return nothing;
    const parts = [!it.secret && 'secret', it.secondCommitment && !it.secondSecret && 'secondSecret', it.source && !it.external && 'external'].filter(Boolean);
    return html`<p class="note">${t('draw.missing')} ${parts.map((name) => t(`draw.said.${name}`)).join(', ')}</p>`;
  }

  function checked() {
    if (it.lines === 0) return html`<p class="note">${t('draw.nobody')}</p>`;
    if (!found) return html`<p class="quiet" role="status" aria-busy="true">${t('draw.check.asking')}</p>`;
    if (found === 'unknown') return html`<p class="warned" role="status">${t('draw.check.unknown')}</p>`;
    return html`<div class=${found.wrong.length ? 'refused' : 'done'} role="status" id="checked"><strong>${t(found.wrong.length ? 'draw.check.wrong' : 'draw.check.right')}</strong>
      ${found.wrong.length ? html`<ul>${found.wrong.map((name) => html`<li>${t(`draw.wrong.${name}`)}</li>`)}</ul>` : nothing}</div>`;
  }

  function order() {
    if (!it.order?.length) return nothing;
    const number = own()?.entry.number;
    const shown = all ? it.order : it.order.slice(0, FIRST);
    return html`<h2 id="order">${t('draw.order')}</h2>
      <div class="wide" tabindex="0" role="region" aria-labelledby="order"><table><thead><tr><th scope="col">${t('draw.order.rank')}</th><th scope="col">${t('draw.order.number')}</th><th scope="col">${t('draw.order.weight')}</th><th scope="col">${t('draw.order.result')}</th></tr></thead>
        <tbody>${shown.map((one) => html`<tr><th scope="row">${one.rank}</th><td>${one.number}${one.number === number ? html` <span class="badge good">${t('draw.you')}</span>` : nothing}<br><small><code>${one.pseudonym.slice(0, 8)}</code></small></td><td>${one.weight}</td><td>${t(`draw.came.${one.result}`)}</td></tr>`)}</tbody></table></div>
      ${shown.length < it.order.length ? html`<button @click=${() => ((all = true), draw())}>${t('draw.all', { count: it.order.length })}</button>` : nothing}`;
  }

  async function check() {
    if (!it.seed || !it.text) return;
    try {
      found = await checkDraw(it);
    } catch {
      found = 'unknown';
    }
    if (!closed) draw();
  }

  async function read() {
    const answer = await get(`/v1/draws/${encodeURIComponent(id)}/proof`);
    if (closed) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) it = answer.body;
    draw();
    if (it?.state === 'DRAWN' && !found) check();
  }

  document.title = `${t('draw.title')} · ${page.city}`;
  draw();
  read();
  const unlisten = me.whenChanged(draw);
  const unname = whenNamed(draw);
  const timer = setInterval(() => document.visibilityState === 'visible' && it?.state !== 'DRAWN' && read(), AGAIN_MS);
  return {
    moved: (next) => next.path[0] === 'draw' && next.path[1] === id,
    close() {
      closed = true;
      clearInterval(timer);
      unlisten();
      unname();
      document.title = `${t('member.title')} · ${page.city}`;
    },
  };
}
