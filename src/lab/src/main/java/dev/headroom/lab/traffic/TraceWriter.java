// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Writes requests as the CSV that {@link TraceFile} reads: seconds with three decimals. */
public final class TraceWriter {
    private TraceWriter() {}

    /** Gzipped when the name ends with {@code .gz}. */
    public static void write(RequestList requests, Path file) throws IOException {
        boolean zipped = String.valueOf(file.getFileName()).endsWith(".gz");
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream packed = zipped ? new GZIPOutputStream(bytes) : bytes;
                Writer text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            text.write(TraceFile.ARRIVAL + "," + TraceFile.INPUT + "," + TraceFile.OUTPUT + "\n");
            for (Arrival arrival : requests) {
                text.write(String.format(
                        Locale.ROOT,
                        "%.3f,%d,%d\n",
                        arrival.atSeconds(),
                        arrival.inputTokens(),
                        arrival.outputTokens()));
            }
        }
    }
}
