/** What stations do for whom, counted: as a table, a small chart, and a file for a spreadsheet. The scorecard is one of the reports, told in its own way. */

import { html, nothing } from '../vendor/lit-html.js';
import { repeat } from '../vendor/repeat.js';
import { get } from '../kit/ask.js';
import { clockWithSeconds, day, today } from '../kit/clock.js';
import { refusal, wait } from '../kit/parts.js';
import { go } from '../kit/route.js';
import { n, named, t } from '../kit/text.js';
import { drawing } from '../kit/view.js';
import { bars, columns } from './charts.js';
import { dateAfter } from './cityTime.js';
import { byText, explained, groupings, OF_TIME, REPORTS, written } from './figures.js';

const ROWS_SHOWN = 400;
const RANGES = { week: 7, fourWeeks: 28, quarter: 91, year: 365 };
const NAMES = [...Object.keys(REPORTS), 'scorecard'];

export function open(root, place) {
  let query = place.query;
  let report;
  let problem;
  let sort;
  let scorecard;
  let busy = false;
  let request = new AbortController();

  const name = () => (NAMES.includes(query.report) ? query.report : 'use');
  const by = () => (groupings(name()).includes(query.by) ? query.by : 'station');
  const figure = () => (REPORTS[name()].figures.includes(query.figure) ? query.figure : REPORTS[name()].first);

  const draw = drawing(root, () => html`
    <header class="head"><h1>${t('desk.reports')}</h1>${report?.asOf ? html`<small>${t('desk.countedUntil', { at: `${day(report.asOf)} ${clockWithSeconds(report.asOf)}` })}</small>` : nothing}</header>
    <ul class="chips" aria-label=${t('desk.reports')}>${NAMES.map((it) => html`<li><button aria-pressed=${it === name()} @click=${() => move({ report: it, figure: '' })}>${t(`desk.report.${it}`)}</button></li>`)}</ul>
    <p class="quiet">${t(`desk.report.${name()}.lead`)}</p>
    ${filters()}
    ${problem ? refusal(problem) : nothing}
    ${report ? (name() === 'scorecard' ? (scorecard?.template(report) ?? wait()) : shown()) : problem ? nothing : wait()}`);

  function filters() {
    return html`<form class="filters" @submit=${(event) => event.preventDefault()}>
      ${name() === 'scorecard' ? nothing : html`<label>${t('desk.by')}<select @change=${(event) => move({ by: event.target.value })}>
        ${groupings(name()).map((it) => html`<option value=${it} .selected=${it === by()}>${t(byText(name(), it))}</option>`)}</select></label>`}
      <label>${t('desk.firstDay')}<input type="date" .value=${query.from ?? report?.from ?? ''} max=${query.to || today()} @change=${(event) => move({ from: event.target.value })}></label>
      <label>${t('desk.lastDay')}<input type="date" .value=${query.to ?? report?.to ?? ''} max=${today()} @change=${(event) => move({ to: event.target.value })}></label>
      <div class="row">${Object.entries(RANGES).map(([key, days]) => html`<button type="button" class="small" @click=${() => range(days)}>${t(`desk.range.${key}`)}</button>`)}</div>
      <button type="button" aria-disabled=${busy} @click=${save}>${t(busy ? 'desk.doing' : 'desk.csv')}</button>
    </form>`;
  }

  /** So many whole days, up to yesterday. */
  function range(days) {
    move({ from: dateAfter(today(), -days), to: dateAfter(today(), -1) });
  }

  function shown() {
    const { rows } = report;
    if (rows.length === 0) return html`<p class="note">${t('desk.report.none')}</p>`;
    const known = rows.filter((it) => it[figure()] !== undefined).map((it) => ({ label: label(it), value: it[figure()] }));
    const format = (value) => written(figure(), value);
    return html`<div class="columns">
      <section aria-labelledby="chart"><h2 id="chart">${t(explained(name(), figure()))}</h2>
        ${known.length ? (OF_TIME.has(by()) ? columns(known, format) : bars(known, format)) : html`<p class="note">${t('desk.report.unknown')}</p>`}</section>
      <section aria-labelledby="table"><h2 id="table">${n('desk.rows', rows.length)}</h2>${table(rows)}</section>
    </div>`;
  }

  function table(rows) {
    const { figures } = REPORTS[name()];
    const sorted = sort ? [...rows].sort((a, b) => ((a[sort.figure] ?? -1) - (b[sort.figure] ?? -1)) * sort.way) : rows;
    return html`<div class="wide table scroll" tabindex="0" role="group" aria-labelledby="table"><table class="dense report">
      <thead><tr><th scope="col">${t(byText(name(), by()))}</th>${figures.map((it) => html`<th scope="col" class="number" aria-sort=${sort?.figure === it ? (sort.way < 0 ? 'descending' : 'ascending') : nothing}>
        <button class="bare small ${it === figure() ? 'chosen' : ''}" title=${t(`${explained(name(), it)}.what`)} @click=${() => order(it)}>${t(explained(name(), it))}${sort?.figure === it ? (sort.way < 0 ? ' ↓' : ' ↑') : ''}</button></th>`)}</tr></thead>
      <tbody>${repeat(sorted.slice(0, ROWS_SHOWN), (it) => it[by()], (it) => html`<tr><th scope="row"><bdi>${label(it)}</bdi></th>${figures.map((one) => html`<td class="number">${written(one, it[one])}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${rows.length > ROWS_SHOWN ? html`<p class="quiet">${t('desk.report.more', { n: ROWS_SHOWN })}</p>` : nothing}
    <details><summary>${t('desk.report.meaning')}</summary><dl>${figures.map((it) => html`<dt>${t(explained(name(), it))}</dt><dd>${t(`${explained(name(), it)}.what`)}</dd>`)}</dl></details>`;
  }

  const label = (row) => (by() === 'kind' ? named('kind', row.kind) : (row.name ?? row[by()]));

  /** Also what the chart shows. */
  function order(it) {
    sort = { figure: it, way: sort?.figure === it ? -sort.way : -1 };
    move({ figure: it });
  }

  function asked() {
    const wanted = new URLSearchParams();
    if (query.from) wanted.set('from', query.from);
    if (query.to) wanted.set('to', query.to);
    if (name() !== 'scorecard') wanted.set('by', by());
    return `/v1/admin/reports/${name()}?${wanted}`;
  }

  let readFor;
  async function read() {
    if (name() === 'scorecard' && !scorecard) import('./scorecard.js').then(({ openScorecard }) => ((scorecard = openScorecard({ changed: draw, query: () => query, move })), draw()));
    const path = asked();
    if (path === readFor) return draw();
    readFor = path;
    request.abort();
    request = new AbortController();
    const { signal } = request;
    report = problem = undefined;
    draw();
    const answer = await get(path, { signal });
    if (signal.aborted) return;
    if (answer.ok) report = answer.body;
    else {
      problem = answer.problem;
      readFor = undefined;
    }
    draw();
  }

  async function save() {
    if (busy) return;
    busy = true;
    draw();
    const answer = await get(asked(), { headers: { Accept: 'text/csv' } });
    busy = false;
    problem = answer.ok ? undefined : answer.problem;
    draw();
    if (!answer.ok) return;
    const link = document.createElement('a');
    // Spreadsheets take a file for UTF-8 only with this in front.
    link.href = URL.createObjectURL(new Blob(['\ufeff', answer.body.replace(/^\ufeff/, '')], { type: 'text/csv;charset=utf-8' }));
    link.download = `${name()}-${report?.from ?? ''}-${report?.to ?? ''}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  function move(changes) {
    go(['reports'], { ...query, ...changes }, true);
  }

  draw();
  read();
  return {
    moved(next) {
      if (next.path[0] !== 'reports') return false;
      if (next.query.report !== query.report || next.query.by !== query.by) sort = undefined;
      query = next.query;
      read();
      return true;
    },
    close() {
      scorecard?.close();
      request.abort();
    },
  };
}
