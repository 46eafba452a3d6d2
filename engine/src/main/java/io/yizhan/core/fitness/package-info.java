/** Workouts at machines, as long as somebody may claim them, and checks of bodies. */
@NullMarked
package io.yizhan.core.fitness;

import org.jspecify.annotations.NullMarked;
