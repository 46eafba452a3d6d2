/** What has happened in a region, for programs that go by it. */
@NullMarked
package io.yizhan.http.event;

import org.jspecify.annotations.NullMarked;
