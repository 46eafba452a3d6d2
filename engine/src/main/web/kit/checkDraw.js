/**
 * Finds the order of a draw anew from what was published of it, by the protocol alone: in the browser of whoever wants to know, with nothing of the
 * engine's. https://www.rfc-editor.org/rfc/rfc2104 is HMAC.
 */
const bytes = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const sha256 = async (data) => hex(await crypto.subtle.digest('SHA-256', data));

/** @returns {Promise<{order: number[], wrong: string[]}>} `wrong` names what does not hold: lines, chain, secret, secondSecret, seed, order */
export async function checkDraw(proof) {
  const wrong = [];
  if ((await sha256(bytes(proof.text))) !== proof.digest) wrong.push('lines');
  if ((await chain(proof)) !== proof.chain) wrong.push('chain');
  if ((await sha256(unhex(proof.secret ?? ''))) !== proof.commitment) wrong.push('secret');
  if (proof.secondCommitment && (await sha256(unhex(proof.secondSecret ?? ''))) !== proof.secondCommitment) wrong.push('secondSecret');
  const said = ['yizhan-draw-1', proof.id, proof.digest, proof.secret ?? '', proof.secondSecret ?? '', proof.external ?? ''];
  const seed = await sha256(bytes(said.join('\n')));
  if (seed !== proof.seed) wrong.push('seed');
  const order = await ordered(proof, unhex(seed));
  if ((proof.order ?? []).some(({ rank, number }) => order[rank - 1] !== number)) wrong.push('order');
  return { order, wrong };
}

/** The last receipt's link: of each entry, also of one that has left, the hash of the link before it and of its line. */
async function chain({ id, text, left = [] }) {
  const lines = text.split('\n').filter(Boolean).map((line) => ({ number: Number(line.split('\t')[0]), line: `${line}\n` }));
  for (const { number, pseudonym, weight } of left) lines.push({ number, line: `${number}\t${pseudonym}\t${weight}\n` });
  let link = await crypto.subtle.digest('SHA-256', bytes(`yizhan-draw-chain-1\n${id}\n`));
  for (const { line } of lines.sort((a, b) => a.number - b.number)) link = await crypto.subtle.digest('SHA-256', Uint8Array.of(...new Uint8Array(link), ...bytes(line)));
  return hex(link);
}

/** The entries' numbers by their keys: of each the least of as many as it weighs. */
async function ordered(proof, seed) {
  const key = await crypto.subtle.importKey('raw', seed, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const hmac = async (message) => hex(await crypto.subtle.sign('HMAC', key, bytes(message)));
  const keyed = [];
  for (const line of proof.text.split('\n').filter(Boolean)) {
    const [number, , weight] = line.split('\t');
    const drawn = await Promise.all(Array.from({ length: Number(weight) }, (_, i) => hmac(`${proof.id}\n${number}\n${i + 1}`)));
    keyed.push({ number: Number(number), least: drawn.sort()[0] });
  }
  return keyed.sort((a, b) => (a.least < b.least ? -1 : 1)).map((it) => it.number);
}
