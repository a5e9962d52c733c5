// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens files that may be gzipped, by their first two bytes and not by their names. */
public final class PossiblyGzipped {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    /** The default of 512 bytes makes as many calls as there are lines. */
    private static final int BUFFER_BYTES = 64 * 1024;

    private PossiblyGzipped() {}

    /** The content, unzipped; the caller closes it. */
    public static InputStream open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        try {
            bytes.mark(2);
            boolean zipped = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
            bytes.reset();
            return zipped ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER_BYTES), BUFFER_BYTES) : bytes;
        } catch (IOException failure) {
            bytes.close();
            throw failure;
        }
    }
}
