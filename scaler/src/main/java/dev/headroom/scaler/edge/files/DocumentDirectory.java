// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Reads {@code slo-policies/NAMESPACE/NAME.yaml} and {@code serving-profiles/NAMESPACE/NAME.yaml} below a directory. Contents are
 * compared, not time stamps: they also show changes of mounted ConfigMaps, which swap symbolic links.
 */
public final class DocumentDirectory {
    /** Past this a file is not a document that somebody wrote. */
    private static final long LARGEST_BYTES = 1 << 20;

    private static final String ENDING = ".yaml";
    private static final Logger LOG = Logger.getLogger(DocumentDirectory.class);

    private final Path root;
    private final DocumentLibrary library;
    private final Set<Path> unreadable = new HashSet<>();

    /**
     * Reads nothing yet.
     *
     * @param root the directory
     * @param library where documents are put
     */
    public DocumentDirectory(Path root, DocumentLibrary library) {
        this.root = root;
        this.library = library;
    }

    /** Puts what is there into the library and takes out what is gone. Called by one thread at a time. */
    public void look() {
        for (DocumentKind kind : DocumentKind.values()) {
            lookFor(kind);
        }
        library.markLoaded();
    }

    private void lookFor(DocumentKind kind) {
        Set<DocumentName> there = new HashSet<>();
        Path folder = root.resolve(kind.folder());
        try {
            for (Path namespace : namespacesIn(folder)) {
                there.addAll(lookInto(kind, namespace));
            }
            unreadable.remove(folder);
        } catch (IOException e) {
            // What was read before stays in force: a directory that cannot be read is not an empty one.
            logOnce(folder, e);
            return;
        }
        for (DocumentName name : List.copyOf(library.names(kind))) {
            if (!there.contains(name)) {
                library.remove(kind, name);
            }
        }
    }

    /** Names of the documents of one namespace; those known before when its folder cannot be read. */
    private List<DocumentName> lookInto(DocumentKind kind, Path namespace) {
        String own = namespace.getFileName().toString();
        try {
            List<DocumentName> there = new ArrayList<>();
            for (Path file : listed(namespace)) {
                String fileName = file.getFileName().toString();
                boolean named = fileName.endsWith(ENDING)
                        && !fileName.substring(0, fileName.length() - ENDING.length())
                                .isBlank();
                if (named && !Files.isDirectory(file)) {
                    DocumentName name =
                            new DocumentName(own, fileName.substring(0, fileName.length() - ENDING.length()));
                    there.add(name);
                    read(kind, name, file);
                }
            }
            unreadable.remove(namespace);
            return there;
        } catch (IOException e) {
            logOnce(namespace, e);
            return library.names(kind).stream()
                    .filter(name -> name.namespace().equals(own))
                    .toList();
        }
    }

    private void read(DocumentKind kind, DocumentName name, Path file) {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                throw new IOException("larger than " + LARGEST_BYTES + " bytes");
            }
            library.put(kind, name, Files.readString(file, StandardCharsets.UTF_8));
            unreadable.remove(file);
        } catch (CharacterCodingException e) {
            logOnce(file, new IOException("not UTF-8", e));
        } catch (IOException e) {
            logOnce(file, e);
        }
    }

    /** One folder per namespace; none where nobody has made the folder of this kind. */
    private List<Path> namespacesIn(Path folder) throws IOException {
        if (Files.isDirectory(root) && Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        return listed(folder).stream()
                .filter(entry -> !Files.isRegularFile(entry))
                .toList();
    }

    /** Without the hidden entries: mounted ConfigMaps have their former and their next contents there, editors their copies. */
    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void logOnce(Path file, IOException cause) {
        if (unreadable.add(file)) {
            LOG.warnf("unreadable, what was read before stays path=%s cause=%s", file, cause);
        }
    }
}
