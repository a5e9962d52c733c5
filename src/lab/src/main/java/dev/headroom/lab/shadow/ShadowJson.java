// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.shadow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.SloStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes a turn down as one line of JSON; numbers have six digits, and null stands for what is not known. */
final class ShadowJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final MathContext DIGITS = new MathContext(6);

    private ShadowJson() {}

    static String of(ShadowTurn turn) {
        ObjectNode json = JSON.objectNode();
        json.put("time", turn.at().toString());
        json.put("desired", turn.desired());
        put(json, "answer", turn.answered());
        put(json, "capacityPerReplica", turn.rates().capacityPerReplica());
        put(json, "carriedPerReplica", turn.rates().carried());
        json.put(
                "carriedFrom",
                turn.rates()
                        .carriedPerReplica()
                        .map(carried -> carried.source().name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        put(json, "ready", turn.fleet().ready());
        put(json, "waiting", turn.fleet().load().waiting());
        put(json, "running", turn.fleet().load().running());
        put(json, "arrivalsPerSecond", turn.rates().arrivals());
        ArrayNode violated = json.putArray("violated");
        turn.violated().forEach(one -> violated.add(one.objective().toString()));
        ArrayNode objectives = json.putArray("objectives");
        turn.standings().forEach(standing -> objectives.add(objective(standing)));
        json.put("telemetry", turn.telemetry());
        json.put("unavailable", turn.answer() instanceof Answer.Unavailable missing ? missing.sentence() : null);
        ArrayNode reasons = json.putArray("reasons");
        turn.reasons().forEach(reason -> reasons.add(reason(reason)));
        return json.toString();
    }

    private static ObjectNode objective(SloStatus standing) {
        ObjectNode json = JSON.objectNode();
        json.put("objective", standing.objective().toString());
        put(json, "limitSeconds", OptionalDouble.of(standing.objective().limitSeconds()));
        put(json, "observedSeconds", standing.observedSeconds());
        json.put("missed", standing.missed());
        json.put("violated", standing.violated());
        return json;
    }

    private static ObjectNode reason(Reason reason) {
        ObjectNode json = JSON.objectNode();
        json.put("stage", reason.code().name().toLowerCase(Locale.ROOT));
        json.put("replicas", reason.replicas());
        json.put("sentence", reason.sentence());
        return json;
    }

    private static void put(ObjectNode json, String key, OptionalInt value) {
        put(json, key, value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty());
    }

    private static void put(ObjectNode json, String key, OptionalLong value) {
        if (value.isPresent()) {
            json.put(key, value.getAsLong());
        } else {
            json.putNull(key);
        }
    }

    private static void put(ObjectNode json, String key, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.put(key, BigDecimal.valueOf(value.getAsDouble()).round(DIGITS).doubleValue());
        } else {
            json.putNull(key);
        }
    }
}
