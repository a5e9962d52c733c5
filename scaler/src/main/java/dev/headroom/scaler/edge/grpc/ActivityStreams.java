// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.RoundListener;
import io.grpc.stub.StreamObserver;
import java.time.Instant;

/**
 * Open push streams. KEDA acts on {@code true} alone and takes each as new activity, so one is sent when a stream opens on an
 * active workload, and then at each change from inactive to active; nothing is ever repeated. An error would make KEDA wait longer
 * and longer before it calls again, so a stream whose metadata is bad just stays silent: GetMetrics says what is wrong.
 */
final class ActivityStreams implements RoundListener {
    private static final IsActiveResponse ACTIVE =
            IsActiveResponse.newBuilder().setResult(true).build();

    private final Answers answers;
    private final PushStreams<ActivityStream> streams = new PushStreams<>();

    ActivityStreams(Answers answers) {
        this.answers = answers;
    }

    void open(ScaledObjectRef ref, StreamObserver<IsActiveResponse> observer, Instant now) {
        ActivityStream stream = new ActivityStream(ref, observer);
        if (streams.add(stream)) {
            stream.tell(isActive(ref, now));
        }
    }

    @Override
    public void roundOver(Instant now) {
        streams.forEach(stream -> {
            // What cannot be answered is not known to have changed.
            if (answers.replyTo(stream.ref, now) instanceof Reply.Count count) {
                stream.tell(count.replicas() > 0);
            }
        });
    }

    PushStreams<ActivityStream> streams() {
        return streams;
    }

    private boolean isActive(ScaledObjectRef ref, Instant now) {
        return answers.replyTo(ref, now) instanceof Reply.Count count && count.replicas() > 0;
    }

    /** Remembers what was told last. */
    static final class ActivityStream extends PushStream<IsActiveResponse> {
        private final ScaledObjectRef ref;
        private boolean active;

        ActivityStream(ScaledObjectRef ref, StreamObserver<IsActiveResponse> observer) {
            super(observer);
            this.ref = ref;
        }

        synchronized void tell(boolean nowActive) {
            boolean rises = nowActive && !active;
            active = nowActive;
            if (rises) {
                send(ACTIVE);
            }
        }
    }
}
