/** Cities of the tests: one for each kind of test, and builders for any other. */
@NullMarked
package io.yizhan.town;

import org.jspecify.annotations.NullMarked;
