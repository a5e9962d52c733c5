// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

import java.util.Optional;

/**
 * How long a client has kept one connection waiting for what it is to send. Time in which this proxy does not read, waits for the server, or
 * writes an answer is not the client's. Nanoseconds of any monotonic clock are an argument; one thread.
 */
final class ClientClock {
    /** Below that a body hardly comes any nearer. */
    private static final long LEAST_BYTES_PER_SECOND = 1 << 10;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** A part of a request that the clock waits for. */
    enum Part {
        /** Any request at all. */
        REQUEST,
        /** The rest of a head. */
        HEAD,
        /** The rest of a body. */
        BODY
    }

    private final SendingLimits limits;
    private Part part = Part.REQUEST;
    private long countedTo;
    private long waited;
    private long bodyBytes;
    private int unanswered;
    private boolean mayWait;

    ClientClock(SendingLimits limits, long now) {
        this.limits = limits;
        this.countedTo = now;
    }

    /** Bytes came. Line ends between two requests belong to neither (RFC 9112, 2.2). */
    void cameBytes(int count, boolean onlyLineEnds, long now) {
        if (part == Part.REQUEST && !onlyLineEnds) {
            expect(Part.HEAD, now);
        } else if (part == Part.BODY) {
            bodyBytes += count;
            mayWait = false;
        }
    }

    /**
     * A head is complete.
     *
     * @param asksToGoOn whether the client sends the body only on request, or has lost patience
     */
    void headEnds(boolean asksToGoOn, long now) {
        unanswered++;
        bodyBytes = 0;
        mayWait = asksToGoOn;
        expect(Part.BODY, now);
    }

    /** The client was asked to send its body. */
    void toldToGoOn(long now) {
        if (mayWait) {
            mayWait = false;
            countedTo = now;
        }
    }

    void bodyEnds(long now) {
        expect(Part.REQUEST, now);
    }

    /** An answer is written to its end. */
    void answerEnds(long now) {
        unanswered--;
        if (part != Part.BODY && unanswered == 0) {
            expect(part, now);
        }
    }

    /** Requests with a head, and without an answer that is written to its end. */
    int unanswered() {
        return unanswered;
    }

    /**
     * The part that has been waited for too long.
     *
     * @param reading whether this proxy takes what the client sends
     */
    Optional<Part> late(long now, boolean reading) {
        boolean clients = part == Part.BODY ? reading && !mayWait : unanswered == 0;
        if (clients) {
            waited += now - countedTo;
        }
        countedTo = now;
        return waited > allowedNanos() ? Optional.of(part) : Optional.empty();
    }

    private long allowedNanos() {
        return switch (part) {
            case REQUEST -> limits.idle().toNanos();
            case HEAD -> limits.head().toNanos();
            case BODY -> limits.body().toNanos() + bodyBytes * SECOND_NANOS / LEAST_BYTES_PER_SECOND;
        };
    }

    private void expect(Part next, long now) {
        part = next;
        waited = 0;
        countedTo = now;
    }
}
