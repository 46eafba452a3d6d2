/** What gates have reported, each event once, and how many people are inside. */
@NullMarked
package io.yizhan.core.gate;

import org.jspecify.annotations.NullMarked;
