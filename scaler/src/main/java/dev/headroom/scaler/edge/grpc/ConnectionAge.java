// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How old a connection gets. KEDA closes none by itself and looks for other replicas only when it loses one, so each is asked to end
 * after a while: new calls go to a new connection, those under way may end. A push stream does not end by itself; cut off, it would be
 * an error to KEDA, which then waits ever longer before it opens the next. So streams are completed after the client must have heard
 * that the connection ends, and before it is cut.
 *
 * <p>grpc-java ends each connection at a random moment within a tenth of its age, so a fifth of the age lies between the first moment
 * and the last.
 */
public final class ConnectionAge {
    /** Streams are looked at twice a second, and half of the grace must be left for that. */
    public static final Duration LEAST_GRACE = Duration.ofSeconds(2);

    private static final Duration LEAST_AGE = Duration.ofSeconds(1);

    /** Of the age, by which grpc-java ends a connection earlier or later. */
    private static final int JITTER = 10;

    private static final int PART_OF_GRACE = 4;

    private static final Attributes.Key<Long> OPENED = Attributes.Key.create("headroom-connection-opened");
    private static final Context.Key<Long> STREAMS_END = Context.key("headroom-streams-end");

    private final Duration age;
    private final Duration grace;

    /**
     * Checks the two.
     *
     * @param age zero for no limit
     * @param grace for calls that are under way
     */
    public ConnectionAge(Duration age, Duration grace) {
        if (!age.isZero() && age.compareTo(LEAST_AGE) < 0) {
            throw new IllegalArgumentException("headroom.grpc.max-connection-age must be at least " + LEAST_AGE
                    + ", or PT0S for no limit, was " + age);
        }
        if (grace.compareTo(LEAST_GRACE) < 0) {
            throw new IllegalArgumentException(
                    "headroom.grpc.max-connection-age-grace must be at least " + LEAST_GRACE + ", was " + grace);
        }
        this.age = age;
        this.grace = grace;
    }

    /** Limits the age of a server's connections. */
    public void limit(NettyServerBuilder server) {
        if (age.isZero()) {
            return;
        }
        server.maxConnectionAge(age.toNanos(), TimeUnit.NANOSECONDS)
                .maxConnectionAgeGrace(cutAfter().minus(earliestEnd()).toNanos(), TimeUnit.NANOSECONDS)
                .addTransportFilter(new Birth())
                .intercept(this::endStreams);
    }

    /** For the log. */
    @Override
    public String toString() {
        return age.isZero() ? "no time" : age + " with a grace of " + grace;
    }

    /** When streams of the call at hand must end by the monotonic clock; empty without a limit. */
    static OptionalLong endOfStreams() {
        Long end = STREAMS_END.get();
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    /** The context of a call whose streams end then. */
    static Context withEndOfStreams(Context context, long nanoTime) {
        return context.withValue(STREAMS_END, nanoTime);
    }

    Duration earliestEnd() {
        return age.minus(age.dividedBy(JITTER));
    }

    Duration latestEnd() {
        return age.plus(age.dividedBy(JITTER));
    }

    Duration streamsEndAfter() {
        return latestEnd().plus(grace.dividedBy(PART_OF_GRACE));
    }

    Duration cutAfter() {
        return latestEnd().plus(grace);
    }

    /** Notes when a connection was opened. */
    private static final class Birth extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            return attributes.toBuilder().set(OPENED, System.nanoTime()).build();
        }
    }

    /** An interceptor by reference: Quarkus applies every class of that kind by itself. */
    private <Q, R> ServerCall.Listener<Q> endStreams(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        @Nullable Long opened = call.getAttributes().get(OPENED);
        if (opened == null || call.getMethodDescriptor().getType().serverSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        Context context =
                withEndOfStreams(Context.current(), opened + streamsEndAfter().toNanos());
        return Contexts.interceptCall(context, call, headers, next);
    }
}
