// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.measure;

import dev.headroom.cli.benchmark.plan.RequestTokens;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;

/**
 * A server in virtual time, whose end-to-end latency is a known function of the requests in flight. The first token comes after a fifth of it. Within a stall
 * nothing comes: what is due then comes at its end.
 */
final class CurveEndpoint implements Endpoint {
    private static final double NANOS = 1e9;
    private static final double FIRST = 0.2;

    private final Timeline timeline;
    private final IntToDoubleFunction seconds;
    private final long begin;
    private double stallFrom = Double.POSITIVE_INFINITY;
    private double stallTo = Double.POSITIVE_INFINITY;
    private int inFlight;

    CurveEndpoint(Timeline timeline, IntToDoubleFunction seconds) {
        this.timeline = timeline;
        this.seconds = seconds;
        this.begin = timeline.nanos();
    }

    CurveEndpoint stalled(double fromSeconds, double toSeconds) {
        stallFrom = fromSeconds;
        stallTo = toSeconds;
        return this;
    }

    @Override
    public Runnable send(long number, RequestTokens tokens, Consumer<StreamedAnswer> answered) {
        inFlight++;
        double latency = seconds.applyAsDouble(inFlight);
        long sent = timeline.nanos();
        long first = afterStall(sent + Math.round(latency * FIRST * NANOS));
        long last = afterStall(sent + Math.round(latency * NANOS));
        if (last != Long.MAX_VALUE) {
            timeline.at(last, () -> {
                inFlight--;
                answered.accept(new StreamedAnswer(
                        OptionalLong.of(first),
                        OptionalLong.of(last),
                        OptionalInt.of(tokens.input()),
                        tokens.output(),
                        Optional.empty()));
            });
        }
        return () -> {};
    }

    private long afterStall(long nanos) {
        double at = (nanos - begin) / NANOS;
        boolean held = at >= stallFrom && at < stallTo;
        return held ? Double.isInfinite(stallTo) ? Long.MAX_VALUE : begin + Math.round(stallTo * NANOS) : nanos;
    }
}
