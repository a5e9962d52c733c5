// SPDX-License-Identifier: Apache-2.0
package dev.headroom.benchmarks.sidecar;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Finds in a chunked stream the moments at which its events were sent, however it is cut into pieces and chunks, and its end. One stream,
 * one thread.
 */
final class StreamEvents {
    /** Key of the moment. */
    static final String STAMP = "sent";

    static final String BODY = "{\"model\":\"bench\",\"stream\":true,\"messages\":[]}";
    private static final byte[] MARK = ("\"" + STAMP + "\":").getBytes(StandardCharsets.US_ASCII);
    /** Of the moment. */
    static final int DIGITS = 19;

    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    private enum State {
        HEAD,
        SIZE,
        DATA,
        AFTER_DATA,
        END
    }

    private final LongConsumer moments;
    private State state = State.HEAD;
    private int headEnd;
    private int chunkLeft;
    private int marked;
    private int digits;
    private long moment;

    StreamEvents(LongConsumer moments) {
        this.moments = moments;
    }

    boolean ended() {
        return state == State.END;
    }

    void read(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            switch (state) {
                case HEAD -> {
                    headEnd = b == '\r' || b == '\n' ? headEnd + 1 : 0;
                    state = headEnd == 4 ? State.SIZE : State.HEAD;
                }
                case SIZE -> size(b);
                case DATA -> {
                    data(b);
                    state = --chunkLeft == 0 ? State.AFTER_DATA : State.DATA;
                }
                case AFTER_DATA -> state = b == '\n' ? State.SIZE : State.AFTER_DATA;
                case END -> {}
            }
        }
    }

    private void size(byte b) {
        if (b == '\n') {
            state = chunkLeft == 0 ? State.END : State.DATA;
        } else if (b != '\r') {
            chunkLeft = chunkLeft * HEX + Character.digit(b, HEX);
        }
    }

    private void data(byte b) {
        if (marked == MARK.length) {
            moment = moment * DECIMAL + (b - '0');
            if (++digits == DIGITS) {
                moments.accept(moment);
                marked = 0;
                digits = 0;
                moment = 0;
            }
        } else if (b == MARK[marked]) {
            marked++;
        } else {
            marked = b == MARK[0] ? 1 : 0;
        }
    }
}
