/** Who may book what, and when: a file for each rule of booking; and what time does by itself. */
@NullMarked
package io.yizhan.core.rule;

import org.jspecify.annotations.NullMarked;
