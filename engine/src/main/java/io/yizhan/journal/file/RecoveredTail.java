package io.yizhan.journal.file;

/**
 * What opening a journal cut off: a last batch that a crash left in pieces, and that nobody had been answered for.
 *
 * @param offset where the cut was made, in bytes from the file's start
 * @param bytesCut from there to the last byte that wasn't zero
 */
public record RecoveredTail(String file, long offset, long bytesCut, String why) {}
