// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.files;

import dev.headroom.scaler.cycle.DocumentKind;
import dev.headroom.scaler.cycle.DocumentLibrary;
import dev.headroom.scaler.edge.files.GuardedFolder.Entry;
import dev.headroom.scaler.edge.files.GuardedFolder.Kind;
import dev.headroom.scaler.slo.DocumentName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Reads {@code slo-policies/NAMESPACE/NAME.yaml} and {@code serving-profiles/NAMESPACE/NAME.yaml} below a directory. Contents are compared,
 * not time stamps: they also show changes of mounted ConfigMaps, which swap symbolic links. An unreadable file does not count as removed:
 * the document exists and has a fault, and its last readable version stays in force.
 */
public final class DocumentDirectory implements AutoCloseable {
    /** A local disk answers in milliseconds; a network drive that takes longer is taken to hang. */
    static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

    /** Profiles first: a policy must not name a profile that exists and was not read yet. */
    private static final List<DocumentKind> ORDER = List.of(DocumentKind.SERVING_PROFILE, DocumentKind.SLO_POLICY);

    private static final String ENDING = ".yaml";
    private static final Logger LOG = Logger.getLogger(DocumentDirectory.class);

    private final Path root;
    private final DocumentLibrary library;
    private final Deadline deadline;
    private final GuardedFolder files;
    private final Set<Path> unreadable = new HashSet<>();
    private boolean foldersRead;

    /**
     * Reads nothing yet.
     *
     * @param root the directory
     * @param library where documents are put
     */
    public DocumentDirectory(Path root, DocumentLibrary library) {
        this(root, library, ANSWERS_WITHIN);
    }

    DocumentDirectory(Path root, DocumentLibrary library, Duration answersWithin) {
        this.root = root;
        this.library = library;
        this.deadline = new Deadline(answersWithin);
        this.files = new GuardedFolder(root, deadline);
    }

    /** Puts existing documents into the library and takes removed ones out. Called by one thread at a time. */
    public void look() {
        foldersRead = true;
        ORDER.forEach(this::lookFor);
        library.foldersRead(foldersRead);
    }

    @Override
    public void close() {
        deadline.close();
    }

    private void lookFor(DocumentKind kind) {
        Set<DocumentName> there = new HashSet<>();
        Path folder = root.resolve(kind.folder());
        try {
            for (Entry namespace : namespacesIn(folder)) {
                there.addAll(lookInto(kind, namespace));
            }
            unreadable.remove(folder);
        } catch (IOException e) {
            // The last readable documents stay in force: a directory that cannot be read is not an empty one.
            unreadableFolder(folder, e);
            return;
        }
        for (DocumentName name : List.copyOf(library.names(kind))) {
            if (!there.contains(name)) {
                library.remove(kind, name);
            }
        }
    }

    /** Names of the documents of one namespace; those known before when its folder cannot be read. */
    private List<DocumentName> lookInto(DocumentKind kind, Entry namespace) {
        try {
            List<DocumentName> there = new ArrayList<>();
            for (Entry file : files.list(namespace.path())) {
                boolean named = file.name().endsWith(ENDING)
                        && !file.name()
                                .substring(0, file.name().length() - ENDING.length())
                                .isBlank();
                if (named && file.kind() != Kind.FOLDER) {
                    DocumentName name = new DocumentName(
                            namespace.name(),
                            file.name().substring(0, file.name().length() - ENDING.length()));
                    there.add(name);
                    read(kind, name, file.path());
                }
            }
            unreadable.remove(namespace.path());
            return there;
        } catch (IOException e) {
            unreadableFolder(namespace.path(), e);
            return library.names(kind).stream()
                    .filter(name -> name.namespace().equals(namespace.name()))
                    .toList();
        }
    }

    private void read(DocumentKind kind, DocumentName name, Path file) {
        try {
            library.put(kind, name, files.read(file));
            unreadable.remove(file);
        } catch (NotADocument none) {
            library.refuse(kind, name, none.rule());
        } catch (IOException e) {
            library.unread(kind, name, "cannot be read: " + e);
            logOnce(file, e);
        }
    }

    /** One folder per namespace; empty where the folder of this kind does not exist. */
    private List<Entry> namespacesIn(Path folder) throws IOException {
        if (files.lacks(folder)) {
            return List.of();
        }
        return files.list(folder).stream()
                .filter(entry -> entry.kind() == Kind.FOLDER || entry.kind() == Kind.UNKNOWN)
                .toList();
    }

    /** A link out of the directory can never be read later. Any other unreadable folder may hold unknown documents. */
    private void unreadableFolder(Path folder, IOException cause) {
        if (!(cause instanceof NotADocument)) {
            foldersRead = false;
        }
        logOnce(folder, cause);
    }

    private void logOnce(Path file, IOException cause) {
        if (unreadable.add(file)) {
            LOG.warnf("unreadable, the last version stays in force path=%s cause=%s", file, cause);
        }
    }
}
