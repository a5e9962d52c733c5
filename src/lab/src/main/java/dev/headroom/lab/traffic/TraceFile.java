// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.RowReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * Recorded arrivals: CSV with a header that names {@code arrival_s}, {@code input_tokens} and {@code output_tokens} in any order
 * among others, or JSON lines with these names among others; either plain or gzipped, which the bytes say and not the name.
 */
public final class TraceFile {
    private static final String ARRIVAL = "arrival_s";
    private static final String INPUT = "input_tokens";
    private static final String OUTPUT = "output_tokens";

    private TraceFile() {}

    /** The arrivals in order of time; throws {@link BadInputException} with one sentence when the file is not a trace. */
    public static RequestList read(Path file) {
        RequestList.Builder requests = new RequestList.Builder();
        try (RowReader rows = RowReader.open("trace", file)) {
            rows.require(ARRIVAL, INPUT, OUTPUT);
            while (rows.next()) {
                requests.add(arrival(rows));
            }
        }
        RequestList list = requests.build();
        if (list.isEmpty()) {
            throw new BadInputException("trace " + file + " has no arrivals");
        }
        return list;
    }

    /** The arrival that a row tells of. */
    public static Arrival arrival(RowReader row) {
        try {
            return new Arrival(row.number(ARRIVAL), row.wholeNumber(INPUT), row.wholeNumber(OUTPUT));
        } catch (IllegalArgumentException impossible) {
            throw row.fault(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    /** Whether its first row has the three names; what follows may still be wrong. False of what cannot be read. */
    public static boolean isNamedLikeOne(Path file) {
        try (RowReader rows = RowReader.open("trace", file)) {
            return (rows.hasHeader() || rows.next()) && rows.columns().containsAll(List.of(ARRIVAL, INPUT, OUTPUT));
        } catch (BadInputException none) {
            return false;
        }
    }

    /** Writes requests as CSV, seconds with three decimals; gzipped when the name ends with {@code .gz}. */
    public static void write(RequestList requests, Path file) throws IOException {
        boolean zipped = String.valueOf(file.getFileName()).endsWith(".gz");
        try (OutputStream bytes = Files.newOutputStream(file);
                OutputStream packed = zipped ? new GZIPOutputStream(bytes) : bytes;
                Writer text = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8))) {
            text.write(String.join(",", ARRIVAL, INPUT, OUTPUT) + "\n");
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
