/**
 * A session has ended in the middle of something. The room and what was typed there stay as they are, behind what stands here; somebody signs in in a
 * second window, and goes on in this one.
 */

import { html, render } from '../vendor/lit-html.js';
import { t } from '../kit/text.js';
import * as who from './who.js';

/** By which windows of a browser tell each other that somebody has signed in. */
const channel = new BroadcastChannel('yizhan-desk');
let shown;

/** Puts it up where a session has ended, and takes it away when somebody is there again. */
export function drawExpired() {
  if (who.state.who) channel.postMessage('signed-in');
  if (!who.state.expired) {
    shown?.close();
    shown = undefined;
  } else if (!shown) {
    shown = cover();
    document.body.append(shown);
    shown.showModal();
  }
}

function cover() {
  const dialog = document.createElement('dialog');
  dialog.className = 'expired';
  dialog.setAttribute('aria-labelledby', 'expired');
  dialog.addEventListener('cancel', (event) => event.preventDefault());
  // A browser lets nobody prevent it twice in a row: then one has left, and begins anew.
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (who.state.expired) location.reload();
  });
  render(
    html`<div class="inside"><h2 id="expired">${t('page.expired')}</h2>
      <p>${t('desk.expired.kept')}</p>
      <div class="row"><a class="button primary" href=${who.signInLink()} target="_blank">${t('page.signIn')}</a>
        <button type="button" @click=${() => location.reload()}>${t('desk.expired.drop')}</button></div></div>`,
    dialog,
  );
  return dialog;
}

const again = () => who.state.expired && document.visibilityState === 'visible' && who.start();
channel.addEventListener('message', () => who.state.expired && who.start());
addEventListener('focus', again);
document.addEventListener('visibilitychange', again);
