/** What members are told, and where they want to be written to. */
@NullMarked
package io.yizhan.http.notice;

import org.jspecify.annotations.NullMarked;
