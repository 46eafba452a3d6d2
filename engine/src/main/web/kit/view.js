/** A part of a page that draws itself anew when something has changed, at most once a frame. */

import { render } from '../vendor/lit-html.js';

/** @return what asks for it to be drawn soon */
export function drawing(root, template) {
  let due = false;
  const draw = () => {
    due = false;
    render(template(), root);
  };
  return () => {
    if (due) return;
    due = true;
    // A page in the background draws no frames, and yet has to be right when it is looked at.
    if (document.visibilityState === 'visible') requestAnimationFrame(draw);
    else setTimeout(draw, 0);
  };
}

/** Says something to who can't see it appear. */
export function announce(text) {
  const region = document.getElementById('said');
  if (!region) return;
  region.textContent = '';
  requestAnimationFrame(() => (region.textContent = text));
}

/** Every second while it is wanted; a page that nobody sees needs no countdown. */
export function everySecond(tick) {
  const timer = setInterval(() => document.visibilityState === 'visible' && tick(), 1_000);
  return () => clearInterval(timer);
}
