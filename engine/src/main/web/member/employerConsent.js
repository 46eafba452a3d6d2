/** Whether what I do on machines counts for my employer. Nobody counts who has not switched it on; nothing is switched before the engine says so. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask, get } from '../kit/ask.js';
import { longDate } from '../kit/clock.js';
import { refusal } from '../kit/parts.js';
import { t } from '../kit/text.js';
import { announce } from '../kit/view.js';

const PATH = '/v1/me/fitness/employer';

/** @param draw draws the page again */
export function employerConsent(draw) {
  let state;
  let problem;
  let busy = false;

  async function read() {
    const answer = await get(PATH);
    if (answer.ok) state = answer.body;
    else problem = answer.problem;
    draw();
  }

  async function change(method) {
    if (busy) return;
    busy = true;
    problem = undefined;
    draw();
    const answer = await ask(method, PATH);
    busy = false;
    if (answer.ok) {
      state = answer.body;
      announce(t(state.consent ? 'employer.given' : 'employer.withdrawn'));
    } else {
      problem = answer.problem;
    }
    draw();
  }

  function view() {
    // Whoever has no employer, and never had one here, need not hear of it.
    if (!state || (!state.employer && !state.consent)) return nothing;
    const { consent, employer } = state;
    return html`<section aria-labelledby="employer"><h2 id="employer">${t('employer.title')}</h2>
      <p>${consent ? t('employer.counts', { since: longDate(consent.since.slice(0, 10)) }) : t('employer.counts.not')} <bdi>${consent?.employer ?? employer}</bdi></p>
      <p class="quiet"><small>${t('employer.how')}</small></p>
      <div class="row">${employer && employer !== consent?.employer ? html`<button aria-disabled=${busy} @click=${() => change('PUT')}>${t('employer.give')}</button>` : nothing}
      ${consent ? html`<button aria-disabled=${busy} @click=${() => change('DELETE')}>${t('employer.withdraw')}</button>` : nothing}</div>
      ${problem ? refusal(problem) : nothing}</section>`;
  }

  return { read, view };
}
