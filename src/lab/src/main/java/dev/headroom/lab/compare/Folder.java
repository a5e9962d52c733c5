// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import dev.headroom.lab.work.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The directory of a comparison's files. */
final class Folder {
    private final Path directory;

    private Folder(Path directory) {
        this.directory = directory;
    }

    static Folder in(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new Folder(directory);
    }

    boolean hasJournal() {
        return Files.exists(journalFile());
    }

    Journal journal(String work) {
        return Journal.open(journalFile(), work);
    }

    /** Where the journal is. */
    Path journalFile() {
        return directory.resolve("journal.tsv");
    }

    /** A directory for what may be used again by the next run. */
    Path cache() throws IOException {
        return Files.createDirectories(directory.resolve("cache"));
    }

    /** Deletes what a stopped run had finished; the cache stays. */
    void forget() throws IOException {
        Files.deleteIfExists(journalFile());
    }

    /** Writes a file whole or not at all. */
    Path write(String name, String text) throws IOException {
        Path target = directory.resolve(name);
        Path half = directory.resolve(name + ".part");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        return Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
