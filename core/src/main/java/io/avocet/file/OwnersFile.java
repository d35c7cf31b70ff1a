package io.avocet.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that hold private text: nobody but their owner may read those that are created here. */
public final class OwnersFile {
    private static final FileAttribute<?>[] FILE = ownerAlone("rw-------");
    private static final FileAttribute<?>[] FOLDER = ownerAlone("rwx------");

    private OwnersFile() {}

    /** Opens a file to append to it; it and its folder are created if they are missing. A file that is there keeps its permissions. */
    public static FileChannel openToAppend(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return FileChannel.open(file, options, FILE);
    }

    /**
     * Creates an empty file in a folder that is there.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something of that name is there
     */
    public static void create(Path file) throws IOException {
        Files.createFile(file, FILE);
    }

    /**
     * Creates a folder that only its owner may look into.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something of that name is there
     */
    public static Path createFolder(Path folder) throws IOException {
        return Files.createDirectory(folder, FOLDER);
    }

    /** The same, unless the folder is there. Folders above it that are missing get the usual permissions. */
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            createFolder(folder);
        }
    }

    /** Nothing on a file system that has no such permissions. */
    private static FileAttribute<?>[] ownerAlone(String permissions) {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
