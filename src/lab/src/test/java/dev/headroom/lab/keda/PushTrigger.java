// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import dev.headroom.proto.externalscaler.IsActiveResponse;
import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The push stream of one trigger as KEDA holds it: after an error it waits 2, 4, 8, ... 60 s, and only a clean end makes it begin with
 * 2 s again. On virtual time; the stream itself is real.
 */
public final class PushTrigger implements AutoCloseable {
    private static final double LEAST_WAIT_SECONDS = 2;
    private static final double LONGEST_WAIT_SECONDS = 60;

    /** What came over the stream. */
    public enum Event {
        TRUE,
        FALSE,
        CLEAN_END,
        ERROR
    }

    private final Channel channel;
    private final ScaledObjectRef scaledObject;
    private final Queue<Event> arrived = new ConcurrentLinkedQueue<>();
    private CancellableContext stream = Context.ROOT.withCancellation();
    private double wait = LEAST_WAIT_SECONDS;
    private double opensAt = Double.POSITIVE_INFINITY;
    private int opened;

    /** Opens the stream, as the scale loop does when it starts. */
    public PushTrigger(Channel channel, ScaledObjectRef scaledObject) {
        this.channel = channel;
        this.scaledObject = scaledObject;
        open();
    }

    /**
     * Takes one event, if there is one, and opens the stream again when its time has come.
     *
     * @return whether the event was {@code true}: KEDA ignores {@code false} since 2.18
     */
    public boolean advanceTo(double now) {
        Event event = arrived.poll();
        if (event == Event.CLEAN_END) {
            wait = LEAST_WAIT_SECONDS;
            opensAt = now + wait;
        } else if (event == Event.ERROR) {
            opensAt = now + wait;
            wait = Math.min(LONGEST_WAIT_SECONDS, 2 * wait);
        }
        if (now >= opensAt) {
            open();
        }
        return event == Event.TRUE;
    }

    /** What has come and was not taken yet. */
    public boolean hasNews() {
        return !arrived.isEmpty();
    }

    /** When the stream is opened again; infinite while it is open. */
    public double opensAt() {
        return opensAt;
    }

    /** How often the stream was opened. */
    public int opened() {
        return opened;
    }

    @Override
    public void close() {
        opensAt = Double.POSITIVE_INFINITY;
        stream.cancel(null);
    }

    private void open() {
        opensAt = Double.POSITIVE_INFINITY;
        opened++;
        stream = Context.ROOT.withCancellation();
        stream.run(() -> ExternalScalerGrpc.newStub(channel).streamIsActive(scaledObject, new StreamObserver<>() {
            @Override
            public void onNext(IsActiveResponse response) {
                arrived.add(response.getResult() ? Event.TRUE : Event.FALSE);
            }

            @Override
            public void onError(Throwable cause) {
                arrived.add(Event.ERROR);
            }

            @Override
            public void onCompleted() {
                arrived.add(Event.CLEAN_END);
            }
        }));
    }
}
