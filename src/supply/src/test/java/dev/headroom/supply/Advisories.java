// SPDX-License-Identifier: Apache-2.0
package dev.headroom.supply;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Advisories from a folder or a ZIP file of OSV's JSON documents: the export of the ecosystem Maven, fetched by whoever may. */
final class Advisories {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Advisories() {}

    static List<Advisory> read(Path place) {
        try {
            if (Files.isDirectory(place)) {
                return readBelow(place);
            }
            try (FileSystem zip = FileSystems.newFileSystem(place)) {
                return readBelow(zip.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Advisory> readBelow(Path folder) throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".json"))::iterator) {
                advisories.add(Advisory.of(JSON.readTree(Files.readString(file))));
            }
        }
        return advisories;
    }
}
