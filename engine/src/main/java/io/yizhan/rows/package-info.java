/**
 * A region's rows in PostgreSQL, a file for each aggregate: what becomes of its events, and how the books get it back.
 *
 * <p>{@link io.yizhan.rows.RowParts} lists them. Who writes, and when, is not known here.
 */
@NullMarked
package io.yizhan.rows;

import org.jspecify.annotations.NullMarked;
