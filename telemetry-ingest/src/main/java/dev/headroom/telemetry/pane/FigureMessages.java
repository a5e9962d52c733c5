// SPDX-License-Identifier: Apache-2.0
package dev.headroom.telemetry.pane;

import dev.headroom.proto.pane.Arrivals;
import dev.headroom.proto.pane.EndedPane;
import dev.headroom.proto.pane.PromptWork;
import dev.headroom.proto.pane.Sketch;
import dev.headroom.telemetry.sketch.QuantileSketch;
import dev.headroom.telemetry.window.EndCounts;
import dev.headroom.telemetry.window.EndedRequests;
import dev.headroom.telemetry.window.Measure;
import dev.headroom.telemetry.window.PromptFigures;
import dev.headroom.telemetry.window.SecondFigures;
import dev.headroom.telemetry.window.WorkloadPane;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The border between figures of requests and their messages. */
final class FigureMessages {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private FigureMessages() {}

    static long nanosOf(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    static Instant instantOf(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static Optional<Arrivals> messageOf(SortedMap<Long, SecondFigures> bySecond) {
        if (bySecond.isEmpty()) {
            return Optional.empty();
        }
        Arrivals.Builder message = Arrivals.newBuilder();
        long before = 0;
        for (Map.Entry<Long, SecondFigures> second : bySecond.entrySet()) {
            message.addSeconds(second.getKey() - before)
                    .addAdmitted(second.getValue().admitted())
                    .addEnded(second.getValue().ended())
                    .addMarks(second.getValue().marks());
            before = second.getKey();
        }
        return Optional.of(message.build());
    }

    static void read(Arrivals message, boolean byServers, WorkloadPane pane) {
        int seconds = message.getSecondsCount();
        if (message.getAdmittedCount() != seconds
                || message.getEndedCount() != seconds
                || message.getMarksCount() != seconds) {
            throw new IllegalArgumentException("columns of arrivals must have equal lengths, had " + seconds + ", "
                    + message.getAdmittedCount() + ", " + message.getEndedCount() + ", " + message.getMarksCount());
        }
        long second = 0;
        for (int i = 0; i < seconds; i++) {
            second += message.getSeconds(i);
            pane.addArrivals(
                    byServers,
                    second,
                    new SecondFigures(count(message.getAdmitted(i)), count(message.getEnded(i)), message.getMarks(i)));
        }
    }

    static EndedPane messageOf(long number, EndedRequests requests) {
        EndCounts counts = requests.counts();
        EndedPane.Builder message = EndedPane.newBuilder()
                .setNumber(number)
                .setCompleted(counts.completed())
                .setAborted(counts.aborted())
                .setFailed(counts.failed())
                .setRetries(counts.retries())
                .setPrompts(messageOf(requests.prompts()));
        requests.sketches().forEach((measure, sketch) -> message.addSketches(messageOf(measure, sketch)));
        return message.build();
    }

    static EndedRequests read(EndedPane message) {
        EndCounts counts = new EndCounts(
                count(message.getCompleted()),
                count(message.getAborted()),
                count(message.getFailed()),
                count(message.getRetries()));
        Map<Measure, QuantileSketch> sketches = new EnumMap<>(Measure.class);
        for (Sketch sketch : message.getSketchesList()) {
            measureOf(sketch.getMeasure()).ifPresent(measure -> sketches.put(measure, read(sketch)));
        }
        return EndedRequests.of(counts, read(message.getPrompts()), sketches);
    }

    static PromptWork messageOf(PromptFigures figures) {
        return PromptWork.newBuilder()
                .setThousandthsToCompute(figures.thousandthsToCompute())
                .setThousandthsUncertain(figures.thousandthsUncertain())
                .setSequences(figures.sequences())
                .build();
    }

    static PromptFigures read(PromptWork message) {
        return new PromptFigures(
                count(message.getThousandthsToCompute()),
                count(message.getThousandthsUncertain()),
                count(message.getSequences()));
    }

    static int count(int value) {
        return (int) count((long) value);
    }

    static long count(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count must be 0 or more, was " + value);
        }
        return value;
    }

    private static Sketch messageOf(Measure measure, QuantileSketch sketch) {
        return Sketch.newBuilder()
                .setMeasure(messageOf(measure))
                .setZeros(sketch.zeros())
                .setSumOfMillionths(sketch.sumOfMillionths())
                .setFirstBin(sketch.firstBin())
                .addAllCounts(sketch.binCounts())
                .build();
    }

    private static QuantileSketch read(Sketch message) {
        return QuantileSketch.of(
                message.getZeros(), message.getSumOfMillionths(), message.getFirstBin(), message.getCountsList());
    }

    private static dev.headroom.proto.pane.Measure messageOf(Measure measure) {
        return switch (measure) {
            case INPUT_TOKENS -> dev.headroom.proto.pane.Measure.INPUT_TOKENS;
            case OUTPUT_TOKENS -> dev.headroom.proto.pane.Measure.OUTPUT_TOKENS;
            case TIME_TO_FIRST_TOKEN -> dev.headroom.proto.pane.Measure.TIME_TO_FIRST_TOKEN;
            case INTER_TOKEN_LATENCY -> dev.headroom.proto.pane.Measure.INTER_TOKEN_LATENCY;
            case END_TO_END -> dev.headroom.proto.pane.Measure.END_TO_END;
            case ABORTED_AFTER -> dev.headroom.proto.pane.Measure.ABORTED_AFTER;
            case ABORTED_WITHOUT_TOKEN -> dev.headroom.proto.pane.Measure.ABORTED_WITHOUT_TOKEN;
            case FAILED_AFTER -> dev.headroom.proto.pane.Measure.FAILED_AFTER;
        };
    }

    /** Empty for one of a later version. */
    private static Optional<Measure> measureOf(dev.headroom.proto.pane.Measure measure) {
        return switch (measure) {
            case INPUT_TOKENS -> Optional.of(Measure.INPUT_TOKENS);
            case OUTPUT_TOKENS -> Optional.of(Measure.OUTPUT_TOKENS);
            case TIME_TO_FIRST_TOKEN -> Optional.of(Measure.TIME_TO_FIRST_TOKEN);
            case INTER_TOKEN_LATENCY -> Optional.of(Measure.INTER_TOKEN_LATENCY);
            case END_TO_END -> Optional.of(Measure.END_TO_END);
            case ABORTED_AFTER -> Optional.of(Measure.ABORTED_AFTER);
            case ABORTED_WITHOUT_TOKEN -> Optional.of(Measure.ABORTED_WITHOUT_TOKEN);
            case FAILED_AFTER -> Optional.of(Measure.FAILED_AFTER);
            case MEASURE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }
}
