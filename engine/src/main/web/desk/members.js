/** To come. */
export function open() { return { close() {} }; }
