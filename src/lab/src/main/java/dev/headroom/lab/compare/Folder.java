// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The directory of a comparison's files; it exists. */
record Folder(Path directory) {
    /** Of what is finished of a run that was stopped. */
    Path journalFile() {
        return directory.resolve("journal.tsv");
    }

    /** A directory for what may be used again by the next run. */
    Path cache() throws IOException {
        return Files.createDirectories(directory.resolve("cache"));
    }

    /** Writes a file whole or not at all. */
    Path write(String name, String text) throws IOException {
        Path target = directory.resolve(name);
        Path half = directory.resolve(name + ".part");
        Files.writeString(half, text, StandardCharsets.UTF_8);
        return Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
