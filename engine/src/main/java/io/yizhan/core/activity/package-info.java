/** What takes place in slots: courses, teams, and whether enough people come. */
@NullMarked
package io.yizhan.core.activity;

import org.jspecify.annotations.NullMarked;
