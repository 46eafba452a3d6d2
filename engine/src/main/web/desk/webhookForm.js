/** A new address to be told of events: which, of what, and whether it is told who people are. */

import { html, nothing } from '../vendor/lit-html.js';
import { ask } from '../kit/ask.js';
import { t } from '../kit/text.js';
import { openAct } from './act.js';

const URL_MAX = 500;
/** Each letter would ask the engine to look the address up. */
const PAUSE_MS = 500;

/** @param {(webhook: object) => void} made is given it with its secret */
export function openWebhookForm(path, types, made) {
  const wanted = { url: '', types: new Set(), persons: false };
  let due;

  const body = (reason) => ({
    url: wanted.url.trim(),
    types: types.filter((it) => wanted.types.has(it)),
    persons: wanted.persons,
    ...(reason ? { reason } : {}),
  });

  const fields = (again) => {
    const soon = () => {
      clearTimeout(due);
      due = setTimeout(again, PAUSE_MS);
    };
    const pick = (type, picked) => {
      if (picked) wanted.types.add(type);
      else wanted.types.delete(type);
      again();
    };
    return html`<label>${t('desk.webhooks.url')}<input type="url" required maxlength=${URL_MAX} autocomplete="off" placeholder="https://" .value=${wanted.url} @input=${(event) => ((wanted.url = event.target.value), soon())}></label>
      <label class="check"><input type="checkbox" .checked=${wanted.persons} @change=${(event) => ((wanted.persons = event.target.checked), again())}>${t('desk.webhooks.withPersons')}</label>
      <details><summary>${t('desk.webhooks.which')}</summary><fieldset class="columned"><legend class="unseen">${t('desk.webhooks.which')}</legend>
        ${types.map((it) => html`<label class="check"><input type="checkbox" .checked=${wanted.types.has(it)} @change=${(event) => pick(it, event.target.checked)}><code>${it}</code></label>`)}</fieldset></details>`;
  };

  openAct({
    title: t('desk.webhooks.add'),
    fields,
    reason: 'optional',
    ready: () => wanted.url.trim() !== '',
    // Nothing is wrong with what nobody has written yet.
    preview: (reason) => (wanted.url.trim() ? ask('POST', `${path}?preview=true`, { body: body(reason) }) : Promise.resolve({ ok: true, body: undefined })),
    plan: (would) => (would ? html`<p>${would.types.length ? html`${t('desk.webhooks.wouldSome')} ${would.types.map((it) => html`<code>${it}</code> `)}` : t('desk.webhooks.wouldAll')}</p>${would.persons ? html`<p class="warned">${t('desk.webhooks.wouldPersons')}</p>` : nothing}` : nothing),
    confirm: () => t('desk.webhooks.add'),
    act: (reason, key) => ask('POST', path, { key, body: body(reason) }),
    said: () => t('desk.webhooks.added'),
    done: made,
  });
}
