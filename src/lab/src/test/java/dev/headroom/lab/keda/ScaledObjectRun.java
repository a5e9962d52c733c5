// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ScaledObjectRef;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One ScaledObject with one trigger of type external-push, from its reconcile on, against a real scaler; its replicas are just a number. */
public final class ScaledObjectRun implements AutoCloseable {
    private final KedaConnection connection;
    private final ScaledObjectRef reference;
    private final RemoteScaler scaler;
    private final KedaScaling scaling;
    private @Nullable PushTrigger push;
    private int replicas;

    /** Not reconciled yet; the spec's own push is left off, for here is a real one. */
    public ScaledObjectRun(KedaConnection connection, ScaledObjectRef reference, ScaledObjectSpec spec, int replicas) {
        this.connection = connection;
        this.reference = reference;
        this.scaler = new RemoteScaler(connection.channel(), reference, Optional.empty());
        this.scaling = new KedaScaling(spec.withoutPush());
        this.replicas = replicas;
    }

    /** The HPA's metric; empty where there is no HPA and no loop, because the scaler does not say what it would measure. */
    public Optional<String> reconcile() {
        try {
            String metric = scaler.spec().getMetricName();
            resume();
            return Optional.of(metric);
        } catch (StatusRuntimeException failure) {
            return Optional.empty();
        }
    }

    /** The annotation {@code autoscaling.keda.sh/paused}: no calls, no stream, the replicas stay. */
    public void pause() {
        if (push != null) {
            push.close();
            push = null;
        }
    }

    /** After a pause, as after a reconcile. */
    public void resume() {
        pause();
        push = new PushTrigger(connection.channel(), reference);
    }

    /** Both loops and the stream; to be called at least once a second of virtual time. */
    public void advanceTo(double now) {
        if (push == null) {
            return;
        }
        if (push.advanceTo(now)) {
            scaling.pushed(now, replicas).ifPresent(wanted -> replicas = wanted);
        }
        scaling.advanceTo(now, replicas, scaler).ifPresent(wanted -> replicas = wanted);
    }

    public RemoteScaler scaler() {
        return scaler;
    }

    /** What was asked over the connection since the last look, in order, but for streams. */
    public List<String> takeCalls() {
        return connection.takeCalls();
    }

    /** The stream of an object that is not paused. */
    public PushTrigger push() {
        if (push == null) {
            throw new IllegalStateException("paused, or not reconciled");
        }
        return push;
    }

    public int replicas() {
        return replicas;
    }

    @Override
    public void close() {
        pause();
    }
}
