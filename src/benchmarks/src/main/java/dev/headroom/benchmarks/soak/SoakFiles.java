// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The readings of a soak as files: for programs, and for people. */
final class SoakFiles {
    private SoakFiles() {}

    /** Writes NAME.csv and NAME.svg into a folder, which is made where it is missing. */
    static void write(Path folder, String name, List<SoakReading> readings) throws IOException {
        Files.createDirectories(folder);
        List<String> rows = new ArrayList<>(List.of(SoakReading.HEADER));
        readings.forEach(reading -> rows.add(reading.row()));
        Files.write(folder.resolve(name + ".csv"), rows);
        Files.writeString(folder.resolve(name + ".svg"), SoakPicture.of(readings));
    }
}
