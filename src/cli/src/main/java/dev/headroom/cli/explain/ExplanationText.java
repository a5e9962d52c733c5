// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.scaler.decision.Consequence;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found, for people. */
final class ExplanationText {
    /** More than anybody reads; what is left out is counted. */
    private static final int MOST_SHOWN = 10;

    private ExplanationText() {}

    static String of(LoggedDecisions log, WhatIf whatIf, Optional<Decision> otherwise) {
        List<String> lines = new ArrayList<>();
        log.chosen().ifPresent(chosen -> {
            decision(chosen, lines);
            otherwise.ifPresent(other -> otherwise(chosen.decision(), other, whatIf, lines));
        });
        lines.add("Recomputed decisions of the file: " + log.decisions());
        lines.add("  same number: " + (log.decisions() - log.different().size()) + " of " + log.decisions());
        if (!log.bad().isEmpty()) {
            lines.add("  lines that could not be read: " + log.bad().size());
        }
        log.different().stream().limit(MOST_SHOWN).forEach(checked -> {
            lines.add("  line " + checked.line() + ", " + checked.decision().workload() + " at "
                    + checked.decision().plan().madeAt());
            differences(checked, lines);
        });
        int left = log.different().size() - MOST_SHOWN;
        if (left > 0) {
            lines.add("  and " + left + " more");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static void decision(LoggedDecisions.Checked chosen, List<String> lines) {
        Decision decision = chosen.decision();
        lines.add(decision.workload() + " at " + decision.plan().madeAt() + " (line " + chosen.line() + ", made by "
                + decision.version() + ")");
        lines.add(Sentences.answer(decision.plan()));
        lines.add("");
        lines.add("Why");
        lines.addAll(Sentences.stages(decision.plan()));
        lines.add("");
        lines.add("Inputs");
        lines.addAll(Sentences.inputs(decision));
        lines.add("");
        lines.add("One replica fewer, one more");
        Sentences.neighbours(decision).stream().map(Consequence::sentence).forEach(text -> lines.add("  " + text));
        lines.add("");
        lines.add("Made again");
        lines.add("  same number: " + (chosen.sameNumber() ? "yes" : "no"));
        if (chosen.sameNumber() && !chosen.differences().isEmpty()) {
            lines.add("  but not all of it is the same:");
            differences(chosen, lines);
        }
        lines.add("");
    }

    private static void otherwise(Decision decision, Decision other, WhatIf whatIf, List<String> lines) {
        String what = whatIf.policyText().isPresent() ? "the other policy" : "";
        String changes = String.join(", ", whatIf.changes());
        lines.add("With " + what + (what.isEmpty() || changes.isEmpty() ? "" : " and ") + changes);
        lines.add("  " + Sentences.replicas(other.plan().desired()) + " instead of "
                + decision.plan().desired() + ". " + Sentences.answer(other.plan()));
        lines.addAll(Sentences.stages(other.plan()));
        lines.add("  The rest is as it was: demand, what a replica carries, and the plan before.");
        lines.add("");
    }

    private static void differences(LoggedDecisions.Checked checked, List<String> lines) {
        checked.differences().stream()
                .limit(MOST_SHOWN)
                .map(Difference::sentence)
                .forEach(text -> lines.add("    " + text));
        int left = checked.differences().size() - MOST_SHOWN;
        if (left > 0) {
            lines.add("    and " + left + " more");
        }
    }
}
