// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.work;

import dev.headroom.lab.file.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What is finished, one line each, so that work that was stopped goes on where it was. The first line says which work it is; a line
 * that was torn when the process ended is dropped. For several threads.
 */
public final class Journal implements Closeable {
    private static final String MAGIC = "headroom-journal 1";
    private static final String TAB = "\t";
    /** Key, value and checksum. */
    private static final int COLUMNS = 3;

    private final Path file;
    private final FileChannel channel;
    private final Map<String, String> finished;

    private Journal(Path file, FileChannel channel, Map<String, String> finished) {
        this.file = file;
        this.channel = channel;
        this.finished = finished;
    }

    /**
     * Opens a journal, or begins one where there is none.
     *
     * @param file of the journal; its directory exists
     * @param work which work it is, in words: a journal of other work is refused with {@link BadInputException}
     */
    public static Journal open(Path file, String work) {
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                Map<String, String> finished = recovered(file, channel, work);
                return new Journal(file, channel, finished);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new BadInputException("journal " + file + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    /** How many parts are finished. */
    public synchronized int size() {
        return finished.size();
    }

    /** The result of a part, if it is finished. */
    public synchronized Optional<String> find(String key) {
        return Optional.ofNullable(finished.get(key));
    }

    /** Keeps a part's result; from then on it survives the process. Neither text may hold a tab or a line's end. */
    public synchronized void add(String key, String value) {
        oneCell("key", key);
        oneCell("value", value);
        if (finished.putIfAbsent(key, value) == null) {
            try {
                write(channel, key + TAB + value);
            } catch (IOException failure) {
                throw new BadInputException("journal " + file + " cannot be written: " + failure.getMessage(), failure);
            }
        }
    }

    /** The work is done: nothing is left to go on with. */
    public synchronized void delete() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new BadInputException("journal " + file + " cannot be deleted: " + failure.getMessage(), failure);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }

    private static Map<String, String> recovered(Path file, FileChannel channel, String work) throws IOException {
        oneCell("work", work);
        String text = new String(bytes(channel), StandardCharsets.UTF_8);
        String head = MAGIC + TAB + work;
        int headEnd = text.indexOf('\n');
        if (headEnd < 0) {
            if (!(head + TAB + checksum(head) + "\n").startsWith(text)) {
                throw new BadInputException("journal " + file + " is no journal: move it away");
            }
            channel.truncate(0);
            channel.position(0);
            write(channel, head);
            return new HashMap<>();
        }
        String first = text.substring(0, headEnd);
        if (!first.startsWith(MAGIC + TAB)) {
            throw new BadInputException("journal " + file + " is no journal: move it away");
        }
        if (!first.equals(head + TAB + checksum(head))) {
            throw new BadInputException("journal " + file + " is of other work ("
                    + first.substring(MAGIC.length() + 1, first.lastIndexOf(TAB)) + ") than this (" + work + ")");
        }
        return lines(file, channel, text, headEnd + 1);
    }

    private static Map<String, String> lines(Path file, FileChannel channel, String text, int begin)
            throws IOException {
        Map<String, String> finished = new HashMap<>();
        int at = begin;
        for (int end = text.indexOf('\n', at); end >= 0; end = text.indexOf('\n', at)) {
            String[] columns = text.substring(at, end).split(TAB, -1);
            boolean whole = columns.length == COLUMNS && columns[2].equals(checksum(columns[0] + TAB + columns[1]));
            if (!whole && text.indexOf('\n', end + 1) >= 0) {
                throw new BadInputException(
                        "journal " + file + " is damaged after " + finished.size() + " parts: begin a new run");
            }
            if (!whole) {
                break;
            }
            finished.put(columns[0], columns[1]);
            at = end + 1;
        }
        long kept = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
        channel.truncate(kept);
        channel.position(kept);
        return finished;
    }

    private static byte[] bytes(FileChannel channel) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (all.hasRemaining() && channel.read(all) >= 0) {
            // The channel may give less than asked for.
        }
        return all.array();
    }

    private static void write(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + TAB + checksum(line) + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String checksum(String line) {
        CRC32 sum = new CRC32();
        sum.update(line.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static void oneCell(String thing, String text) {
        if (text.indexOf('\t') >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a journal's " + thing + " must have no tab and no line's end");
        }
    }
}
