/** Texts for people: in the page's language, and for a page that shows both, in either. */

import { page } from './page.js';

/** @return `t`, `n` and `named` of one language, once its texts are loaded */
export async function textsOf(language) {
  const texts = (await import(`../text/${language}.js`)).default;
  let plural;

  /** The text of a key; `{name}` in it is the value of that name. A key that there is not is shown as it is, to be seen. */
  const t = (key, values) => filled(texts[key] ?? key, values);

  /** The same about a number: `key.one` where the language has a form for it, else `key.other`. */
  function n(key, count, values) {
    plural ??= new Intl.PluralRules(language);
    const form = `${key}.${plural.select(count)}`;
    return t(form in texts ? form : `${key}.other`, { n: count, ...values });
  }

  /** The text of something that the engine names, for instance a kind of venue; its name where nobody has given it a text. */
  const named = (family, name) => texts[`${family}.${name}`] ?? name.toLowerCase().replaceAll('_', ' ');

  return { language, t, n, named };
}

export const { t, n, named } = await textsOf(page.language);

function filled(text, values) {
  return values ? text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all)) : text;
}
