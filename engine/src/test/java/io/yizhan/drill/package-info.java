/** Drills: real processes of the engine, killed, starved and stopped under load, held against what their clients were told. */
@NullMarked
package io.yizhan.drill;

import org.jspecify.annotations.NullMarked;
