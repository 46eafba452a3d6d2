/** The journal in files of one folder: written ahead, synced batch by batch, and recovered after a crash. */
@NullMarked
package io.yizhan.journal.file;

import org.jspecify.annotations.NullMarked;
