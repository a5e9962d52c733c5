// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.observe;

/**
 * Finds the data of server-sent events in a body that comes in pieces, as the WHATWG HTML standard (9.2.6) says: lines end with CR, LF
 * or both, an empty line ends an event, and data of several lines is joined with line feeds. Nothing is kept. One thread.
 */
final class SseReader {
    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] LINE_FEED = {'\n'};

    /** Receives events as they pass by. */
    interface Events {
        /** Data of a new event begins with the bytes that are being read. */
        void dataBegins();

        /** More of the data of the event. */
        void data(byte[] bytes, int from, int to);

        /** An event that had data ended. */
        void eventEnds();
    }

    private enum State {
        NAME,
        OTHER_LINE,
        SPACE,
        VALUE
    }

    private final Events events;
    private State state = State.NAME;
    private int matched;
    private int marked;
    private boolean lineEmpty = true;
    private boolean afterCarriageReturn;
    private boolean withData;

    SseReader(Events events) {
        this.events = events;
    }

    /** Reads the next piece. */
    void read(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (marked < BYTE_ORDER_MARK.length) {
                if (b == BYTE_ORDER_MARK[marked]) {
                    marked++;
                    i++;
                    continue;
                }
                marked = BYTE_ORDER_MARK.length;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (b == '\n') {
                    i++;
                    continue;
                }
            }
            if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                endLine();
                i++;
            } else if (state == State.VALUE) {
                i = value(bytes, i, to);
            } else {
                lineEmpty = false;
                i = name(bytes, i, to);
            }
        }
    }

    /** The body has ended; an event that no empty line has ended is taken as it is. */
    void end() {
        if (withData) {
            withData = false;
            events.eventEnds();
        }
    }

    private void endLine() {
        if (lineEmpty) {
            end();
        } else if (state == State.NAME && matched == DATA.length) {
            // A line that is just "data".
            begin();
        }
        state = State.NAME;
        matched = 0;
        lineEmpty = true;
    }

    private int value(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        events.data(bytes, from, i);
        return i;
    }

    private int name(byte[] bytes, int from, int to) {
        byte b = bytes[from];
        switch (state) {
            case NAME -> {
                if (matched < DATA.length && b == DATA[matched]) {
                    matched++;
                } else if (matched == DATA.length && b == ':') {
                    begin();
                    state = State.SPACE;
                } else {
                    state = State.OTHER_LINE;
                }
            }
            case SPACE -> {
                state = State.VALUE;
                return b == ' ' ? from + 1 : from;
            }
            case OTHER_LINE -> {
                int i = from;
                while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
                    i++;
                }
                return i;
            }
            case VALUE -> throw new IllegalStateException(state.name());
        }
        return from + 1;
    }

    private void begin() {
        if (withData) {
            events.data(LINE_FEED, 0, 1);
        } else {
            withData = true;
            events.dataBegins();
        }
    }
}
