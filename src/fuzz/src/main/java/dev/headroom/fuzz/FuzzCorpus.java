// SPDX-License-Identifier: Apache-2.0
package dev.headroom.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The inputs of a target that are kept: below {@code src/test/resources/fuzz/NAME} of its module. Some were findings once. */
final class FuzzCorpus {
    private static final String FOLDER = "fuzz";

    private FuzzCorpus() {}

    /** By the file's name; empty where nothing is kept. */
    static Map<String, byte[]> of(FuzzTarget target) {
        Map<String, byte[]> inputs = new TreeMap<>();
        URL folder = target.getClass().getResource("/" + FOLDER + "/" + target.name());
        if (folder == null) {
            return inputs;
        }
        try (Stream<Path> files = Files.list(Path.of(new URI(folder.toString())))) {
            for (Path file : files.toList()) {
                inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the classpath has a folder with an invalid address: " + folder, e);
        }
        return inputs;
    }
}
