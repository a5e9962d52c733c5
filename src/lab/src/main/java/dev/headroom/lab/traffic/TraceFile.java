// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.PossiblyGzipped;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Recorded arrivals: CSV with a header that names {@code arrival_s}, {@code input_tokens} and {@code output_tokens} in any order
 * among others, or JSON lines with these names among others; either plain or gzipped, which the bytes say and not the name.
 */
public final class TraceFile {
    static final String ARRIVAL = "arrival_s";
    static final String INPUT = "input_tokens";
    static final String OUTPUT = "output_tokens";

    private TraceFile() {}

    /** The arrivals in order of time; throws {@link BadInputException} with one sentence when the file is not a trace. */
    public static RequestList read(Path file) {
        String name = "trace " + file;
        try (BufferedReader lines = lines(file)) {
            RequestList requests = isJson(lines) ? JsonLines.read(name, lines) : csv(new CsvRows(name, lines));
            if (requests.isEmpty()) {
                throw new BadInputException(name + " has no arrivals");
            }
            return requests;
        } catch (IOException failure) {
            throw unreadable(name, failure);
        }
    }

    /** Whether its first line has the three names; what follows may still be wrong. False of what cannot be read. */
    public static boolean isNamedLikeOne(Path file) {
        try (BufferedReader lines = lines(file)) {
            String first = lines.readLine();
            return first != null && Stream.of(ARRIVAL, INPUT, OUTPUT).allMatch(first::contains);
        } catch (IOException unreadable) {
            return false;
        }
    }

    static BufferedReader lines(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(PossiblyGzipped.open(file), StandardCharsets.UTF_8));
    }

    static BadInputException unreadable(String name, IOException failure) {
        return failure instanceof NoSuchFileException
                ? new BadInputException(name + " does not exist", failure)
                : new BadInputException(name + " cannot be read: " + failure.getMessage(), failure);
    }

    private static boolean isJson(BufferedReader lines) throws IOException {
        lines.mark(1);
        int first = lines.read();
        lines.reset();
        return first == '{' || first == '[';
    }

    private static RequestList csv(CsvRows rows) throws IOException {
        int arrival = rows.column(ARRIVAL);
        int input = rows.column(INPUT);
        int output = rows.column(OUTPUT);
        RequestList.Builder requests = new RequestList.Builder();
        while (rows.next()) {
            try {
                requests.add(rows.number(arrival), rows.wholeNumber(input), rows.wholeNumber(output));
            } catch (IllegalArgumentException impossible) {
                throw rows.fault(String.valueOf(impossible.getMessage()), impossible);
            }
        }
        return requests.build();
    }
}
