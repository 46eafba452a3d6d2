/**
 * What people look at: the member's page, a station's screen, the operator's desk, and the files that these load. All of it comes out of the
 * jar and is kept in memory; {@code src/main/web} has the sources, {@code .mvn/WebFiles.java} says what is made of them. On event loops only, but
 * for {@link io.yizhan.http.page.PageFiles}, which never changes.
 */
@NullMarked
package io.yizhan.http.page;

import org.jspecify.annotations.NullMarked;
