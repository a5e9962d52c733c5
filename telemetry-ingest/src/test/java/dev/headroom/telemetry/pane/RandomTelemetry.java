// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.telemetry.EventId;
import dev.headroom.telemetry.Observer;
import dev.headroom.telemetry.Origin;
import dev.headroom.telemetry.Phase;
import dev.headroom.telemetry.RequestObservation;
import dev.headroom.telemetry.RequestTimings;
import dev.headroom.telemetry.ServerCounters;
import dev.headroom.telemetry.ServerGauges;
import dev.headroom.telemetry.ServerLimits;
import dev.headroom.telemetry.ServerReading;
import dev.headroom.telemetry.TokenCounts;
import dev.headroom.telemetry.WorkloadKey;
import dev.headroom.telemetry.window.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** All kinds of things that are told of a workload within fifteen minutes, in the order in which they happen to be read. */
final class RandomTelemetry {
    static final WorkloadKey CHAT = new WorkloadKey("llm", "chat");
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static final List<Observer> OBSERVERS = List.of(Observer.values());

    private final SplittableRandom random;
    private final int spanSeconds;

    RandomTelemetry(long seed, int spanSeconds) {
        this.random = new SplittableRandom(seed);
        this.spanSeconds = spanSeconds;
    }

    /** One thing that is told. */
    @FunctionalInterface
    interface Told {
        void to(Intake intake);
    }

    List<Told> of(int requests, int readings) {
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            addRequest(told, i);
        }
        for (int i = 0; i < readings; i++) {
            ServerReading reading = reading();
            String replica = replica();
            Instant readAt = reading.at().plusMillis(random.nextInt(3_000));
            told.add(intake -> intake.absorb(CHAT, replica, reading, readAt));
        }
        for (int i = told.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Told kept = told.get(i);
            told.set(i, told.get(other));
            told.set(other, kept);
        }
        return told;
    }

    private void addRequest(List<Told> told, int number) {
        Instant arrival = START.plusNanos(random.nextLong(1_000_000_000L * spanSeconds));
        Duration lasts = Duration.ofNanos(random.nextLong(30_000_000_000L));
        Observer observer = OBSERVERS.get(random.nextInt(OBSERVERS.size()));
        Optional<String> replica = random.nextInt(10) == 0 ? Optional.empty() : Optional.of(replica());
        int sequences = 1 + random.nextInt(3);
        long high = random.nextLong();
        if (random.nextBoolean()) {
            told.add(intake -> intake.absorb(
                    CHAT,
                    Optional.empty(),
                    new RequestObservation(
                            new EventId(high, number),
                            Origin.UNKNOWN,
                            Phase.ADMITTED,
                            arrival,
                            arrival,
                            tokens(OptionalInt.empty(), OptionalInt.of(sequences)),
                            RequestTimings.UNKNOWN,
                            0,
                            observer)));
        }
        for (int sequence = 0; sequence < sequences; sequence++) {
            RequestObservation ended = ended(new EventId(high, number), arrival, lasts, observer, sequences);
            if (random.nextInt(20) > 0) {
                told.add(intake -> intake.absorb(CHAT, replica, ended));
            }
        }
    }

    private RequestObservation ended(EventId id, Instant arrival, Duration lasts, Observer observer, int sequences) {
        Phase phase = random.nextInt(5) > 0 ? Phase.COMPLETED : random.nextBoolean() ? Phase.ABORTED : Phase.FAILED;
        Duration first = lasts.dividedBy(1 + random.nextInt(20));
        return new RequestObservation(
                id,
                Origin.UNKNOWN,
                phase,
                arrival,
                arrival.plus(lasts),
                tokens(maybe(random.nextInt(900)), OptionalInt.of(sequences)),
                new RequestTimings(
                        random.nextInt(4) > 0 ? Optional.of(first) : Optional.empty(),
                        random.nextInt(9) > 0 ? Optional.of(lasts) : Optional.empty(),
                        Optional.empty()),
                random.nextInt(10) == 0 ? 1 : 0,
                observer);
    }

    private TokenCounts tokens(OptionalInt output, OptionalInt sequences) {
        int input = (int) Math.exp(random.nextDouble(11));
        OptionalInt given = maybe(input);
        return new TokenCounts(
                given, given.isPresent() ? maybe(random.nextInt(input + 1)) : OptionalInt.empty(), output, sequences);
    }

    private ServerReading reading() {
        long counted = random.nextInt(100_000);
        return new ServerReading(
                Origin.UNKNOWN,
                Integer.toString(random.nextInt(2)),
                START.plusMillis(random.nextLong(1_000L * spanSeconds)),
                new ServerGauges(known(random.nextInt(90)), known(random.nextInt(9)), OptionalDouble.of(0.25)),
                new ServerCounters(known(counted), known(counted + 3), OptionalLong.empty(), known(7 * counted)),
                ServerLimits.ofKvTokens(known(1_000 * random.nextLong(0, 9))));
    }

    private OptionalInt maybe(int value) {
        return random.nextInt(8) > 0 ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private OptionalLong known(long value) {
        return random.nextInt(8) > 0 ? OptionalLong.of(value) : OptionalLong.empty();
    }

    private String replica() {
        return "pod-" + random.nextInt(5);
    }
}
