/** Texts for people, in the page's language. */

import { page } from './page.js';

const texts = (await import(`../text/${page.language}.js`)).default;
const plural = new Intl.PluralRules(page.language);

/** The text of a key; `{name}` in it is the value of that name. A key that there is not is shown as it is, to be seen. */
export function t(key, values) {
  return filled(texts[key] ?? key, values);
}

/** The same about a number: `key.one` where the language has a form for it, else `key.other`. */
export function n(key, count, values) {
  const form = `${key}.${plural.select(count)}`;
  return t(form in texts ? form : `${key}.other`, { n: count, ...values });
}

/** The text of something that the engine names, for instance a kind of venue; its name where nobody has given it a text. */
export function named(family, name) {
  return texts[`${family}.${name}`] ?? name.toLowerCase().replaceAll('_', ' ');
}

function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all)) : text;
}
