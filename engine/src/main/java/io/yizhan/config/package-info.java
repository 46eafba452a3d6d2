/** What an operator sets, and how he hears that an engine can't start with it. */
@NullMarked
package io.yizhan.config;

import org.jspecify.annotations.NullMarked;
