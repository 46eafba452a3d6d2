/** What my visits and workouts came to: week by week, the best of it, and what was measured of me. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get, newKey } from '../kit/ask.js';
import { clock, day, noonOf, today } from '../kit/clock.js';
import { page } from '../kit/page.js';
import { refusal, wait } from '../kit/parts.js';
import { detail } from '../kit/stations.js';
import { n, t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { bests } from './bests.js';
import { bodyChecks } from './bodyChecks.js';
import { employerConsent } from './employerConsent.js';
import { FIGURES, weeks } from './fitnessWeeks.js';
import * as me from './me.js';
import { amount, energy, kind, minutes, number } from './fitnessWords.js';

const WEEKS = 12;
const SHOWN = 10;
const DAY_MS = 86_400_000;

export function open(root, place) {
  let summary;
  let workouts;
  let checks;
  let problem;
  let figure = FIGURES[0];
  let all = false;
  /** A machine's id, as it stands on it. */
  let equipment = place.query.equipment ?? '';
  let claimed;
  let refused;
  let busy = false;
  let key = newKey();
  const stations = new Map();

  const draw = drawing(root, () => {
    if (me.state.who === null) return html`<h1>${t('fitness.title')}</h1><p>${t('fitness.signIn')}</p>
      <a class="button primary" href="/signin?return=${encodeURIComponent(`/${location.hash}`)}">${t('page.signIn')}</a>`;
    return html`
      <a class="button bare" href="#/mine">← ${t('mine.title')}</a>
      <h1>${t('fitness.title')}</h1>
      ${claim()}
      ${problem ? html`${refusal(problem)}<button @click=${read}>${t('again')}</button>` : nothing}
      ${summary ? came() : problem ? nothing : wait()}
      ${workouts ? done() : nothing}
      ${checks ? bodyChecks(checks) : nothing}
      ${employer.view()}`;
  });
  const employer = employerConsent(draw);

  function came() {
    const { total, streak } = summary;
    return html`<section aria-labelledby="came"><h2 id="came">${n('fitness.weeks', WEEKS)}</h2>
      <dl class="totals">
        <div><dt>${t('fitness.visits')}</dt><dd>${number(total.visits)}</dd></div>
        <div><dt>${t('fitness.workouts')}</dt><dd>${number(total.workouts)}</dd></div>
        <div><dt>${t('fitness.minutes')}</dt><dd>${minutes(total.minutes)}</dd></div>
        <div><dt>${t('fitness.distanceM')}</dt><dd>${amount('distanceM', total.distanceM)}</dd></div>
        <div><dt>${t('fitness.energyKcal')}</dt><dd>${total.estimatedKcal ? '≈ ' : ''}${amount('energyKcal', total.energyKcal)}</dd></div>
      </dl>
      <p class="streak">${streak.weeks > 1 ? html`<b>${n('fitness.streak.weeks', streak.weeks)}</b> ` : nothing}${streak.days > 1 ? html`<b>${n('fitness.streak.days', streak.days)}</b> ` : nothing}${streak.weeksMax > 1 ? html`<small>${n('fitness.streak.max', streak.weeksMax)}</small>` : nothing}</p>
      ${weeks(summary.periods, figure, (chosen) => ((figure = chosen), draw()))}
      ${total.estimatedKcal ? html`<p class="quiet"><small>${t(`fitness.estimate.${summary.weight.by}`, { kg: number(summary.weight.kg) })}</small></p>` : nothing}
      ${bests(summary.bests)}</section>`;
  }

  function done() {
    const shown = all ? workouts : workouts.slice(0, SHOWN);
    return html`<section aria-labelledby="done"><h2 id="done">${t('fitness.done')}</h2>
      ${workouts.length === 0 ? html`<p class="quiet">${t('fitness.none')}</p>` : html`<ul class="plain visits">${shown.map((it) => html`<li>
        <span><b>${kind(it.kind)}</b> <small><bdi>${stations.get(it.stationId) ?? it.stationId ?? ''}</bdi></small><br>
          ${minutes(Math.round(it.activeS / 60))}${it.distanceM ? ` · ${amount('distanceM', it.distanceM)}` : ''} · ${energy(it)}${it.heartRateBpm ? ` · ♥ ${it.heartRateBpm}` : ''}</span>
        <span>${day(it.start)} ${clock(it.start)}–${clock(it.end)} <a download href="/v1/me/workouts/${it.id}.tcx" aria-label=${t('fitness.tcx.of', { at: `${day(it.start)} ${clock(it.start)}` })}>TCX</a></span></li>`)}</ul>
      ${workouts.length > SHOWN && !all ? html`<button @click=${() => ((all = true), draw())}>${t('more')}</button>` : nothing}`}</section>`;
  }

  function claim() {
    return html`<form class="card claim" novalidate @submit=${submit}>
      <label>${t('fitness.claim')}<input name="equipment" maxlength="64" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="sh-001-m1" .value=${equipment} aria-describedby="claim-how" @input=${(event) => (equipment = event.target.value)}></label>
      <button class="primary" aria-disabled=${busy}>${t('fitness.claim.yes')}</button>
      <p class="quiet" id="claim-how"><small>${t('fitness.claim.how')}</small></p>
      ${refused ? refusal(refused) : nothing}
      ${claimed ? html`<p class="done" role="status">${t('fitness.claimed', { kind: kind(claimed.kind), minutes: minutes(Math.round(claimed.activeS / 60)) })}</p>` : nothing}
    </form>`;
  }

  async function submit(event) {
    event.preventDefault();
    const id = equipment.trim();
    if (busy || !id) return;
    busy = true;
    refused = claimed = undefined;
    draw();
    // The engine knows a claim that is sent again by whose and at which machine it is.
    const answer = await ask('POST', '/v1/me/workouts', { body: { equipment: id }, key });
    busy = false;
    if (answer.ok) {
      claimed = answer.body;
      key = newKey();
      announce(t('fitness.claimed', { kind: kind(claimed.kind), minutes: minutes(Math.round(claimed.activeS / 60)) }));
      read();
    } else {
      refused = answer.problem;
    }
    draw();
  }

  async function read() {
    const from = monday();
    employer.read();
    const [came, each, measured] = await Promise.all([
      get(`/v1/me/fitness?by=week&from=${from}`),
      get(`/v1/me/workouts?from=${from}&limit=200`),
      get('/v1/me/body-checks'),
    ]);
    problem = [came, each, measured].find((it) => !it.ok)?.problem;
    if (came.ok) summary = came.body;
    if (each.ok) workouts = each.body.workouts;
    if (measured.ok) checks = measured.body.bodyChecks;
    draw();
    for (const id of new Set((workouts ?? []).map((it) => it.stationId).filter(Boolean))) {
      const station = await detail(id);
      if (station.ok) stations.set(id, station.body.name);
    }
    draw();
  }

  /** The first day of the weeks that are shown. */
  function monday() {
    const noon = noonOf(today());
    const weekday = (new Date(noon).getUTCDay() + 6) % 7;
    return new Date(noon - (weekday + 7 * (WEEKS - 1)) * DAY_MS).toISOString().slice(0, 10);
  }

  document.title = `${t('fitness.title')} · ${page.city}`;
  draw();
  let known = Boolean(me.state.who);
  if (known) read();
  const unlisten = me.whenChanged(() => {
    if (me.state.who && !known) read();
    known = Boolean(me.state.who);
    draw();
  });
  return {
    moved(next) {
      if (next.path[0] !== 'fitness') return false;
      equipment = next.query.equipment ?? equipment;
      draw();
      return true;
    },
    close() {
      unlisten();
      document.title = `${t('member.title')} · ${page.city}`;
    },
  };
}
