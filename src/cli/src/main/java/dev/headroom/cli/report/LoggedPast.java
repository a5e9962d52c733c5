// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.lab.file.BadInputException;
import dev.headroom.lab.file.InputFile;
import dev.headroom.scaler.decision.Decision;
import dev.headroom.scaler.decision.DecisionText;
import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.plan.Reason;
import dev.headroom.scaler.plan.ReplicaPlan;
import dev.headroom.scaler.timeline.DrawnFigure;
import dev.headroom.scaler.timeline.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A workload's past in a decision log, in the form in which a running service tells it. */
final class LoggedPast {
    /** The log has a decision at each change, and by default at least so often. */
    private static final Duration USUAL = Duration.ofMinutes(10);

    private final ObjectNode report = JsonNodeFactory.instance.objectNode();
    private final ObjectNode timeline = report.putObject("timeline");
    private final List<Decision> decisions;

    private LoggedPast(List<Decision> decisions) {
        this.decisions = decisions;
    }

    /**
     * The decisions about a workload in an interval. Lines that cannot be read are left out, as {@code headroom explain} does.
     *
     * @param workload as {@code namespace/name}
     */
    static ObjectNode between(Path log, String workload, Optional<Instant> from, Optional<Instant> to) {
        List<Decision> decisions = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(InputFile.existing("--decisions", log))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                decision(line)
                        .filter(one -> one.workload().toString().equals(workload))
                        .filter(one -> !one.plan().madeAt().isBefore(from.orElse(Instant.MIN))
                                && !one.plan().madeAt().isAfter(to.orElse(Instant.MAX)))
                        .ifPresent(decisions::add);
            }
        } catch (IOException failure) {
            throw new BadInputException(
                    "--decisions cannot be read from '" + log + "': " + failure.getMessage(), failure);
        }
        BadInputException.unless(
                decisions.size() > 1,
                "--decisions must have two decisions about " + workload + " in that time, has " + decisions.size());
        return new LoggedPast(decisions).report();
    }

    private static Optional<Decision> decision(String line) {
        return line.isBlank()
                ? Optional.empty()
                : DecisionText.read(line).fold(valid -> Optional.of(valid.value()), invalid -> Optional.empty());
    }

    private ObjectNode report() {
        timeline.put("workload", decisions.get(0).workload().toString()).put("spanSeconds", USUAL.toSeconds());
        List<Sample> samples = decisions.stream().map(Sample::of).toList();
        samples.forEach(one -> timeline.withArray("seconds").add(one.at().getEpochSecond()));
        samples.forEach(this::addFigures);
        addLatencies(samples);
        timeline.putArray("changes");
        for (int at = decisions.size() - 1; at >= 0; at--) {
            ReplicaPlan plan = decisions.get(at).plan();
            if (at == 0 || !decisions.get(at - 1).plan().answer().equals(plan.answer())) {
                addChange(
                        at == 0
                                ? Optional.empty()
                                : Optional.of(decisions.get(at - 1).plan()),
                        plan);
            }
        }
        addPlan(decisions.get(decisions.size() - 1));
        return report;
    }

    private void addFigures(Sample sample) {
        for (DrawnFigure figure : DrawnFigure.values()) {
            put(
                    timeline.withObject("/figures").withArray(figure.word()),
                    sample.figures().get(figure));
        }
    }

    private static void put(ArrayNode values, @Nullable Double value) {
        if (value == null || value.isNaN()) {
            values.addNull();
        } else {
            values.add(value);
        }
    }

    /** Those of every policy in that time. */
    private void addLatencies(List<Sample> samples) {
        samples.stream()
                .flatMap(sample -> sample.latencies().keySet().stream())
                .distinct()
                .forEach(objective -> {
                    ObjectNode latencies = timeline.withArray("objectives").addObject();
                    latencies.put("objective", objective.toString()).put("limitSeconds", objective.limitSeconds());
                    samples.forEach(sample -> put(
                            latencies.withArray("seconds"), sample.latencies().get(objective)));
                });
    }

    private void addChange(Optional<ReplicaPlan> before, ReplicaPlan plan) {
        ObjectNode change = timeline.withArray("changes").addObject();
        change.put("at", plan.madeAt().toString()).put("telemetry", plan.state().word());
        before.map(ReplicaPlan::answer)
                .filter(Answer.Replicas.class::isInstance)
                .ifPresent(answer -> change.put("from", ((Answer.Replicas) answer).count()));
        if (plan.answer() instanceof Answer.Replicas some) {
            change.put("to", some.count());
        } else if (plan.answer() instanceof Answer.Unavailable none) {
            change.put("unavailable", none.sentence());
        }
        addReasons(change, plan);
    }

    private static void addReasons(ObjectNode to, ReplicaPlan plan) {
        ArrayNode reasons = to.putArray("reasons");
        for (Reason reason : plan.reasons()) {
            reasons.addObject()
                    .put("stage", reason.code().name().toLowerCase(Locale.ROOT))
                    .put("replicas", reason.replicas())
                    .put("sentence", reason.sentence());
        }
    }

    private void addPlan(Decision newest) {
        ReplicaPlan.Basis basis = newest.plan().basis();
        ObjectNode plan = report.putObject("plan");
        plan.put("madeAt", newest.plan().madeAt().toString())
                .put("desired", newest.plan().desired())
                .put("leadTimeSeconds", newest.input().horizon().toSeconds());
        addReasons(plan, newest.plan());
        basis.budget()
                .ifPresent(one ->
                        plan.putObject("budget").put("spent", one.spent()).put("burning", one.burning()));
        ObjectNode facts = plan.putObject("basis");
        basis.ratePerReplica().ifPresent(rate -> facts.put("ratePerReplica", rate));
        basis.usdPerHour().ifPresent(usd -> facts.put("usdPerHour", usd));
        basis.believed()
                .ifPresent(
                        one -> facts.put("capacitySource", one.source().name().toLowerCase(Locale.ROOT)));
        basis.demand()
                .ifPresent(demand -> facts.put("inputTokens", demand.shape().inputTokens())
                        .put("outputTokens", demand.shape().outputTokens()));
    }
}
