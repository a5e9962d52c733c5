// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.limit;

import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.netty.handler.codec.http2.Http2Exception;
import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * grpc-java and Quarkus log a caller's mistake with a whole stack trace. This filter makes it one line, at most once a second. Such
 * mistakes are a message that is too large or not of this service, a frame that HTTP/2 forbids, a call too many. Faults of our own keep
 * their traces.
 */
@LoggingFilter(name = "caller-faults")
public final class CallerFaultFilter implements Filter {
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

    private final AtomicLong lastSaid = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    @Override
    public boolean isLoggable(LogRecord line) {
        @Nullable String cause = callersFault(line);
        if (cause == null) {
            return true;
        }
        long now = System.nanoTime();
        long last = lastSaid.get();
        if (now - last < QUIET_NANOS || !lastSaid.compareAndSet(last, now)) {
            return false;
        }
        line.setThrown(null);
        line.setParameters(null);
        line.setMessage("gRPC call refused: " + cause);
        return true;
    }

    /** The consequence of a caller's message or frame; null for anything else. */
    private static @Nullable String callersFault(LogRecord line) {
        @Nullable String logger = line.getLoggerName();
        if (logger == null || !(logger.startsWith("io.grpc.") || logger.startsWith("io.quarkus.grpc."))) {
            return null;
        }
        for (@Nullable Throwable thrown = line.getThrown(); thrown != null; thrown = thrown.getCause()) {
            if (thrown instanceof StatusRuntimeException status) {
                return status.getStatus().getCode() + " " + status.getStatus().getDescription();
            } else if (thrown instanceof StatusException status) {
                return status.getStatus().getCode() + " " + status.getStatus().getDescription();
            } else if (thrown instanceof Http2Exception refused) {
                return refused.error() + " " + refused.getMessage();
            }
        }
        return null;
    }
}
