/** Addresses of others that are told of what happens: which there are, where they may be, how far each was told, and how what they get is signed. */
@NullMarked
package io.yizhan.webhook;

import org.jspecify.annotations.NullMarked;
