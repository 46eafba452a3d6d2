/** The pages as people have them: real Chromium against real engines. */
@NullMarked
package io.yizhan.browser;

import org.jspecify.annotations.NullMarked;
