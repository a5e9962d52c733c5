// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.metrics;

import dev.headroom.sidecar.observe.ExchangePhase;
import dev.headroom.sidecar.observe.RequestEvent;
import dev.headroom.sidecar.observe.Witness;
import dev.headroom.sidecar.publish.PublishFacts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** The sidecar's meters. Any thread. */
public final class SidecarMeters implements Witness, PublishFacts {
    /** From a speculative burst to a stall. */
    private static final Duration[] GAPS =
            millis(1, 5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_500);

    private static final Duration[] FIRSTS =
            millis(10, 25, 50, 100, 200, 300, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000);

    private static final Duration[] WHOLES = millis(
            50, 100, 250, 500, 1_000, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 60_000, 120_000,
            300_000);

    private final MeterRegistry registry;
    private final Map<ExchangePhase, Counter> requests = new EnumMap<>(ExchangePhase.class);
    private final Counter input;
    private final Counter cached;
    private final Counter output;
    private final Timer firstToken;
    private final Timer gap;
    private final Timer whole;
    private final Counter published;
    private final Counter lost;

    /** Registers them. */
    public SidecarMeters(MeterRegistry registry) {
        this.registry = registry;
        for (ExchangePhase phase : ExchangePhase.values()) {
            requests.put(
                    phase,
                    Counter.builder(SidecarMeterNames.REQUESTS)
                            .description("Requests to the model's API, with n > 1 each sequence counts its own end")
                            .tag("phase", phase.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        input = tokens("input");
        cached = tokens("cached");
        output = tokens("output");
        firstToken = timer(
                SidecarMeterNames.TIME_TO_FIRST_TOKEN,
                "Time from arrival to the first event with content, of streams",
                FIRSTS);
        gap = timer(SidecarMeterNames.INTER_TOKEN_LATENCY, "Time between two events with content, of streams", GAPS);
        whole = timer(SidecarMeterNames.END_TO_END, "Time from arrival to the last byte of a complete answer", WHOLES);
        published = counter(SidecarMeterNames.EVENTS_PUBLISHED, "Events acknowledged by the broker");
        lost = counter(SidecarMeterNames.EVENTS_LOST, "Events that the Kafka client could not deliver");
    }

    /** Shows the requests in the proxy. */
    public void watchProxy(IntSupplier inFlight, IntSupplier held) {
        gauge(SidecarMeterNames.IN_FLIGHT, "Requests in flight", inFlight);
        gauge(SidecarMeterNames.HELD, "Requests held until a model server accepts connections", held);
    }

    /** Shows what clients sent that is no request to forward, and what they did not send in time. */
    public void watchRefusals(LongSupplier malformed, LongSupplier late) {
        refusals("malformed", malformed);
        refusals("late", late);
    }

    private void refusals(String reason, LongSupplier count) {
        FunctionCounter.builder(SidecarMeterNames.REFUSED, count, LongSupplier::getAsLong)
                .description("Requests rejected with their connection closed")
                .tag("reason", reason)
                .register(registry);
    }

    /** Shows what waits for the broker. */
    public void watchEvents(IntSupplier waiting, LongSupplier dropped) {
        gauge(SidecarMeterNames.EVENTS_WAITING, "Events waiting for the broker", waiting);
        FunctionCounter.builder(SidecarMeterNames.EVENTS_DROPPED, dropped, LongSupplier::getAsLong)
                .description("Events dropped for newer ones while the broker was unavailable")
                .register(registry);
    }

    @Override
    public void happened(RequestEvent event) {
        Counter counter = requests.get(event.phase());
        if (counter != null) {
            counter.increment();
        }
        if (event.phase() == ExchangePhase.ADMITTED) {
            return;
        }
        // Of several sequences the prompt is one.
        if (event.name().sequence() == 0) {
            add(input, event.tokens().input());
            add(cached, event.tokens().cached());
            event.times().firstToken().ifPresent(firstToken::record);
        }
        add(output, event.tokens().output());
        if (event.phase() == ExchangePhase.COMPLETED) {
            event.times().endToEnd().ifPresent(whole::record);
        }
    }

    @Override
    public void gap(Duration between) {
        gap.record(between);
    }

    @Override
    public void published() {
        published.increment();
    }

    @Override
    public void lost() {
        lost.increment();
    }

    private static void add(Counter counter, OptionalInt tokens) {
        if (tokens.isPresent()) {
            counter.increment(tokens.getAsInt());
        }
    }

    private Counter tokens(String kind) {
        return Counter.builder(SidecarMeterNames.TOKENS)
                .description("Tokens of requests whose answers report them")
                .tag("kind", kind)
                .register(registry);
    }

    private Counter counter(String name, String help) {
        return Counter.builder(name).description(help).register(registry);
    }

    private Timer timer(String name, String help, Duration[] limits) {
        return Timer.builder(name)
                .description(help)
                .serviceLevelObjectives(limits)
                .register(registry);
    }

    private void gauge(String name, String help, IntSupplier value) {
        Gauge.builder(name, value, IntSupplier::getAsInt)
                .description(help)
                .strongReference(true)
                .register(registry);
    }

    private static Duration[] millis(int... limits) {
        Duration[] durations = new Duration[limits.length];
        for (int i = 0; i < limits.length; i++) {
            durations[i] = Duration.ofMillis(limits[i]);
        }
        return durations;
    }
}
