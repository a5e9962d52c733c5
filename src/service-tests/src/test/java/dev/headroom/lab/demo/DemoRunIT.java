// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo around a service that ends at once: broker and processes are the real ones. */
class DemoRunIT {
    private static final DemoOptions OPTIONS =
            new DemoOptions(OptionalDouble.of(0.5), 20, false, false, Optional.empty());

    @TempDir
    Path directory;

    @Test
    void aServiceThatDiesIsASentenceWithItsLog() throws Exception {
        DemoRun run = new DemoRun(OPTIONS, jarOf("no.such.Main"));

        assertThatThrownBy(run::call)
                .hasMessageMatching("the service has ended by itself; the service's log is .*\\.log")
                .satisfies(failure -> assertThat(logNamedIn(failure)).content().contains("no.such.Main"));
        assertNothingLeft();
    }

    private static Path logNamedIn(Throwable failure) {
        Path log = Path.of(failure.getMessage().replaceFirst(".* is ", ""));
        log.toFile().deleteOnExit();
        return log;
    }

    private void assertNothingLeft() throws IOException {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(DemoFolders.ofThisProcess()).isEmpty();
    }

    /** A jar that holds a manifest alone and borrows the class path of this test. */
    private Path jarOf(String mainClass) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, mainClass);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(classPath().split(File.pathSeparator, -1))
                        .map(entry -> new File(entry).toURI().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = directory.resolve("service.jar");
        try (OutputStream bytes = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(bytes, manifest)) {
            entries.finish();
        }
        return jar;
    }

    /** Surefire keeps the real one beside the one of its own booter. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
