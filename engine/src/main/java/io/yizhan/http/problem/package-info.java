/** Why requests are refused: the codes, their texts in both languages, and how refusals of the core look. */
@NullMarked
package io.yizhan.http.problem;

import org.jspecify.annotations.NullMarked;
