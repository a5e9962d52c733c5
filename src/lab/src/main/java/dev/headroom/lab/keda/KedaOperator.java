// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.keda;

import dev.headroom.proto.externalscaler.ExternalScalerGrpc;
import io.grpc.Channel;
import java.time.Instant;
import java.util.List;

/**
 * KEDA's operator and the HPA controller for one ScaledObject over a real channel. Both paths ask the scaler; only the
 * HPA's scales, for the minimum is above zero. One thread.
 */
public final class KedaOperator {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final KedaTrigger trigger;
    private final HorizontalAutoscaler autoscaler;
    private final ScaleTarget target;

    public KedaOperator(Channel channel, ScaledObject scaledObject, ScaleTarget target) {
        this.trigger = new KedaTrigger(
                ExternalScalerGrpc.newBlockingStub(channel), scaledObject.reference(), scaledObject.fallback());
        this.autoscaler = new HorizontalAutoscaler(scaledObject.behavior());
        this.target = target;
    }

    /** KEDA's polling loop; answers what went wrong, empty when nothing did. */
    public String poll() {
        return trigger.read(target.statusReplicas()).trouble();
    }

    /** One sync of the HPA; answers what went wrong, empty when nothing did. Without a value the replicas stay. */
    public String sync(Instant now) {
        int current = target.statusReplicas();
        MetricReading reading = trigger.read(current);
        int decided = autoscaler.sync(List.of(reading.metric()), current, seconds(now));
        if (decided != current) {
            target.scaleTo(decided);
        }
        return reading.trouble();
    }

    private static double seconds(Instant now) {
        return now.toEpochMilli() / MILLIS_PER_SECOND;
    }
}
