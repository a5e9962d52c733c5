// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.OptionalLong;

/** One stream toward KEDA; its observer is called by one thread at a time. */
class PushStream<T> {
    private final StreamObserver<T> observer;

    /** Taken from the call's context, so to be constructed on the call's thread. */
    private final OptionalLong endsAt = ConnectionAge.endOfStreams();

    private boolean done;

    PushStream(StreamObserver<T> observer) {
        this.observer = observer;
    }

    /** Sends a message unless the stream has ended. */
    final synchronized void send(T message) {
        if (!done && !isCancelled()) {
            observer.onNext(message);
        }
    }

    /** Ends the stream without an error. */
    final synchronized void complete() {
        if (!done && !isCancelled()) {
            done = true;
            observer.onCompleted();
        }
    }

    /** Sets the action for when KEDA cancels. */
    final void onCancel(Runnable action) {
        if (observer instanceof ServerCallStreamObserver<T> call) {
            call.setOnCancelHandler(action);
        }
    }

    /** Whether its connection is about to be closed; by the monotonic clock. */
    final boolean outlived(long nanoTime) {
        return endsAt.isPresent() && nanoTime - endsAt.getAsLong() >= 0;
    }

    private boolean isCancelled() {
        return observer instanceof ServerCallStreamObserver<T> call && call.isCancelled();
    }
}
