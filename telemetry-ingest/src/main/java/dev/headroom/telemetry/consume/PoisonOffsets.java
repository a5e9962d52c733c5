// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.consume;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Notes which record is being taken in, where the next process finds it: a record at which two processes died is not taken in a third
 * time. The note is a page of a file in memory, so that it costs nanoseconds a record; it outlives the process, though not the machine,
 * and a container that is started again in its pod finds it on the pod's volume. One thread at a time.
 */
public final class PoisonOffsets implements AutoCloseable {
    /** Once may be chance: another thread ended the process, or an operator killed it. */
    static final int DEATHS = 2;

    private static final Logger LOG = Logger.getLogger(PoisonOffsets.class);

    /** Mark of this layout; a file with another beginning is reset. */
    private static final int MARK = 0x48524431;

    private static final int BUSY_AT = Integer.BYTES;
    private static final int PLACE_AT = 8;
    private static final int KEPT_AT = 512;
    private static final int KEPT_BYTES = 288;
    /** Each costs two starts of the process; those with the lowest offsets are forgotten first. */
    private static final int MOST_KEPT = 64;

    private static final int FILE_BYTES = KEPT_AT + MOST_KEPT * KEPT_BYTES;
    /** Of a topic, by Kafka's rules: letters of one byte each. */
    private static final int LONGEST_NAME = 249;

    private final @Nullable Page page;
    private final Map<Place, Integer> deaths = new HashMap<>();
    private boolean anyDeadly;
    private String noted = "";

    private record Page(Path file, FileChannel channel, FileLock lock, MappedByteBuffer bytes) {}

    private record Place(String topic, int partition, long offset) {}

    private PoisonOffsets(@Nullable Page page) {
        this.page = page;
    }

    /** Notes nothing, and knows of none. */
    public static PoisonOffsets none() {
        return new PoisonOffsets(null);
    }

    /**
     * Reads the notes of an earlier process, and counts its death where it died while it took in a record. Without the file, or where
     * another process has it, nothing is noted, which the log says.
     *
     * @param file made if it is missing
     */
    public static PoisonOffsets in(Path file) {
        try {
            PoisonOffsets places = new PoisonOffsets(open(file));
            places.readBack();
            return places;
        } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
            LOG.warnf("records that crash the process cannot be skipped: file=%s is not usable: %s", file, e);
            return none();
        }
    }

    private static Page open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("another process holds the lock");
            }
            return new Page(file, channel, lock, channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES));
        } catch (IOException | OverlappingFileLockException e) {
            channel.close();
            throw e;
        }
    }

    /** Whether the process died of this record more than once. */
    boolean isDeadly(String topic, int partition, long offset) {
        return anyDeadly && deaths.getOrDefault(new Place(topic, partition, offset), 0) >= DEATHS;
    }

    /** The record is being taken in. */
    void enter(String topic, int partition, long offset) {
        if (page == null) {
            return;
        }
        MappedByteBuffer bytes = page.bytes();
        if (!topic.equals(noted)) {
            putName(bytes, PLACE_AT + Long.BYTES + Integer.BYTES, topic);
            noted = topic;
        }
        bytes.putLong(PLACE_AT, offset);
        bytes.putInt(PLACE_AT + Long.BYTES, partition);
        // Another thread may end the process at any moment: a place is noted as a whole or not at all.
        VarHandle.releaseFence();
        bytes.put(BUSY_AT, (byte) 1);
    }

    /** The record has been taken in. */
    void leave() {
        if (page != null) {
            page.bytes().put(BUSY_AT, (byte) 0);
            VarHandle.releaseFence();
        }
    }

    /** Ends in order. The file stays only where there is something to remember. */
    @Override
    public void close() {
        leave();
        release();
        if (page != null && deaths.isEmpty()) {
            try {
                Files.deleteIfExists(page.file());
            } catch (IOException e) {
                LOG.debugf("file=%s not deleted: %s", page.file(), e);
            }
        }
    }

    /** Closes the file, as the death of a process does. */
    void release() {
        if (page != null) {
            try {
                page.channel().close();
            } catch (IOException e) {
                LOG.debugf("file=%s not closed: %s", page.file(), e);
            }
        }
    }

    private void readBack() {
        MappedByteBuffer bytes = Objects.requireNonNull(page).bytes();
        if (bytes.getInt(0) == MARK) {
            for (int at = KEPT_AT; at < FILE_BYTES && bytes.getInt(at) > 0; at += KEPT_BYTES) {
                deaths.put(placeAt(bytes, at + Integer.BYTES), bytes.getInt(at));
            }
            if (bytes.get(BUSY_AT) != 0) {
                died(placeAt(bytes, PLACE_AT));
            }
        }
        anyDeadly = deaths.values().stream().anyMatch(count -> count >= DEATHS);
        write(bytes);
    }

    private void died(Place place) {
        int count = deaths.merge(place, 1, Integer::sum);
        LOG.warnf(
                "the process crashed %d times while reading a record, %s topic=%s partition=%d offset=%d",
                count,
                count < DEATHS ? "trying it once more" : "skipping it",
                place.topic(),
                place.partition(),
                place.offset());
    }

    private void write(MappedByteBuffer bytes) {
        List<Map.Entry<Place, Integer>> kept = deaths.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<Place, Integer> entry) ->
                                entry.getKey().offset())
                        .reversed())
                .limit(MOST_KEPT)
                .toList();
        bytes.putInt(0, MARK);
        for (int number = 0; number < MOST_KEPT; number++) {
            int at = KEPT_AT + number * KEPT_BYTES;
            bytes.putInt(at, number < kept.size() ? kept.get(number).getValue() : 0);
            if (number < kept.size()) {
                Place place = kept.get(number).getKey();
                bytes.putLong(at + Integer.BYTES, place.offset());
                bytes.putInt(at + Integer.BYTES + Long.BYTES, place.partition());
                putName(bytes, at + 2 * Integer.BYTES + Long.BYTES, place.topic());
            }
        }
        VarHandle.releaseFence();
        bytes.put(BUSY_AT, (byte) 0);
    }

    private static void putName(MappedByteBuffer bytes, int at, String topic) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(name.length, LONGEST_NAME);
        bytes.putShort(at, (short) length);
        bytes.put(at + Short.BYTES, name, 0, length);
    }

    private static Place placeAt(MappedByteBuffer bytes, int at) {
        int nameAt = at + Long.BYTES + Integer.BYTES;
        byte[] name = new byte[Math.max(0, Math.min(LONGEST_NAME, bytes.getShort(nameAt)))];
        bytes.get(nameAt + Short.BYTES, name);
        return new Place(new String(name, StandardCharsets.UTF_8), bytes.getInt(at + Long.BYTES), bytes.getLong(at));
    }
}
