/** The engine at work, for whoever runs it: of each city who owns it and how it keeps up, live; and what this node answers to whom. */

import { html, nothing } from '../vendor/lit-html.js';
import { get } from '../kit/ask.js';
import { clockWithSeconds, moment } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { spark } from './charts.js';
import { LOOKS, openRates } from './engineRates.js';
import { count, decimal, share } from './pieces.js';

const EVERY_MS = 1_500;
const PARTS = { OWNER: 'good', STANDBY: '', NEITHER: 'warn' };
const PLACE = 'PlaceReservation';
const PLACED = 'Placed';
const BYTES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

export function open(root) {
  const rates = openRates();
  let problem;
  let paused = false;
  const request = new AbortController();

  const draw = drawing(root, () => {
    const now = rates.latest();
    return html`
      <header class="head"><h1>${t('desk.engine')}</h1><div class="row">
        ${now ? html`<small>${now.node ? html`<bdi>${now.node}</bdi> · ` : nothing}${t('desk.eng.started', { at: moment(now.startedAt) })} · ${t('desk.asOf', { at: clockWithSeconds(now.asOf) })}</small>` : nothing}
        <button class="small" aria-pressed=${paused} @click=${() => ((paused = !paused), draw())}>${t(paused ? 'desk.eng.go' : 'desk.eng.pause')}</button></div></header>
      ${problem ? html`${refusal(problem)}${now ? html`<p class="warned">${t('desk.old')}</p>` : nothing}` : nothing}
      ${now ? html`${faults(now.faults)} ${now.regions.map((it) => region(it))} ${node(now)}` : problem ? nothing : wait()}`;
  });

  const faults = (list) => (list.length ? html`<ul class="plain">${list.map((it) => html`<li class=${it.level === 'CRITICAL' ? 'refused' : 'warned'}><span class="badge ${it.level === 'CRITICAL' ? 'bad' : 'warn'}">${t(`desk.alarm.${it.level}`)}</span> <code>${it.code}</code> <bdi lang="en">${it.detail}</bdi></li>`)}</ul>` : nothing);

  function region(it) {
    const of = (read) => (engine) => {
      const found = engine.regions.find((one) => one.region === it.region);
      return found && read(found);
    };
    const sum = (test) => of((one) => one.commands.filter(test).reduce((all, command) => all + command.count, 0));
    const bookings = rates.rates(sum((one) => one.command === PLACE && one.outcome === PLACED));
    const denied = rates.rates(sum((one) => one.command === PLACE && one.outcome !== PLACED));
    const refused = rates.rates(of((one) => one.refused));
    return html`<section class="card region" aria-labelledby="region-${it.region}">
      <div class="head"><h2 id="region-${it.region}"><bdi>${it.region}</bdi> <span class="badge ${PARTS[it.part] ?? ''}">${t(`desk.eng.${it.part}`)}</span></h2>
        <p>${it.owner ? html`${t('desk.eng.owner')} <bdi>${it.owner}</bdi> · ` : nothing}${it.epoch ? t('desk.eng.epoch', { epoch: it.epoch }) : t('desk.eng.nobody')}</p></div>
      ${faults(it.faults)}
      <ul class="tiles">
        ${tile('bookings', bookings, decimal, t('desk.eng.perSecond'))}
        ${tile('denied', denied, decimal, t('desk.eng.perSecond'))}
        ${tile('commands', rates.rates(sum(() => true)), decimal, t('desk.eng.perSecond'))}
        ${tile('refused', refused, decimal, t('desk.eng.perSecond'), refused.at(-1) > 0)}
        ${it.queue === undefined ? nothing : tile('queue', rates.levels(of((one) => one.queue)), count, '')}
        ${it.load === undefined ? nothing : tile('load', rates.levels(of((one) => one.load)), share, '', it.load > 0.8)}
        ${tile('batch', rates.ratios(of((one) => one.batchCommands), of((one) => one.batches.count)), decimal, t('desk.eng.commandsEach'))}
        ${tile('syncs', rates.rates(of((one) => one.syncs.count)), decimal, t('desk.eng.perSecond'))}
        ${tile('syncMs', rates.ratios(of((one) => one.syncs.sumMs), of((one) => one.syncs.count)), decimal, 'ms')}
        ${tile('events', rates.rates(of((one) => one.events)), decimal, t('desk.eng.perSecond'))}
        ${it.rows ? html`${tile('lagEvents', rates.levels(of((one) => one.rows?.lagEvents)), count, t('desk.eng.eventsBehind'))}
          ${tile('lagMs', rates.levels(of((one) => one.rows?.lagMs)), count, 'ms', it.rows.lagMs > 10_000)}
          ${tile('rows', rates.rates(of((one) => one.rows?.rows)), decimal, t('desk.eng.perSecond'))}` : nothing}
        ${it.journal ? tile('journal', rates.levels(of((one) => one.journal?.bytes)), bytes, '') : nothing}
      </ul>
      <div class="columns">
        ${latency(t('desk.eng.latency'), rates.histogram(of((one) => one.latency)), `latency-${it.region}`)}
        ${latency(t('desk.eng.sync'), rates.histogram(of((one) => one.syncs)), `sync-${it.region}`)}
      </div>
      <details><summary>${t('desk.eng.allCommands')}</summary>${commands(it)}</details>
    </section>`;
  }

  function tile(name, values, format, unit, wrong = false) {
    const now = [...values].reverse().find((it) => it !== undefined);
    return html`<li class=${wrong ? 'wrong' : ''}><span>${t(`desk.eng.${name}`)}</span><b>${now === undefined ? '–' : format(now)} <small>${unit}</small></b>${spark(values, LOOKS)}</li>`;
  }

  /** The table is the drawing: each row has its bar. */
  function latency(title, it, id) {
    if (!it) return nothing;
    const most = Math.max(...it.rows.map((row) => row.count), 1);
    return html`<div class="histogram"><table class="dense" aria-labelledby=${id}><caption id=${id}><strong>${title}</strong>
        ${it.count ? t('desk.eng.quantiles', { n: count(it.count), s: rates.seconds(), half: bound(it.atMost(0.5)), most: bound(it.atMost(0.99)), max: decimal(it.maxMs) }) : t('desk.eng.noneLately')}</caption>
      <thead class="unseen"><tr><th scope="col">${t('desk.eng.upTo')}</th><th scope="col">${t('desk.eng.howMany')}</th></tr></thead>
      <tbody>${it.rows.map((row) => html`<tr><th scope="row" class="number">${bound(row.leMs)}</th>
        <td><svg aria-hidden="true" height="14" width="100%"><rect width="${(row.count / most) * 100}%" height="14" rx="3" class="bar"/></svg></td><td class="number">${count(row.count)}</td></tr>`)}</tbody></table></div>`;
  }

  const bound = (ms) => (ms === undefined ? '–' : ms === Infinity ? t('desk.eng.more') : ms >= 1_000 ? `≤ ${decimal(ms / 1_000)} s` : `≤ ${ms} ms`);

  function commands(it) {
    return html`<div class="wide table scroll" tabindex="0" role="group" aria-label=${t('desk.eng.allCommands')}><table class="dense">
      <thead><tr><th scope="col">${t('desk.eng.command')}</th><th scope="col">${t('desk.eng.outcome')}</th><th scope="col" class="number">${t('desk.eng.sinceStart')}</th></tr></thead>
      <tbody>${[...it.commands].sort((a, b) => b.count - a.count).map((one) => html`<tr><td><code>${one.command}</code></td><td><code>${one.outcome}</code></td><td class="number">${count(one.count)}</td></tr>`)}</tbody></table></div>`;
  }

  function node(now) {
    const { http, mqtt } = now;
    const requests = rates.rates((it) => it.http.statuses.reduce((sum, one) => sum + one.count, 0));
    const failed = rates.rates((it) => it.http.statuses.filter((one) => one.status >= 500).reduce((sum, one) => sum + one.count, 0));
    return html`<section class="card region" aria-labelledby="node"><h2 id="node">${t('desk.eng.node')}</h2>
      <ul class="tiles">
        ${tile('requests', requests, decimal, t('desk.eng.perSecond'))}
        ${tile('failed', failed, decimal, t('desk.eng.perSecond'), failed.at(-1) > 0)}
        ${tile('connections', rates.levels((it) => it.http.connections), count, '')}
        ${tile('streams', rates.levels((it) => it.http.liveStreams), count, t('desk.eng.memberStreams', { n: http.memberStreams }))}
        ${tile('untaken', rates.levels((it) => it.http.untakenBytes), bytes, '')}
        ${mqtt ? tile('mqtt', rates.levels((it) => it.mqtt?.connections), count, '') : nothing}
      </ul>
      <div class="columns">
        ${latency(t('desk.eng.http'), rates.histogram((it) => it.http.latency), 'latency-http')}
        <div class="histogram"><table class="dense"><caption><strong>${t('desk.eng.statuses')}</strong> ${t('desk.eng.sinceStart')}</caption>
          <tbody>${[...http.statuses].sort((a, b) => a.status - b.status).map((it) => html`<tr><th scope="row">${it.status}</th><td class="number">${count(it.count)}</td></tr>`)}</tbody></table></div>
      </div></section>`;
  }

  function bytes(value) {
    const power = value > 0 ? Math.min(BYTES.length - 1, Math.floor(Math.log2(value) / 10)) : 0;
    return `${decimal(value / 1024 ** power)} ${BYTES[power]}`;
  }

  let asking = false;
  async function read() {
    if (asking || paused || document.visibilityState !== 'visible') return;
    asking = true;
    const answer = await get('/v1/admin/engine', { signal: request.signal });
    asking = false;
    if (request.signal.aborted) return;
    problem = answer.ok ? undefined : answer.problem;
    if (answer.ok) rates.take(answer.body);
    draw();
  }

  draw();
  read();
  const timer = setInterval(read, EVERY_MS);
  return {
    moved: (next) => next.path[0] === 'engine',
    close() {
      clearInterval(timer);
      request.abort();
    },
  };
}
