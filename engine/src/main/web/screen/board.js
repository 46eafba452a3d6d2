/** What is shown: one picture that fits the screen, whatever is known and in whichever language. */

import { html, nothing } from '../vendor/lit-html.js';
import { clock, longDay, now, today } from '../kit/clock.js';
import { levelOf } from '../kit/parts.js';
import { compared } from '../kit/usual.js';
import { coming } from './coming.js';
import { courts, taken } from './courts.js';

const WEEK = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
/** As many as there is room for; of more, others are shown the next time that both languages have had their turn. */
const ROWS = 8;
/** With fewer they are larger. */
const FEW = 5;
const MACHINE_STATES = { AVAILABLE: 'good', IN_USE: 'warn', OUT_OF_ORDER: 'bad', OFFLINE: 'quiet' };
/** So many letters fit into the line of the station's name. */
const LINE = 46;
/** A connection that does not come up at once is none to speak of. */
const SOON_MS = 5_000;

/**
 * @param state what is known, as `watch.js` has it
 * @param words texts of one language
 * @param turn counts how often both languages have had their turn
 */
export function board(state, words, turn) {
  const { t } = words;
  if (state.unknown) return notice(words, t('screen.unknown'), html`<bdi>${t('screen.unknownText', { id: short(state.id) })}</bdi>`);
  if (state.heardAt === undefined) return notice(words, t('screen.wait'), performance.now() > SOON_MS ? t('screen.waitLong') : nothing);
  const day = state.day?.date === today() ? state.day : undefined;
  return html`<div class="board ${words.language} ${state.lost ? 'old' : ''}">
    ${head(state, words)} ${inside(state.occupancy, words)} ${free(day, words, turn)} ${coming(state.activities[words.language], words)}
    ${machines(state.machines, words)} ${share(day, state.station[words.language], words)}
  </div>`;
}

function notice(words, title, text) {
  return html`<div class="notice ${words.language}"><h1>${title}</h1><p>${text}</p>${time(words)}</div>`;
}

/** About how wide it is, in letters: those of Chinese are as wide as two. */
const wide = (text) => Array.from(text).reduce((sum, it) => sum + (it > '\u2e80' ? 2 : 1), 0);

const short = (id) => (id.length > 40 ? `${id.slice(0, 40)}…` : id);

function head(state, words) {
  const { t } = words;
  const station = state.station[words.language];
  const name = station?.name ?? short(state.id);
  return html`<header>
    <h1 class=${wide(name) > LINE ? 'long' : ''}><bdi>${name}</bdi></h1>
    <p class="line">
      ${state.lost ? html`<strong class="sign lost">⚠ ${lost(state, words)}</strong>` : html`<span class="sign live">${t('live.live')}</span>`}
      ${station ? html`<span>${hours(station, t)}</span>` : nothing}
      ${station?.synthetic ? html`<span class="quiet">${t('station.synthetic')}</span>` : nothing}
    </p>
    ${time(words)}
  </header>`;
}

const time = (words) => html`<div class="time"><time>${clock(now())}</time><span>${longDay(now(), words.language)}</span></div>`;

function lost(state, { t, n }) {
  const seconds = Math.max(0, Math.round((performance.now() - state.heardAt) / 1_000));
  const age = seconds < 60 ? n('screen.age.seconds', seconds) : seconds < 3_600 ? n('screen.age.minutes', Math.floor(seconds / 60)) : n('screen.age.hours', Math.floor(seconds / 3_600));
  return t('screen.lostSince', { at: clock(now() - seconds * 1_000), age });
}

function hours(station, t) {
  const spans = station.hours[WEEK[new Date(`${today()}T12:00:00Z`).getUTCDay()]];
  return spans.length ? t('screen.open', { hours: spans.map((it) => `${it.from}–${it.to}`).join(', ') }) : t('screen.closedToday');
}

function inside(occupancy, { t, n }) {
  const level = occupancy ? levelOf(occupancy) : 'UNKNOWN';
  const known = level !== 'UNKNOWN';
  const part = known ? Math.min(100, (occupancy.inside / occupancy.limit) * 100) : 0;
  return html`<section class="inside ${level}">
    <h2>${t('screen.inside')}</h2>
    <p class="count ${known && occupancy.inside > 999 ? 'many' : ''}"><b>${known ? occupancy.inside : '–'}</b> <span>${occupancy ? t('screen.ofLimit', occupancy) : nothing}</span></p>
    <div class="bar" aria-hidden="true"><span .style=${`width:${part}%`}></span></div>
    <p class="level">${known ? occupancy.walkIn > 0 ? html`<b>${t(`crowd.${level}`)}</b> <span>${n('screen.walkIn', occupancy.walkIn)}</span>` : html`<b>${t('screen.full')}</b>` : html`<span>${t('screen.uncounted')}</span>`}</p>
    ${known && occupancy.confidence === 'live' && compared(occupancy) ? html`<p class="beside">${t(`usual.${compared(occupancy)}`)}</p>` : html`<p class="doubt">${known && occupancy.confidence === 'stale' ? t('screen.stale') : nothing}</p>`}
  </section>`;
}

function free(day, words, turn) {
  const { t, named } = words;
  const all = day ? courts(day, now()) : [];
  const pages = Math.max(1, Math.ceil(all.length / ROWS));
  const shown = all.slice((turn % pages) * ROWS, (turn % pages) * ROWS + ROWS);
  return html`<section class="courts">
    <h2>${t('screen.courts')}${pages > 1 ? html` <small>${(turn % pages) + 1}/${pages}</small>` : nothing}</h2>
    ${shown.length === 0 ? html`<p class="quiet">${t(day ? 'grid.none' : 'screen.unknownDay')}</p>` : html`<table class=${shown.length > FEW ? '' : 'few'}>
      <thead><tr><th scope="col">${t('screen.what')}</th><th scope="col">${t('screen.now')}</th><th scope="col">${t('screen.next')}</th></tr></thead>
      <tbody>${shown.map((it) => html`<tr class=${it.all === 0 ? 'shut' : it.free > 0 ? 'free' : 'taken'}>
        <th scope="row">${named('kind', it.kind)}</th>
        <td>${it.all === 0 ? html`<span>${t('screen.shut')}</span>` : it.free === 0 ? html`<i aria-hidden="true">×</i><span>${t('screen.noneFree')}</span>` : html`<i aria-hidden="true">✓</i><b>${t('screen.free', it)}</b>`}</td>
        <td>${it.next ? html`<time datetime=${it.next}>${clock(it.next)}</time> <small>${it.nextFree}/${it.nextAll}</small>` : html`<span>${t(it.over ? 'screen.over' : 'screen.bookedOut')}</span>`}</td>
      </tr>`)}</tbody>
    </table>`}
  </section>`;
}

function machines(those, { t }) {
  return html`<section class="machines">
    <h2>${t('screen.machines')}</h2>
    ${those?.length ? html`<ul>${Object.entries(MACHINE_STATES).map(([state, tone]) => count(those.filter((it) => it.state === state).length, tone, t(`machine.${state}`)))}</ul>` : html`<p class="quiet">${those ? t('screen.noMachines') : nothing}</p>`}
  </section>`;
}

const count = (n, tone, text) => html`<li class=${n > 0 ? tone : 'none'}><b>${n}</b> <span>${text}</span></li>`;

/** How the station is taken up. Each figure is an item of its own, so that one more finds its place. */
function share(day, station, { t, n }) {
  const of = day ? taken(day) : undefined;
  const booked = station?.booked;
  const percent = (part, all) => `${all > 0 ? Math.round((part / all) * 100) : 0}%`;
  return html`<section class="share">
    <h2>${t('screen.today')}</h2>
    <ul>
      ${of ? html`<li><b>${of.places}</b> <span>${t('screen.booked')} <small>${t('screen.ofPlaces', of)}</small></span></li>` : nothing}
      ${booked ? html`<li><b>${percent(booked.recurring, booked.places)}</b> <span>${t('screen.recurring')}</span></li>` : nothing}
      ${of ? html`<li><b>${of.waiting}</b> <span>${n('screen.waiting', of.waiting)}</span></li>` : nothing}
    </ul>
  </section>`;
}
