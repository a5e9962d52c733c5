// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.decision.Consequence;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.decision.Difference;
import java.util.List;
import java.util.Optional;

/** What was found, for programs. */
final class ExplanationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ExplanationJson() {}

    static String of(Findings findings, Optional<Decision> otherwise) {
        ObjectNode object = JSON.objectNode();
        object.put("decisions", findings.decisions());
        object.put("sameNumber", findings.decisions() - findings.different().size());
        ArrayNode different = object.putArray("different");
        findings.different().forEach(checked -> different.add(place(checked)));
        object.put("unreadableLines", findings.bad().size());
        ArrayNode bad = object.putArray("badLines");
        findings.bad().forEach(bad::add);
        findings.chosen().ifPresent(chosen -> object.set("decision", decision(chosen)));
        otherwise.ifPresent(other -> object.set("otherwise", DecisionText.asTree(other.plan())));
        return object.toPrettyString();
    }

    private static ObjectNode place(Checked checked) {
        ObjectNode object = JSON.objectNode();
        object.put("line", checked.line());
        object.put("workload", checked.decision().workload().toString());
        object.put("madeAt", checked.decision().plan().madeAt().toString());
        object.set("differences", differences(checked.differences()));
        return object;
    }

    private static ObjectNode decision(Checked chosen) {
        ObjectNode object = place(chosen);
        object.put("version", chosen.decision().version());
        object.put("sameNumber", chosen.sameNumber());
        object.set("plan", DecisionText.asTree(chosen.decision().plan()));
        ArrayNode neighbours = object.putArray("consequences");
        for (Consequence consequence : Sentences.neighbours(chosen.decision())) {
            neighbours.add(DecisionText.asTree(consequence));
        }
        return object;
    }

    private static ArrayNode differences(List<Difference> differences) {
        ArrayNode array = JSON.arrayNode();
        differences.forEach(difference -> array.add(DecisionText.asTree(difference)));
        return array;
    }
}
