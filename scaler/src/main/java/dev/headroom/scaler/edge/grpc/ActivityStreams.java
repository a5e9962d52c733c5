// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import dev.headroom.scaler.cycle.RoundListener;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.Optional;

/**
 * Open push streams. KEDA acts on {@code true} alone and takes each as new activity. So one is sent when a stream opens on an active
 * workload, and then at each change from inactive to active; nothing is ever repeated. An error would make KEDA wait longer and longer
 * before it calls again. So a stream without a policy yet just stays silent; GetMetrics reports the missing policy. Only a stream with an
 * invalid message can never be answered; it ends with the message's fault.
 */
final class ActivityStreams implements RoundListener {
    private static final IsActiveResponse ACTIVE =
            IsActiveResponse.newBuilder().setResult(true).build();

    private final Answers answers;
    private final PushStreams<ActivityStream> streams = new PushStreams<>();

    ActivityStreams(Answers answers) {
        this.answers = answers;
    }

    /**
     * Opens a stream.
     *
     * @return why there is no stream
     */
    Optional<Status> open(ScaledObjectRef ref, StreamObserver<IsActiveResponse> observer, Instant now) {
        Question question;
        try {
            question = Question.of(ref);
        } catch (Question.BadQuestion e) {
            return Optional.of(e.status());
        }
        ActivityStream stream = new ActivityStream(question, observer);
        if (streams.add(stream)) {
            stream.tell(isActive(question, now));
        }
        return Optional.empty();
    }

    @Override
    public void roundOver(Instant now) {
        streams.forEach(stream -> {
            // Where no answer is possible, no change is known.
            if (answers.replyTo(stream.question, now) instanceof Reply.Count count) {
                stream.tell(count.replicas() > 0);
            }
        });
    }

    PushStreams<ActivityStream> streams() {
        return streams;
    }

    private boolean isActive(Question question, Instant now) {
        return answers.replyTo(question, now) instanceof Reply.Count count && count.replicas() > 0;
    }

    /** Remembers the last sent answer. */
    static final class ActivityStream extends PushStream<IsActiveResponse> {
        private final Question question;
        private boolean active;

        ActivityStream(Question question, StreamObserver<IsActiveResponse> observer) {
            super(observer);
            this.question = question;
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
