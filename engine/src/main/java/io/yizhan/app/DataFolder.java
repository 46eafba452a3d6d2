package io.yizhan.app;

import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.journal.file.FolderDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of {@link Setting#DATA_DIR}: made where there is none, and one process's at a time. */
final class DataFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private DataFolder() {}

    /**
     * Whoever closes this gives the folder to others again.
     *
     * @throws StartFailed it can't be made or written to, or another process has it
     */
    static Closeable taken(Path folder) throws StartFailed {
        make(folder);
        if (!Files.isWritable(folder)) throw unusable(folder, "can't be written to by user " + user(), null);
        try {
            return new FolderDisk(folder).lock();
        } catch (IOException failure) {
            throw new StartFailed(String.valueOf(failure.getMessage()), failure);
        }
    }

    private static void make(Path folder) throws StartFailed {
        for (Path part = folder.toAbsolutePath(); part != null; part = part.getParent()) {
            if (Files.isDirectory(part)) break;
            if (Files.isSymbolicLink(part)) throw unusable(folder, part + " is a link that leads nowhere", null);
            if (Files.exists(part, LinkOption.NOFOLLOW_LINKS))
                throw unusable(folder, (part.endsWith(folder) ? "it" : part) + " is a file", null);
        }
        try {
            Path above = folder.toAbsolutePath().getParent();
            if (above != null) Files.createDirectories(above);
            if (Files.isDirectory(folder)) keepFromOthers(folder);
            else Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException file) {
            throw unusable(folder, "it is a file", file);
        } catch (IOException failure) {
            throw unusable(folder, "it can't be made: " + reason(failure), failure);
        }
    }

    /** Journal, rows and keys are in it; who knows the keys can be anybody. */
    private static void keepFromOthers(Path folder) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
        if (view == null || view.readAttributes().permissions().equals(OWNER_ONLY)) return;
        try {
            view.setPermissions(OWNER_ONLY);
            LOG.info("{} is for its owner alone", folder);
        } catch (FileSystemException anothers) {
            LOG.warn("{} may be read by others than its owner: {}", folder, anothers.getMessage());
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException denied)
            return "user " + user() + " may not write to "
                    + Path.of(denied.getFile()).getParent();
        if (failure instanceof FileSystemException refused && refused.getReason() != null) return refused.getReason();
        return String.valueOf(failure.getMessage());
    }

    private static StartFailed unusable(Path folder, String why, @Nullable IOException cause) {
        String message = "The data folder " + folder.toAbsolutePath() + " can't be used: " + why + ". Set "
                + Setting.DATA_DIR.variable() + " to a folder that can be.";
        return cause == null ? new StartFailed(message) : new StartFailed(message, cause);
    }

    private static String user() {
        return System.getProperty("user.name");
    }
}
