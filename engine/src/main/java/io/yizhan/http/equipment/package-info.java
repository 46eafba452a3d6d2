/** What machines report: how they stand, who is on them, and frames as a Bluetooth gateway has received them. */
@NullMarked
package io.yizhan.http.equipment;

import org.jspecify.annotations.NullMarked;
