// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            try {
                lookFor(kind);
            } catch (IOException e) {
                // What was read before stays in force: a directory that cannot be read is not an empty one.
                logOnce(root.resolve(kind.folder()), e);
            }
        }
        library.markLoaded();
    }

    private void lookFor(DocumentKind kind) throws IOException {
        Set<DocumentName> there = new HashSet<>();
        for (Map.Entry<DocumentName, Path> document :
                documentsBelow(root.resolve(kind.folder())).entrySet()) {
            there.add(document.getKey());
            read(kind, document.getKey(), document.getValue());
        }
        for (DocumentName name : List.copyOf(library.names(kind))) {
            if (!there.contains(name)) {
                library.remove(kind, name);
            }
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

    private static Map<DocumentName, Path> documentsBelow(Path folder) throws IOException {
        Map<DocumentName, Path> documents = new TreeMap<>();
        for (Path namespace : listed(folder)) {
            for (Path file : listed(namespace)) {
                String fileName = file.getFileName().toString();
                if (fileName.endsWith(ENDING) && Files.isRegularFile(file)) {
                    String name = fileName.substring(0, fileName.length() - ENDING.length());
                    documents.put(new DocumentName(namespace.getFileName().toString(), name), file);
                }
            }
        }
        return documents;
    }

    private static List<Path> listed(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private void logOnce(Path file, IOException cause) {
        if (unreadable.add(file)) {
            LOG.warnf("document unreadable file=%s cause=%s", file, cause);
        }
    }
}
