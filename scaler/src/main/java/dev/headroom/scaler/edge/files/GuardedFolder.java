// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that strangers may write into: only regular files that really lie in it are read. Links may lead from one place of it to
 * another, as in mounted ConfigMaps; a target outside is never opened. A file that does not answer in time is given up.
 */
final class GuardedFolder {
    /** A larger file is not a document that a person wrote. */
    static final int LARGEST_BYTES = 1 << 20;

    private final Path root;
    private final Deadline deadline;

    GuardedFolder(Path root, Deadline deadline) {
        this.root = root;
        this.deadline = deadline;
    }

    /** The kind of an entry after its links were followed. */
    enum Kind {
        FOLDER,
        FILE,
        /** A pipe, a socket, a device. */
        OTHER,
        /** It could not be looked at, as a link to nothing. */
        UNKNOWN
    }

    /**
     * One entry of a folder.
     *
     * @param path where it is
     * @param name its own
     * @param kind its kind
     */
    record Entry(Path path, String name, Kind kind) {}

    /** Whether the root is there and this is not, not even as a link to nothing. */
    boolean lacks(Path folder) throws IOException {
        return deadline.within(
                folder, () -> Files.isDirectory(root) && Files.notExists(folder, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * The entries of a folder by name. Hidden entries are left out: mounted ConfigMaps keep their former and their next contents there,
     * editors their copies.
     */
    List<Entry> list(Path folder) throws IOException {
        return deadline.within(folder, () -> {
            try (Stream<Path> entries = Files.list(inside(folder))) {
                return entries.map(path -> path.getFileName().toString())
                        .filter(name -> !name.startsWith("."))
                        .sorted()
                        .map(name -> new Entry(folder.resolve(name), name, kindOf(folder.resolve(name))))
                        .toList();
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
        });
    }

    /**
     * Reads a document.
     *
     * @throws NotADocument when it is not a document
     */
    String read(Path file) throws IOException {
        byte[] bytes = deadline.within(file, () -> {
            Path real = inside(file);
            // Never opened: a pipe without a writer would hold the reader for ever.
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotADocument("must be a regular file");
            }
            try (InputStream in = Files.newInputStream(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes(LARGEST_BYTES + 1);
            }
        });
        if (bytes.length > LARGEST_BYTES) {
            throw new NotADocument("must have at most " + LARGEST_BYTES + " bytes, has more");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new NotADocument("must be UTF-8 text" + (isUtf16(bytes) ? ", was UTF-16" : ""));
        }
    }

    private Path inside(Path entry) throws IOException {
        Path real = entry.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new NotADocument("must lie in the policies directory, was a link out of it");
        }
        return real;
    }

    private static Kind kindOf(Path entry) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                return Kind.FOLDER;
            }
            return attributes.isRegularFile() ? Kind.FILE : Kind.OTHER;
        } catch (IOException unknown) {
            return Kind.UNKNOWN;
        }
    }

    private static boolean isUtf16(byte[] bytes) {
        int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        return first == 0xfffe || first == 0xfeff;
    }
}
