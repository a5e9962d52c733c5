// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.cli.http.RunningHeadroom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A workload's past in a running service: every 10 s of the last two hours, every 5 min of the last 26. */
final class LivePast {
    private static final String SECONDS = "seconds";

    private final RunningHeadroom service;
    private final String path;

    LivePast(RunningHeadroom service, String workload) {
        this.service = service;
        this.path = "workloads/" + workload;
    }

    /**
     * The figures of an interval, and the plan of now.
     *
     * @throws IllegalStateException without an answer, and where the service has fewer than two points of that time
     */
    ObjectNode between(Optional<Instant> from, Optional<Instant> to) throws InterruptedException {
        ObjectNode timeline =
                cut(reachingTo(from.orElse(Instant.MAX)), from.orElse(Instant.MIN), to.orElse(Instant.MAX));
        int points = timeline.path(SECONDS).size();
        if (points < 2) {
            throw new IllegalStateException(
                    service + " has " + points + " points of that time, and a report needs two");
        }
        ObjectNode report = timeline.objectNode();
        report.set("plan", read(path));
        report.set("timeline", timeline);
        return report;
    }

    /** The finer one that reaches back so far, or else the one that reaches further. */
    private JsonNode reachingTo(Instant from) throws InterruptedException {
        JsonNode fine = read(path + "/timeline?hours=2");
        if (!from.isBefore(begin(fine))) {
            return fine;
        }
        JsonNode coarse = read(path + "/timeline?hours=26");
        Duration span = Duration.ofSeconds(coarse.path("spanSeconds").asLong());
        return begin(coarse).plus(span).isBefore(begin(fine)) ? coarse : fine;
    }

    private JsonNode read(String page) throws InterruptedException {
        String answer = service.get(page);
        try {
            return new ObjectMapper().readTree(answer);
        } catch (JsonProcessingException foreign) {
            throw new IllegalStateException(service + " answered something else than JSON", foreign);
        }
    }

    private static Instant begin(JsonNode timeline) {
        JsonNode first = timeline.path(SECONDS).path(0);
        return Instant.ofEpochSecond(first.asLong());
    }

    private static ObjectNode cut(JsonNode timeline, Instant from, Instant to) {
        JsonNode seconds = timeline.path(SECONDS);
        List<Integer> kept = IntStream.range(0, seconds.size())
                .filter(at -> isWithin(Instant.ofEpochSecond(seconds.get(at).asLong()), from, to))
                .boxed()
                .toList();
        ObjectNode cut = timeline.deepCopy();
        cut.set(SECONDS, only(kept, seconds));
        ObjectNode figures = cut.putObject("figures");
        timeline.path("figures").properties().forEach(one -> figures.set(one.getKey(), only(kept, one.getValue())));
        cut.path("objectives").forEach(one -> ((ObjectNode) one).set(SECONDS, only(kept, one.path(SECONDS))));
        ArrayNode changes = cut.putArray("changes");
        timeline.path("changes").forEach(change -> {
            if (isWithin(Instant.parse(change.path("at").asText()), from, to)) {
                changes.add(change);
            }
        });
        return cut;
    }

    private static ArrayNode only(List<Integer> kept, JsonNode values) {
        ArrayNode some = new ObjectMapper().createArrayNode();
        kept.forEach(at -> some.add(values.path(at)));
        return some;
    }

    private static boolean isWithin(Instant at, Instant from, Instant to) {
        return !at.isBefore(from) && !at.isAfter(to);
    }
}
