// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts calls that are open and bytes of requests that are not complete, and ends calls whose request does not come: HTTP/2 lets a caller
 * begin a call for a few bytes and then say nothing for ever. A call takes a place among those that are open once its request is complete,
 * so a silent caller takes none from others. {@link ConnectionLimiter} limits the calls of a connection.
 */
public final class CallLimiter {
    /** All requests that are not complete, together: a part of the smallest heap that the service is given. */
    static final long MOST_HELD_BYTES = 16L << 20;

    private final CallerLimits limits;
    private final RefusalLog log;
    private final LongSupplier nanoTime;
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();

    /** Admits as many as the limits say, by a monotonic clock. */
    public CallLimiter(CallerLimits limits, RefusalLog log, LongSupplier nanoTime) {
        this.limits = limits;
        this.log = log;
        this.nanoTime = nanoTime;
    }

    /** Looks at each call first; by reference, because Quarkus applies every class of this kind by itself. */
    public ServerInterceptor interceptor() {
        return this::admit;
    }

    /** Calls that are open, and whose request is complete. */
    public int open() {
        return open.get();
    }

    /** Ends calls whose request did not come in time; to be called again and again. */
    public void endSilent() {
        long now = nanoTime.getAsLong();
        waiting.forEach(call -> {
            if (now - call.begun >= limits.requestWithin().toNanos()) {
                call.endSilent();
            }
        });
    }

    private <Q, R> ServerCall.Listener<Q> admit(ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Waiting<Q> admitted = new Waiting<>(next.startCall(call, headers), call, nanoTime.getAsLong());
        waiting.add(admitted);
        return admitted;
    }

    /** A call until its request is complete; after that only its end is of interest. */
    private final class Waiting<Q> extends SimpleForwardingServerCallListener<Q> {
        private final ServerCall<Q, ?> call;
        private final long begun;
        private final AtomicLong bytes = new AtomicLong();

        /** The first thread to set it decides how the call continues: its request is complete, or it came too late. */
        private final AtomicBoolean decided = new AtomicBoolean();

        private final AtomicBoolean counted = new AtomicBoolean();

        Waiting(ServerCall.Listener<Q> next, ServerCall<Q, ?> call, long begun) {
            super(next);
            this.call = call;
            this.begun = begun;
        }

        @Override
        public void onMessage(Q message) {
            if (decided.get()) {
                return;
            }
            int size = message instanceof MessageLite known ? known.getSerializedSize() : 0;
            bytes.addAndGet(size);
            if (heldBytes.addAndGet(size) > MOST_HELD_BYTES) {
                end(
                        RefusalLog.Kind.BYTES,
                        Status.RESOURCE_EXHAUSTED,
                        "incomplete requests hold more than " + MOST_HELD_BYTES + " bytes");
                return;
            }
            super.onMessage(message);
        }

        @Override
        public void onHalfClose() {
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            forget();
            counted.set(true);
            if (open.incrementAndGet() > limits.calls()) {
                String sentence = "too many open calls, the limit is " + limits.calls();
                log.refused(RefusalLog.Kind.CALLS, () -> "call refused: " + sentence);
                call.close(Status.RESOURCE_EXHAUSTED.withDescription(sentence), new Metadata());
                return;
            }
            super.onHalfClose();
        }

        @Override
        public void onCancel() {
            finish();
            super.onCancel();
        }

        @Override
        public void onComplete() {
            finish();
            super.onComplete();
        }

        void endSilent() {
            end(
                    RefusalLog.Kind.SILENCE,
                    Status.DEADLINE_EXCEEDED,
                    "the request was not complete within "
                            + limits.requestWithin().toMillis() + " ms");
        }

        private void end(RefusalLog.Kind kind, Status status, String sentence) {
            if (decided.compareAndSet(false, true)) {
                forget();
                log.refused(kind, () -> "call ended: " + sentence);
                call.close(status.withDescription(sentence), new Metadata());
            }
        }

        private void forget() {
            waiting.remove(this);
            heldBytes.addAndGet(-bytes.getAndSet(0));
        }

        private void finish() {
            forget();
            if (counted.compareAndSet(true, false)) {
                open.decrementAndGet();
            }
        }
    }
}
