// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.it;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks for the replicas all the time, on a thread of its own, and keeps every answer. */
final class AnswerRecorder implements AutoCloseable {
    private static final long EVERY_MILLIS = 50;

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    AnswerRecorder(KedaClient keda, ScaledObjectRef ref) {
        var unused = timer.scheduleWithFixedDelay(
                () -> answers.add(answer(keda, ref)), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Every answer so far, in order: a number, or the status and its sentence. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** Asks no more, and waits for the answer that is under way. */
    List<String> stop() throws InterruptedException {
        timer.shutdown();
        if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
            throw new AssertionError("a call hangs after " + answers.size() + " answers");
        }
        return answers();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static String answer(KedaClient keda, ScaledObjectRef ref) {
        try {
            return Long.toString(keda.replicas(ref));
        } catch (StatusRuntimeException e) {
            Status status = e.getStatus();
            return status.getCode() + ": " + status.getDescription();
        }
    }
}
