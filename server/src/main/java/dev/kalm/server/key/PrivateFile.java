package dev.kalm.server.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * Small files that hold secrets: whole or absent, on the disk when the call returns, and for their
 * owner alone. On a file system without POSIX permissions the owner's folder has to protect them.
 */
public final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE_BY_ALL =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> FOLDER_OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /**
   * Makes the file, 0600, unless it exists: of several processes at once exactly one succeeds.
   *
   * @return whether this call made it
   */
  public static boolean createIfAbsent(Path file, byte[] content) throws IOException {
    Path whole = writeBeside(file, content, OWNER_ONLY);
    try {
      // A link never replaces, unlike a move: the second of two processes sees the first one's.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(whole);
    }
    syncFolder(file);
    return true;
  }

  /** Replaces or makes the file, 0600, in one step. */
  public static void replace(Path file, byte[] content) throws IOException {
    moveOver(writeBeside(file, content, OWNER_ONLY), file);
  }

  /** Replaces or makes a file that everybody may read, 0644, in one step. */
  public static void replacePublic(Path file, byte[] content) throws IOException {
    moveOver(writeBeside(file, content, READABLE_BY_ALL), file);
  }

  /**
   * The content of a file that nobody but its owner can read.
   *
   * @throws IOException also if the group or others may read or write it; says how to mend that
   */
  public static byte[] read(Path file) throws IOException {
    if (hasPosixPermissions(file)) {
      Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(file));
      open.removeAll(FOLDER_OWNER_ONLY);
      if (!open.isEmpty()) {
        throw new IOException(
            "%s can be reached by other users (%s). It holds a secret: run `chmod 600 %s`, and replace the secret if others had access to this machine."
                .formatted(
                    file,
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                    file));
      }
    }
    return Files.readAllBytes(file);
  }

  /** Makes the file's folder as {@link #createFolder} does. */
  public static void createFolderOf(Path file) throws IOException {
    createFolder(folderOf(file));
  }

  /** Makes the folder and its missing parents, 0700; leaves folders that exist as they are. */
  public static void createFolder(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null && !Files.exists(parent)) {
      createFolder(parent);
    }
    try {
      Files.createDirectory(folder, attributes(folder, FOLDER_OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(folder)) {
        throw new IOException(folder + " has to be a folder, and is a file.", e);
      }
    }
  }

  /** Makes an empty file, 0600, or narrows the permissions of one that exists to that. */
  public static void createEmptyOrNarrow(Path file) throws IOException {
    try {
      Files.createFile(file, attributes(file, OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      if (hasPosixPermissions(file)
          && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
    }
  }

  private static Path writeBeside(Path file, byte[] content, Set<PosixFilePermission> permissions)
      throws IOException {
    createFolder(folderOf(file));
    Path beside = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID());
    try {
      Files.createFile(beside, attributes(beside, OWNER_ONLY));
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer remaining = ByteBuffer.wrap(content);
        while (remaining.hasRemaining()) {
          channel.write(remaining);
        }
        channel.force(true);
      }
      if (hasPosixPermissions(beside)) {
        Files.setPosixFilePermissions(beside, permissions);
      }
      return beside;
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }

  private static void moveOver(Path whole, Path file) throws IOException {
    try {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
    syncFolder(file);
  }

  private static void syncFolder(Path file) throws IOException {
    if (hasPosixPermissions(file)) {
      try (FileChannel folder = FileChannel.open(folderOf(file), StandardOpenOption.READ)) {
        folder.force(true);
      }
    }
  }

  private static Path folderOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " names no file in a folder.");
    }
    return parent;
  }

  private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
    return hasPosixPermissions(path)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
        : new FileAttribute<?>[0];
  }

  private static boolean hasPosixPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
