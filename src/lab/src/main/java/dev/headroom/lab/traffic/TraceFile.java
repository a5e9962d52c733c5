// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.traffic;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded arrivals: CSV {@code arrival_s,input_tokens,output_tokens} with that header, plain or gzipped. */
public final class TraceFile {
    private static final String HEADER = "arrival_s,input_tokens,output_tokens";
    private static final int COLUMNS = 3;
    /** First two bytes of every gzip file. */
    private static final int GZIP_FIRST = 0x1f;

    private static final int GZIP_SECOND = 0x8b;

    private TraceFile() {}

    /** The arrivals in order of time; throws {@link BadTraceException} with one sentence when the file is not a trace. */
    public static List<Arrival> read(Path file) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(opened(file), StandardCharsets.UTF_8))) {
            return parse(file, lines);
        } catch (NoSuchFileException missing) {
            throw new BadTraceException("trace " + file + " does not exist", missing);
        } catch (IOException failure) {
            throw new BadTraceException("trace " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static InputStream opened(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        bytes.mark(2);
        boolean zipped = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return zipped ? new GZIPInputStream(bytes) : bytes;
    }

    private static List<Arrival> parse(Path file, BufferedReader lines) throws IOException {
        String header = lines.readLine();
        if (header == null || !header.strip().equals(HEADER)) {
            throw new BadTraceException("trace " + file + " line 1: the header must be '" + HEADER + "', was '"
                    + (header == null ? "" : header) + "'");
        }
        List<Arrival> arrivals = new ArrayList<>();
        int number = 1;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank()) {
                arrivals.add(arrival(file, number, line));
            }
        }
        if (arrivals.isEmpty()) {
            throw new BadTraceException("trace " + file + " has no arrivals");
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::atSeconds));
        return arrivals;
    }

    private static Arrival arrival(Path file, int number, String line) {
        String where = "trace " + file + " line " + number + ": ";
        String[] columns = line.strip().split(",", -1);
        if (columns.length != COLUMNS) {
            throw new BadTraceException(where + "3 columns expected, found " + columns.length);
        }
        try {
            return new Arrival(
                    Double.parseDouble(columns[0].strip()),
                    Integer.parseInt(columns[1].strip()),
                    Integer.parseInt(columns[2].strip()));
        } catch (NumberFormatException notANumber) {
            throw new BadTraceException(where + "not a number in '" + line.strip() + "'", notANumber);
        } catch (IllegalArgumentException impossible) {
            throw new BadTraceException(where + impossible.getMessage(), impossible);
        }
    }
}
