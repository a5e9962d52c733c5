// SPDX-License-Identifier: Apache-2.0
package dev.headroom.manifests;

import dev.headroom.manifests.read.YamlText;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings that manifests use before the service has them. */
public final class Announced {
    private Announced() {}

    /** Their variables. */
    public static Set<String> settings() {
        return YamlText.read(Path.of("src/test/resources/announced-settings.txt"))
                .lines()
                .filter(line -> line.startsWith("HEADROOM_"))
                .collect(Collectors.toUnmodifiableSet());
    }
}
