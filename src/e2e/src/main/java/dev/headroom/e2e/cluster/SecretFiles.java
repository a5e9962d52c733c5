// SPDX-License-Identifier: Apache-2.0
package dev.headroom.e2e.cluster;

import java.nio.file.Path;

/** The files of Secrets that pods mount. */
final class SecretFiles {
    private SecretFiles() {}

    static Path folder(Workplace place, String secret) {
        return place.folder("secrets/" + secret);
    }

    static void write(Workplace place, String secret, String key, String text) {
        place.file("secrets/" + secret + "/" + key, text);
    }
}
