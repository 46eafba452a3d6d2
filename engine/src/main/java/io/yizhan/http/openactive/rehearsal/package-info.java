/**
 * The test interface of OpenActive (https://openactive.io/test-interface/): what its test suite, and partners who try their own program, ask for that
 * takes days in life. Only in development: a production start has none of these paths.
 */
@NullMarked
package io.yizhan.http.openactive.rehearsal;

import org.jspecify.annotations.NullMarked;
