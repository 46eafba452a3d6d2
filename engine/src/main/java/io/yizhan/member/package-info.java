/** What is known of one member, for that member: read from the rows. */
@NullMarked
package io.yizhan.member;

import org.jspecify.annotations.NullMarked;
