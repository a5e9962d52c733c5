// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.decisions;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file of lines that is put aside when it has grown too large: FILE becomes FILE.1, that becomes FILE.2, and the last goes. A line is
 * never torn apart, and where a disk took only half of one, the next line does not continue it. One thread.
 */
final class RotatedFile implements AutoCloseable {
    private final Path file;
    private final long mostBytes;
    private final int kept;
    private Optional<FileOutputStream> open = Optional.empty();
    private long bytes;

    RotatedFile(Path file, long mostBytes, int kept) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.kept = kept;
    }

    void write(String line) throws IOException {
        byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
        FileOutputStream stream = stream();
        if (bytes > 0 && bytes + text.length > mostBytes) {
            close();
            putAside();
            stream = stream();
        }
        try {
            // In one piece, so that other readers of the file meet whole lines.
            stream.write(text);
        } catch (IOException full) {
            takeBack(stream, full);
            throw full;
        }
        bytes += text.length;
    }

    /** A disk that is full takes a part of a line, and gives its room back. */
    private void takeBack(FileOutputStream stream, IOException full) {
        try {
            stream.getChannel().truncate(bytes);
        } catch (IOException also) {
            full.addSuppressed(also);
        }
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            FileOutputStream stream = open.get();
            open = Optional.empty();
            stream.close();
        }
    }

    private FileOutputStream stream() throws IOException {
        if (open.isEmpty()) {
            // Not a channel's stream: an interrupt would close that with a line half written.
            FileOutputStream stream = new FileOutputStream(file.toFile(), true);
            open = Optional.of(stream);
            bytes = Files.size(file);
            if (endsWithinALine()) {
                stream.write('\n');
                bytes++;
            }
        }
        return open.get();
    }

    /** As after a crash, or where a full disk took a part of a line that could not be removed. */
    private boolean endsWithinALine() throws IOException {
        if (bytes == 0 || !Files.isRegularFile(file)) {
            return false;
        }
        try (RandomAccessFile there = new RandomAccessFile(file.toFile(), "r")) {
            there.seek(bytes - 1);
            return there.read() != '\n';
        }
    }

    private void putAside() throws IOException {
        if (kept == 0) {
            Files.deleteIfExists(file);
            return;
        }
        for (int number = kept - 1; number >= 1; number--) {
            if (Files.exists(aside(number))) {
                Files.move(aside(number), aside(number + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, aside(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
