// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the launcher which process takes its place. A child of this one would outlive it where nothing can be told to it (SIGKILL);
 * the launcher's own process cannot.
 */
final class Handover {
    /** Set by the launcher: the file that it reads. */
    static final String PROPERTY = "headroom.handover";

    /** How the system writes paths and arguments: the launcher reads bytes. */
    private static final Charset OF_PATHS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private Handover() {}

    /**
     * Names a jar and its system properties as what runs next.
     *
     * @return the exit code that lets the launcher go on
     * @throws IllegalStateException where no launcher asked
     */
    static int to(Path jar, Map<String, String> properties) {
        String file = System.getProperty(PROPERTY);
        if (file == null) {
            throw new IllegalStateException("system property " + PROPERTY + " is missing; start with ./headroom");
        }
        try {
            Files.writeString(Path.of(file), words(jar, properties), OF_PATHS);
        } catch (IOException failure) {
            throw new UncheckedIOException("the launcher cannot be told what to run: " + failure.getMessage(), failure);
        }
        return 0;
    }

    /** The command as a shell reads it. */
    static String words(Path jar, Map<String, String> properties) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Stream<String> settings =
                properties.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue());
        return Stream.of(Stream.of(java), settings, Stream.of("-jar", jar.toString()))
                .flatMap(words -> words)
                .map(Handover::quoted)
                .collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
