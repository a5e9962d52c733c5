// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.RoundListener;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Open push streams. KEDA acts on {@code true} alone and takes each as new activity, so one is sent when a stream opens on an
 * active workload, and then at each change from inactive to active; nothing is ever repeated. An error would make KEDA wait longer
 * and longer before it calls again, so a stream whose metadata is bad just stays silent: GetMetrics says what is wrong.
 */
final class ActivityStreams implements RoundListener {
    private static final IsActiveResponse ACTIVE =
            IsActiveResponse.newBuilder().setResult(true).build();

    private final Answers answers;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    ActivityStreams(Answers answers) {
        this.answers = answers;
    }

    void open(ScaledObjectRef ref, StreamObserver<IsActiveResponse> observer, Instant now) {
        OpenStream stream = new OpenStream(ref, observer);
        if (observer instanceof ServerCallStreamObserver<IsActiveResponse> call) {
            call.setOnCancelHandler(() -> open.remove(stream));
        }
        open.add(stream);
        if (closing) {
            complete(stream);
        } else {
            stream.tell(isActive(ref, now));
        }
    }

    @Override
    public void roundOver(Instant now) {
        open.forEach(stream -> {
            // What cannot be answered is not known to have changed.
            if (answers.replyTo(stream.ref, now) instanceof Reply.Count count) {
                stream.tell(count.replicas() > 0);
            }
        });
    }

    int count() {
        return open.size();
    }

    /** Ends every stream cleanly, so that KEDA calls again within 2 s instead of up to a minute. */
    void completeAll() {
        closing = true;
        open.forEach(this::complete);
    }

    private boolean isActive(ScaledObjectRef ref, Instant now) {
        return answers.replyTo(ref, now) instanceof Reply.Count count && count.replicas() > 0;
    }

    private void complete(OpenStream stream) {
        if (open.remove(stream)) {
            stream.complete();
        }
    }

    /** One stream; its observer is called by one thread at a time. */
    private static final class OpenStream {
        private final ScaledObjectRef ref;
        private final StreamObserver<IsActiveResponse> observer;
        private boolean active;
        private boolean done;

        OpenStream(ScaledObjectRef ref, StreamObserver<IsActiveResponse> observer) {
            this.ref = ref;
            this.observer = observer;
        }

        synchronized void tell(boolean nowActive) {
            boolean rises = nowActive && !active;
            active = nowActive;
            if (rises && !done && !isCancelled()) {
                observer.onNext(ACTIVE);
            }
        }

        synchronized void complete() {
            if (!done && !isCancelled()) {
                done = true;
                observer.onCompleted();
            }
        }

        private boolean isCancelled() {
            return observer instanceof ServerCallStreamObserver<IsActiveResponse> call && call.isCancelled();
        }
    }
}
