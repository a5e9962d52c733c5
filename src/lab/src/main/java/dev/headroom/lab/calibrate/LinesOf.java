// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.calibrate;

import dev.headroom.lab.file.BadInputException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The lines of a text file, plain or gzipped. */
final class LinesOf {
    /** First two bytes of every gzip file. */
    private static final int GZIP_FIRST = 0x1f;

    private static final int GZIP_SECOND = 0x8b;

    private LinesOf() {}

    /**
     * Reads all lines.
     *
     * @param thing what the file is, for the sentence of a {@link BadInputException}
     */
    static List<String> file(String thing, Path file) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(unzipped(raw), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (NoSuchFileException missing) {
            throw new BadInputException(thing + " " + file + " does not exist", missing);
        } catch (IOException | UncheckedIOException failure) {
            throw new BadInputException(thing + " " + file + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static InputStream unzipped(InputStream bytes) throws IOException {
        bytes.mark(2);
        boolean zipped = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
        bytes.reset();
        return zipped ? new GZIPInputStream(bytes) : bytes;
    }
}
