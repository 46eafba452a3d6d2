/**
 * What the head of a request says: its path in one spelling, lists with weights, media types, languages, by which name it calls this machine,
 * which nodes sent it on, and which origin's page may read what is answered.
 */
@NullMarked
package io.yizhan.http.head;

import org.jspecify.annotations.NullMarked;
