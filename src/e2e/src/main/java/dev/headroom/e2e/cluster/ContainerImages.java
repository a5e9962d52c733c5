// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import dev.headroom.lab.service.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the images of Headroom and of its sidecar hold, copied from the build: a build during a run must not change what runs. */
public final class ContainerImages {
    private static final String JAR = "quarkus-run.jar";

    private final Workplace place;
    private final Installation built;

    ContainerImages(Workplace place) {
        this.place = place;
        this.built = new Installation(place.home());
    }

    /** The folder that is {@code /app} in the image of Headroom. */
    synchronized Path headroom() {
        return copied("headroom", built.serviceJar());
    }

    Path headroomJar() {
        return headroom().resolve(JAR);
    }

    /** The sidecar, ready to run. */
    public synchronized Path sidecarJar() {
        return copied("sidecar", built.sidecarJar()).resolve(JAR);
    }

    private Path copied(String name, Path jar) {
        Path image = place.folder("images/" + name);
        if (!Files.exists(image.resolve(JAR))) {
            Path from = jar.resolveSibling(".").normalize();
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = image.resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException("the build cannot be copied: " + failure.getMessage(), failure);
            }
        }
        return image;
    }
}
