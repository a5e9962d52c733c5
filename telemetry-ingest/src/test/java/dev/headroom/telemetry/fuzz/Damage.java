// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways in which a good record goes bad. */
final class Damage {
    /** Lengths and numbers in protobuf's varints: 2^31 - 1, 2^32 - 1, -1 in five bytes and in ten, one that never ends. */
    private static final byte[][] HUGE = {
        varint(0xFF, 0xFF, 0xFF, 0xFF, 0x07),
        varint(0xFF, 0xFF, 0xFF, 0xFF, 0x0F),
        varint(0x80, 0x80, 0x80, 0x80, 0x08),
        varint(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01),
        varint(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)
    };

    private static final int MOST_CHANGES = 8;

    /** Bytes of a record that would take its time. */
    private static final int LONG = 500;

    private Damage() {}

    static Stream<byte[]> cutAtEveryLength(byte[] record) {
        return IntStream.range(0, record.length).mapToObj(length -> Arrays.copyOf(record, length));
    }

    /** Of a long record every fifth bit: each place of a byte is among them. */
    static Stream<byte[]> bitsFlipped(byte[] record) {
        int step = record.length > LONG ? 5 : 1;
        return IntStream.iterate(0, bit -> bit < record.length * Byte.SIZE, bit -> bit + step)
                .mapToObj(bit -> {
                    byte[] flipped = record.clone();
                    flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                    return flipped;
                });
    }

    /** In a long record one of them at each position. */
    static Stream<byte[]> hugeLengthsEverywhere(byte[] record) {
        return IntStream.range(0, record.length)
                .boxed()
                .flatMap(position -> IntStream.range(0, HUGE.length)
                        .filter(huge -> record.length <= LONG || huge == position % HUGE.length)
                        .mapToObj(huge -> overwritten(record, position, HUGE[huge])));
    }

    private static byte[] overwritten(byte[] record, int position, byte[] by) {
        byte[] written = Arrays.copyOf(record, Math.max(record.length, position + by.length));
        System.arraycopy(by, 0, written, position, by.length);
        return written;
    }

    /** Some bytes changed, left out, said twice, or taken from elsewhere in the record. */
    static Stream<byte[]> changedByChance(byte[] record, long seed, int times) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, times).mapToObj(time -> changed(record, random));
    }

    static Stream<byte[]> noise(long seed, int times, int longest) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, times).mapToObj(time -> {
            byte[] bytes = new byte[random.nextInt(longest)];
            random.nextBytes(bytes);
            return bytes;
        });
    }

    private static byte[] changed(byte[] record, SplittableRandom random) {
        byte[] bytes = record.clone();
        for (int change = random.nextInt(1, MOST_CHANGES); change > 0 && bytes.length > 1; change--) {
            int from = random.nextInt(bytes.length);
            int length = random.nextInt(1, Math.min(16, bytes.length - from) + 1);
            int to = random.nextInt(bytes.length - length + 1);
            switch (random.nextInt(4)) {
                case 0 -> bytes[from] = (byte) random.nextInt();
                case 1 -> System.arraycopy(bytes.clone(), from, bytes, to, length);
                case 2 -> bytes = without(bytes, from, length);
                default -> bytes = twice(bytes, from, length);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int length) {
        byte[] shorter = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, shorter, 0, from);
        System.arraycopy(bytes, from + length, shorter, from, bytes.length - from - length);
        return shorter;
    }

    private static byte[] twice(byte[] bytes, int from, int length) {
        byte[] longer = new byte[bytes.length + length];
        System.arraycopy(bytes, 0, longer, 0, from + length);
        System.arraycopy(bytes, from, longer, from + length, bytes.length - from);
        return longer;
    }

    private static byte[] varint(int... bytes) {
        byte[] varint = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            varint[i] = (byte) bytes[i];
        }
        return varint;
    }
}
