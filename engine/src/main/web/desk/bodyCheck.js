/** Writing down what was measured of a member: by the dialog that asks first. What others have written is not shown here: it is the member's. */

import { html } from '../vendor/lit-html.js';
import { ask } from '../kit/ask.js';
import { longDate, today } from '../kit/clock.js';
import { list } from '../kit/stations.js';
import { n, t } from '../kit/text.js';
import { openAct } from './act.js';
import * as who from './who.js';

/** As the contract has them: name, least, most, step. */
const MEASURES = [
  ['heightCm', 50, 250, 0.1], ['weightKg', 10, 400, 0.1], ['bodyFatPercent', 1, 80, 0.1], ['waistCm', 30, 250, 0.1], ['hipCm', 30, 250, 0.1],
  ['restingPulseBpm', 20, 250, 1], ['systolicMmHg', 50, 300, 1], ['diastolicMmHg', 20, 200, 1], ['vitalCapacityMl', 200, 10_000, 1],
  ['gripKg', 0, 200, 0.1], ['backStrengthKg', 0, 500, 0.1], ['sitAndReachCm', -50, 50, 0.1], ['verticalJumpCm', 0, 150, 0.1],
  ['pushUps', 0, 500, 1], ['sitUpsPerMin', 0, 150, 1], ['oneLegStandS', 0, 3_600, 0.1], ['reactionTimeS', 0.1, 10, 0.01],
  ['stepIndex', 0, 200, 0.1], ['oxygenUptakeMlKgMin', 5, 100, 0.1], ['chairStands30S', 0, 100, 1], ['steps2Min', 0, 400, 1],
];

export async function recordBodyCheck(subject, done) {
  const found = await list();
  const stations = who.own(found.stations ?? []);
  let station = stations.find((it) => it.id === who.lastStation())?.id ?? stations[0]?.id ?? '';
  let date = today();
  const amounts = {};
  /** What was written there for that day is to be taken back. */
  let removing = false;
  const count = () => (removing ? 0 : Object.keys(amounts).length);
  const body = () => ({ station, ...(removing ? {} : amounts) });
  const path = () => `/v1/admin/members/${encodeURIComponent(subject)}/body-checks/${date}`;
  openAct({
    title: t('desk.body'),
    about: html`<dl class="facts"><dt>${t('desk.subject')}</dt><dd><bdi>${subject}</bdi></dd></dl>`,
    fields: (again) => html`<div class="pair">
        <label>${t('desk.station')}<select @change=${(event) => ((station = event.target.value), again())}>${stations.map((it) => html`<option value=${it.id} .selected=${it.id === station}>${it.name}</option>`)}</select></label>
        <label>${t('desk.body.date')}<input type="date" required max=${today()} .value=${date} @change=${(event) => ((date = event.target.value || today()), again())}></label>
      </div>
      <div class="measures">${MEASURES.map(([name, min, max, step]) => html`<label><span>${t(`body.${name}`)} <small>(${t(`body.unit.${name}`)})</small></span><input type="number" inputmode="decimal" min=${min} max=${max} step=${step} ?disabled=${removing} .value=${String(amounts[name] ?? '')} @change=${(event) => {
        if (event.target.value === '') delete amounts[name];
        else amounts[name] = Number(event.target.value);
        again();
      }}></label>`)}</div>
      <label class="check"><input type="checkbox" .checked=${removing} @change=${(event) => ((removing = event.target.checked), again())}>${t('desk.body.removing')}</label>`,
    preview: () => ask('PUT', `${path()}?preview=true`, { body: body() }),
    plan: () => html`<p>${removing ? t('desk.body.planNone', { date: longDate(date) }) : count() ? n('desk.body.plan', count(), { date: longDate(date) }) : t('desk.body.fill')}</p>`,
    ready: () => removing || count() > 0,
    confirm: () => (count() ? t('desk.body.yes') : t('desk.body.remove')),
    danger: () => count() === 0,
    act: (_, key) => ask('PUT', path(), { body: body(), key }),
    said: () => (count() ? t('desk.body.done') : t('desk.body.removed')),
    done,
  });
}
