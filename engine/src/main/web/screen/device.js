/** What a television needs that a page in a hand does not: it stays awake, shows no pointer, and nothing stands in one place for ever. */

const STILL_MS = 5_000;
const SHIFT_MS = 60_000;
/** In units of the layout, a walk around; so little that nobody sees it, and each edge is a while elsewhere. */
const SHIFTS = [[0, 0], [0.4, 0], [0.4, 0.4], [0, 0.4], [-0.4, 0.4], [-0.4, 0], [-0.4, -0.4], [0, -0.4], [0.4, -0.4]];

export function dress(root) {
  light();
  stayAwake();
  hidePointer();
  shift(root);
}

/** Dark, for a room at night; `?theme=light` makes it light, and `?theme=auto` as the device is set. Browsers of televisions say "light" unasked. */
function light() {
  const theme = new URLSearchParams(location.search).get('theme');
  const device = matchMedia('(prefers-color-scheme: light)');
  const choose = () => (document.documentElement.dataset.theme = theme === 'light' || (theme === 'auto' && device.matches) ? 'light' : 'dark');
  choose();
  if (theme === 'auto') device.addEventListener('change', choose);
}

/** The lock goes when the page is hidden, and whenever the device wants it to. */
function stayAwake() {
  if (!navigator.wakeLock) return;
  let lock;
  const ask = async () => {
    if (document.visibilityState !== 'visible' || (lock && !lock.released)) return;
    // A device may refuse, for instance when its battery is low; it is asked again.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined);
  };
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, SHIFT_MS);
  ask();
}

function hidePointer() {
  const { classList } = document.documentElement;
  let timer;
  const moved = () => {
    classList.remove('still');
    clearTimeout(timer);
    timer = setTimeout(() => classList.add('still'), STILL_MS);
  };
  addEventListener('pointermove', moved, { passive: true });
  moved();
}

function shift(root) {
  let at = 0;
  setInterval(() => {
    const [x, y] = SHIFTS[(at = (at + 1) % SHIFTS.length)];
    root.style.setProperty('--shift-x', x);
    root.style.setProperty('--shift-y', y);
  }, SHIFT_MS);
}
