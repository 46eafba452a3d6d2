/**
 * Lets a phone paint the page's first words before it has some twenty modules to fetch and to compile: those are named in the page, and asked for
 * together once that is done.
 */

/** A page in the background is painted when somebody looks at it; its modules do not wait for that. */
const PAINT_MAX_MS = 200;

let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  document.head.append(document.getElementById('modules').content);
  import('./main.js');
}

// A frame's callbacks run before it is painted, what they put off after it.
requestAnimationFrame(() => setTimeout(begin));
setTimeout(begin, PAINT_MAX_MS);
