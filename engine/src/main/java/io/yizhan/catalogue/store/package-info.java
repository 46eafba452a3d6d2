/** A city's catalogue in the database: its versions, and the numbers that stations and venues keep for ever. */
@NullMarked
package io.yizhan.catalogue.store;

import org.jspecify.annotations.NullMarked;
