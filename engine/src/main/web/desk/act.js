/**
 * The dialog by which anything is changed here. It asks the engine first what would come of it, and to whom; only then there is a button that does it, and
 * the button says what it does. What was done is shown when the engine has answered. One attempt keeps its key, so that a retry does nothing twice.
 */

import { html, nothing } from '../vendor/lit-html.js';
import { newKey } from '../kit/ask.js';
import { refusal } from '../kit/parts.js';
import { t } from '../kit/text.js';
import { announce, drawing } from '../kit/view.js';
import { lost } from './pieces.js';

const REASON_MAX = 200;

/**
 * @param {{
 *   title: string, about?: any, fields?: (again: () => void) => any,
 *   reason?: 'required'|'optional', reasons?: string[], reasonFor?: string,
 *   preview: (reason: string) => Promise<object>, plan: (body: object) => any,
 *   ready?: () => boolean, confirm: (body: object) => string, danger?: (body: object) => boolean, act: (reason: string|undefined, key: string) => Promise<object>, done?: (body: object) => void,
 *   said: (body: object) => string,
 * }} what `fields`: more to fill in; it calls its argument when the preview is to be asked anew.
 *   `ready`: whether enough of it is filled in
 */
export function openAct(what) {
  const dialog = document.createElement('dialog');
  dialog.className = 'act';
  dialog.setAttribute('aria-labelledby', 'act-title');
  dialog.addEventListener('click', (event) => event.target === dialog && !busy && dialog.close());
  dialog.addEventListener('cancel', (event) => busy && event.preventDefault());
  dialog.addEventListener('close', () => {
    closed = true;
    dialog.remove();
  });
  document.body.append(dialog);

  let closed = false;
  let busy = false;
  let reason = '';
  let lacking = false;
  /** What would come of it; undefined while that is asked. */
  let would;
  let problem;
  /** What has come of it. */
  let outcome;
  let key = newKey();
  let asked = 0;

  const draw = drawing(dialog, () => html`<form class="inside" novalidate @submit=${submit}>
    <header><h2 id="act-title" tabindex="-1">${what.title}</h2><button type="button" class="bare" aria-label=${t('close')} @click=${() => dialog.close()}>✕</button></header>
    ${what.about ?? nothing}
    ${outcome ? html`<div class="done" role="status"><strong>${what.said(outcome)}</strong></div><div class="row"><button type="button" class="primary" @click=${() => dialog.close()}>${t('close')}</button></div>` : toDo()}
  </form>`);

  function toDo() {
    return html`
      ${what.fields?.(again) ?? nothing}
      ${would?.ok ? html`<div class="plan">${what.plan(would.body)}</div>` : nothing}
      ${would && !would.ok ? refusal(would.problem) : nothing}
      ${would ? nothing : html`<p class="quiet" aria-busy="true">${t('desk.asking')}</p>`}
      ${what.reason ? reasonField() : nothing}
      ${problem ? refusal(problem) : nothing}
      ${problem?.code === 'no-answer' ? html`<p class="warned">${lost()}</p>` : nothing}
      <div class="row">
        ${would?.ok && ready() ? html`<button class=${what.danger?.(would.body) ? 'primary hazard' : 'primary'} aria-disabled=${busy}>${busy ? t('desk.doing') : what.confirm(would.body)}</button>` : nothing}
        ${would && !would.ok ? html`<button type="button" @click=${again}>${t('again')}</button>` : nothing}
        <button type="button" @click=${() => dialog.close()}>${t('desk.leave')}</button>
      </div>`;
  }

  function reasonField() {
    return html`<label>${what.reasonFor ?? t('desk.reason')}${what.reason === 'optional' ? ` (${t('desk.optional')})` : ''}
      <input name="reason" maxlength=${REASON_MAX} autocomplete="off" list="act-reasons" .value=${reason} aria-invalid=${lacking} aria-describedby=${lacking ? 'act-lacking' : nothing}
        @input=${(event) => ((reason = event.target.value), lacking && ((lacking = false), draw()))}>
      <datalist id="act-reasons">${(what.reasons ?? []).map((it) => html`<option value=${it}></option>`)}</datalist>
      ${lacking ? html`<span id="act-lacking" class="lacking" role="alert">${t('desk.reasonLacking')}</span>` : nothing}</label>`;
  }

  const ready = () => what.ready?.() ?? true;

  async function again() {
    const mine = ++asked;
    would = problem = undefined;
    key = newKey();
    draw();
    const answer = await what.preview(reason.trim());
    if (closed || mine !== asked) return;
    would = answer;
    draw();
  }

  async function submit(event) {
    event.preventDefault();
    if (busy || outcome || !would?.ok || !ready()) return;
    if (what.reason === 'required' && reason.trim() === '') {
      lacking = true;
      draw();
      dialog.querySelector('[name="reason"]').focus();
      return;
    }
    busy = true;
    problem = undefined;
    draw();
    const answer = await what.act(reason.trim() || undefined, key);
    busy = false;
    if (answer.ok) {
      outcome = answer.body ?? {};
      announce(what.said(outcome));
      what.done?.(outcome);
    } else {
      problem = answer.problem;
    }
    if (closed) return;
    draw();
    requestAnimationFrame(() => (outcome ? dialog.querySelector('.row .primary') : dialog.querySelector('#act-title'))?.focus());
  }

  draw();
  dialog.showModal();
  again();
  // Once it is drawn; the title is what one has to hear first.
  requestAnimationFrame(() => requestAnimationFrame(() => dialog.querySelector('#act-title')?.focus()));
  return { close: () => dialog.close(), draw };
}
