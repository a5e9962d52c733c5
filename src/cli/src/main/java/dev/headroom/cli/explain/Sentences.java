// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.explain;

import dev.headroom.scaler.decision.Consequence;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.forecast.Demand;
import dev.headroom.scaler.plan.CapacityFacts;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.slo.SloPolicy;
import dev.headroom.scaler.supply.Supply;
import dev.headroom.telemetry.snapshot.ArrivalRate;
import dev.headroom.telemetry.snapshot.WorkloadSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A decision in people's words. */
final class Sentences {
    /** Between which nine of ten rates lie. */
    private static final double PERCENT = 100;

    private Sentences() {}

    static String answer(ReplicaPlan plan) {
        return plan.answer()
                .fold(
                        known -> "KEDA is told " + replicas(known.count())
                                + (known.count() == plan.desired() ? "." : "; " + plan.desired() + " would be right."),
                        unknown -> "KEDA is told nothing: " + unknown.sentence() + ".");
    }

    static List<String> stages(ReplicaPlan plan) {
        return plan.reasons().stream().map(Sentences::stage).toList();
    }

    private static String stage(Reason reason) {
        return String.format(Locale.ROOT, "  %-21s %d  %s", reason.code(), reason.replicas(), reason.sentence());
    }

    static List<String> inputs(Decision decision) {
        PlanInput input = decision.input();
        WorkloadSnapshot snapshot = input.snapshot();
        List<String> rows = new ArrayList<>();
        rows.add(row(
                "telemetry",
                snapshot.state().word() + " since " + snapshot.state().since() + ": "
                        + snapshot.state().cause()));
        rows.add(row("arrivals", snapshot.arrivals().map(Sentences::arrivals).orElse("not known")));
        rows.add(row("ended", ended(snapshot)));
        rows.add(row("demand", input.demand().map(Sentences::demand).orElse("not known")));
        rows.add(row("policy", policy(input.policy())));
        rows.add(row("capacity", capacity(input.capacity())));
        rows.add(row("supply", supply(input.supply())));
        input.budget().ifPresent(budget -> rows.add(row("budget", words(budget))));
        rows.add(row(
                "before",
                input.previous()
                        .map(plan -> replicas(plan.desired()) + ", planned "
                                + seconds(Duration.between(plan.madeAt(), snapshot.at())) + " earlier")
                        .orElse("no plan")));
        rows.add(row("settings", words(decision.settings())));
        return rows;
    }

    /** One fewer, as planned, one more. */
    static List<Consequence> neighbours(Decision decision) {
        List<Consequence> all = new ArrayList<>();
        int desired = decision.plan().desired();
        for (int count = Math.max(0, desired - 1); count <= desired + 1; count++) {
            all.add(Consequence.of(decision, count));
        }
        return all;
    }

    static String replicas(int count) {
        return count == 1 ? "1 replica" : count + " replicas";
    }

    private static String arrivals(ArrivalRate rate) {
        return String.format(
                Locale.ROOT,
                "%.2f requests/s over %s until %s, by %s, %.0f %% seen%s%s",
                rate.perSecond(),
                seconds(Duration.between(rate.from(), rate.to())),
                rate.to(),
                rate.source().word(),
                rate.completeness() * PERCENT,
                rate.whole() ? "" : ", not the whole time observed",
                rate.dispersion().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", dispersion %.2f",
                                rate.dispersion().getAsDouble())
                        : "");
    }

    private static String ended(WorkloadSnapshot snapshot) {
        return snapshot.now().ends().completed() + " completed, "
                + snapshot.now().ends().aborted() + " aborted, "
                + snapshot.now().ends().failed() + " failed recently; "
                + snapshot.unfinished().count() + " known to be unfinished";
    }

    private static String demand(Demand demand) {
        return String.format(
                Locale.ROOT,
                "%.2f requests/s, may rise by %.2f within %s (%s); %.0f tokens in, %.0f to compute, %.0f out",
                demand.requestsPerSecond(),
                demand.rise(),
                seconds(demand.horizon()),
                word(demand.source()),
                demand.shape().inputTokens(),
                demand.shape().tokensToCompute(),
                demand.shape().outputTokens());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String policy(SloPolicy policy) {
        String objectives = policy.objectives().stream().map(Object::toString).collect(Collectors.joining(", "));
        String ceiling = policy.concurrencyPerReplica().isPresent()
                ? ", at most " + policy.concurrencyPerReplica().getAsInt() + " in flight per replica"
                : "";
        return policy.name() + ": " + (objectives.isEmpty() ? "no objectives" : objectives) + ceiling + "; replicas "
                + policy.replicas().min() + " to " + policy.replicas().max() + "; posture "
                + policy.terms().posture().name().toLowerCase(Locale.ROOT);
    }

    private static String capacity(CapacityFacts facts) {
        return facts.believed()
                .map(one -> String.format(
                        Locale.ROOT,
                        "%.0f tokens/s per replica (%s); %.0f %% of the error budget is spent as it comes, %.1f may be missed now",
                        one.workPerSecond(),
                        word(one.source()),
                        one.budgetBurn() * PERCENT,
                        one.mayMiss()))
                .orElse("nothing is known of a replica");
    }

    private static String supply(Supply supply) {
        String wanted = supply.wanted().isPresent() ? supply.wanted().getAsInt() + " wanted" : "wanted is not known";
        String ready = supply.ready().isPresent() ? supply.ready().getAsInt() + " ready" : "pods cannot be seen";
        String starting = supply.starting().isEmpty()
                ? ""
                : ", starting: "
                        + supply.starting().stream()
                                .map(one -> one.name() + " in " + seconds(one.expectedIn()))
                                .collect(Collectors.joining(", "));
        return wanted + ", " + ready + starting;
    }

    /** A record by its components' names, for those that only experts ask for. */
    private static String words(Record values) {
        return DecisionText.asTree(values)
                .toString()
                .replaceAll("[{}\"]", "")
                .replaceAll("(\\.\\d{3})\\d+", "$1")
                .replace(",", ", ")
                .replace(":", " ");
    }

    private static String row(String name, String text) {
        return String.format(Locale.ROOT, "  %-11s %s", name, text);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.0f s", duration.toMillis() / 1e3);
    }
}
