// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.capacity.ReplicaCapacity;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Writes a sizing down, as one JSON object or as a table of two columns with the same words. */
final class SizeReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SizeReport() {}

    static String json(Sizing sizing) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields(sizing));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("numbers and texts are always JSON", impossible);
        }
    }

    static String table(Sizing sizing) {
        StringBuilder table = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> fields =
                fields(sizing).properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String value = field.getValue().isNull() ? "-" : field.getValue().asText();
            table.append(String.format(Locale.ROOT, "%-24s %s", field.getKey(), value));
            table.append(fields.hasNext() ? System.lineSeparator() : "");
        }
        return table.toString();
    }

    private static ObjectNode fields(Sizing sizing) {
        ObjectNode fields = JSON.createObjectNode();
        fields.put("feasible", sizing.replicas().isPresent());
        if (sizing.replicas().isPresent()) {
            Sizing.Count count = sizing.replicas().get();
            ReplicaCapacity capacity = count.bound().capacity();
            fields.put("replicas", count.replicas());
            put(fields, "ratePerReplica", capacity.requestsPerSecond());
            put(fields, "concurrencyPerReplica", capacity.concurrency());
            fields.put("bindingObjective", count.bound().word());
            sizing.gpus().ifPresent(gpus -> fields.put("gpus", gpus));
            sizing.usdPerHour().ifPresent(usd -> put(fields, "usdPerHour", usd));
        } else {
            fields.putNull("replicas");
            fields.putNull("ratePerReplica");
            fields.putNull("concurrencyPerReplica");
            fields.putNull("bindingObjective");
        }
        fields.put("arrivals", sizing.request().shape().arrivals().name().toLowerCase(Locale.ROOT));
        fields.put("capacityModel", sizing.capacityModel());
        fields.put("why", sizing.why());
        return fields;
    }

    /** A whole number is written as one. */
    private static void put(ObjectNode fields, String key, double value) {
        BigDecimal clean = Figures.clean(value);
        if (clean.scale() <= 0) {
            fields.put(key, clean.longValueExact());
        } else {
            fields.put(key, clean.doubleValue());
        }
    }
}
