// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import static dev.headroom.lab.file.Json.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.plan.Answer;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Writes a turn down as one line of JSON; numbers have six digits, and null stands for what is not known. */
final class ShadowJson {
    private ShadowJson() {}

    static String of(ShadowTurn turn) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("time", turn.at().toString())
                .put("desired", turn.desired())
                .put("answer", whole(turn.answered()))
                .put("capacityPerReplica", figure(turn.rates().capacityPerReplica()))
                .put("carriedPerReplica", figure(turn.rates().carried()))
                .put(
                        "carriedFrom",
                        turn.rates()
                                .carriedPerReplica()
                                .map(carried -> word(carried.source()))
                                .orElse(null))
                .put("ready", whole(turn.fleet().ready()))
                .put("waiting", whole(turn.fleet().load().waiting()))
                .put("running", whole(turn.fleet().load().running()))
                .put("arrivalsPerSecond", figure(turn.rates().arrivals()));
        ArrayNode violated = json.putArray("violated");
        turn.violated().forEach(one -> violated.add(one.objective().toString()));
        ArrayNode objectives = json.putArray("objectives");
        turn.standings()
                .forEach(standing -> objectives
                        .addObject()
                        .put("objective", standing.objective().toString())
                        .put("limitSeconds", figure(standing.objective().limitSeconds()))
                        .put("observedSeconds", figure(standing.observedSeconds()))
                        .put("missed", standing.missed())
                        .put("violated", standing.violated()));
        json.put("telemetry", turn.telemetry())
                .put("unavailable", turn.answer() instanceof Answer.Unavailable missing ? missing.sentence() : null);
        ArrayNode reasons = json.putArray("reasons");
        turn.reasons()
                .forEach(reason -> reasons.addObject()
                        .put("stage", word(reason.code()))
                        .put("replicas", reason.replicas())
                        .put("sentence", reason.sentence()));
        return json.toString();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Integer whole(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Long whole(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
