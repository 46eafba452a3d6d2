/**
 * What fitness machines say by Bluetooth (Fitness Machine Service, 1826): bytes in, quantities out. One table has all fields of all five
 * kinds of machines; nothing here reads a clock or a line.
 */
@NullMarked
package io.yizhan.equipment.ftms;

import org.jspecify.annotations.NullMarked;
