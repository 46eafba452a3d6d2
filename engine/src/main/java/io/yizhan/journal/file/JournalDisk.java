package io.yizhan.journal.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The folder of one region's journal: all that {@link FileJournal} asks of a file system, so that a test can stand in for one that
 * stalls, fails, tears and forgets. Names are plain file names. Any thread.
 */
public interface JournalDisk {
    /**
     * Takes the folder for this process, until closed or dead.
     *
     * @throws JournalUnusable somebody has it; says who
     */
    Closeable lock() throws IOException;

    /** The files' names, in any order. */
    List<String> list() throws IOException;

    /** Opens a file that exists, to read and write. */
    DiskFile open(String name) throws IOException;

    /** Makes an empty file, in place of one that has the name. */
    DiskFile create(String name) throws IOException;

    /** Renames a file; whoever has it open keeps it. Durable after {@link #syncDirectory}. */
    void rename(String from, String to) throws IOException;

    /** Removes a file; whoever has it open keeps it. Durable after {@link #syncDirectory}. */
    void delete(String name) throws IOException;

    /** Makes what was created, renamed and deleted durable. */
    void syncDirectory() throws IOException;

    /** How to name this file to a person. */
    String path(String name);
}
