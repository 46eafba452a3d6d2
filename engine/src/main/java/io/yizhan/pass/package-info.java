/**
 * Passes: the signed tokens by which the holder of a reservation gets in. Whoever has the public key can check one, without asking us.
 * {@link io.yizhan.pass.Passes} gives them out.
 */
@NullMarked
package io.yizhan.pass;

import org.jspecify.annotations.NullMarked;
