// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

import java.io.IOException;
import java.nio.file.Path;

/** A program that writes lines of 901 bytes until the disk takes no more, and tries once more. */
final class FillingTheDisk {
    static final String LINE = "x".repeat(900);
    static final String FULL = "full";
    private static final int MORE_THAN_FIT = 100;

    private FillingTheDisk() {}

    /** Writes to the file that is named. */
    public static void main(String[] arguments) throws IOException {
        int refused = 0;
        try (RotatedFile file = new RotatedFile(Path.of(arguments[0]), 1_000_000, 1)) {
            for (int line = 0; line < MORE_THAN_FIT && refused < 2; line++) {
                try {
                    file.write(LINE);
                } catch (IOException full) {
                    refused++;
                    System.out.println(FULL + " " + full);
                }
            }
        }
    }
}
