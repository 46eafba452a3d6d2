/** What the head of a request says: its path in one spelling, lists with weights, media types, languages, and which nodes sent it on. */
@NullMarked
package io.yizhan.http.head;

import org.jspecify.annotations.NullMarked;
