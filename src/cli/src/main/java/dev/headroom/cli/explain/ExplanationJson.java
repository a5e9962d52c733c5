// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import java.util.List;
import java.util.Optional;

/** What was found, for programs. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(LoggedDecisions log, Optional<Decision> otherwise) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("decisions", log.decisions())
                .put("sameNumber", log.decisions() - log.different().size());
        ArrayNode different = object.putArray("different");
        log.different().forEach(checked -> different.add(place(checked)));
        object.put("unreadableLines", log.bad().size());
        ArrayNode bad = object.putArray("badLines");
        log.bad().forEach(bad::add);
        log.chosen().ifPresent(chosen -> object.set("decision", decision(chosen)));
        otherwise.ifPresent(other -> object.set("otherwise", DecisionText.asTree(other.plan())));
        return object.toPrettyString();
    }

    private static ObjectNode place(LoggedDecisions.Checked checked) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("line", checked.line())
                .put("workload", checked.decision().workload().toString())
                .put("madeAt", checked.decision().plan().madeAt().toString());
        add(object, "differences", checked.differences());
        return object;
    }

    private static ObjectNode decision(LoggedDecisions.Checked chosen) {
        ObjectNode object =
                place(chosen).put("version", chosen.decision().version()).put("sameNumber", chosen.sameNumber());
        object.set("plan", DecisionText.asTree(chosen.decision().plan()));
        add(object, "consequences", Sentences.neighbours(chosen.decision()));
        return object;
    }

    private static void add(ObjectNode object, String key, List<? extends Record> all) {
        ArrayNode array = object.putArray(key);
        all.forEach(one -> array.add(DecisionText.asTree(one)));
    }
}
