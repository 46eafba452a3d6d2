/**
 * Looks at the pages that an engine serves, in the Chromium of this machine: takes the README's pictures, has Lighthouse mark the member's page,
 * and leaves a station's screen open for an hour. {@code loadtest/pages} starts it.
 */
@NullMarked
package io.yizhan.loadtest.pages;

import org.jspecify.annotations.NullMarked;
