// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.slo;

import dev.headroom.scaler.document.NearestWord;
import dev.headroom.scaler.document.NumberRange;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.document.Section;
import dev.headroom.scaler.document.StrictYaml;
import dev.headroom.telemetry.ScaleTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads an SLO policy from its YAML text:
 *
 * <pre>{@code
 * apiVersion: headroom.dev/v1
 * workload: { models: [llama-3-8b], scaleTarget: { kind: Deployment, name: llama-3-8b } }  # either suffices
 * objectives:                                                    # any subset; each binds
 *   - { signal: e2e, percentile: 95, atMost: 5s }                # ttft | itl | e2e; several percentiles of one are fine
 * concurrency: { perReplica: 64 }                                # objectives, concurrency, or both
 * profile: h100-llama-8b                                         # optional
 * replicas: { min: 1, max: 40, maxStepUp: 8, whenDark: fallback }  # max is required; min 1, whenDark fallback by default
 * posture: balanced                                              # lean | balanced | safe; default balanced
 * cost: { gpuHourUsd: 6.88, violationUsd: 0.002 }                # optional; violationUsd 0 by default
 * mode: enforce                                                  # enforce | advise; default enforce
 * missed: { aborted: late, failed: always }                      # always | late | never, always | never; these by default
 * errorBudget: { window: 28d }                                   # 1h to 92d; default 28d
 * forecastOnly: false                                            # true | false; default false
 * }</pre>
 */
public final class SloPolicyReader {
    /** The only version of the form. */
    public static final String API_VERSION = "headroom.dev/v1";

    /** KEDA's metric is an int64 but a workload's replicas are an int32; no fleet has as many GPUs as this. */
    private static final int MOST_REPLICAS = 100_000;

    /** More requests in flight than any engine holds on one replica. */
    private static final int MOST_CONCURRENCY = 1_000_000;

    private static final int LONGEST_NAME = 253;

    /** Kinds that are known to have replicas. */
    private static final Set<String> SCALED_KINDS =
            new TreeSet<>(Set.of("Deployment", "StatefulSet", ScaleTarget.LEADER_WORKER_SET));

    private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");

    private static final String KIND_FORM =
            String.join(", ", SCALED_KINDS) + " or a custom kind with a scale subresource, written as in its manifest";

    private static final String NOT_IN_VERSION_1 = "is not in version 1: ";

    private SloPolicyReader() {}

    /**
     * Reads a policy.
     *
     * @param text the YAML document
     * @param name where it stands; its namespace is the scale target's
     * @return the policy, or every fault found
     */
    public static Parsed<SloPolicy> read(String text, DocumentName name) {
        return StrictYaml.read(text, root -> policy(root, name));
    }

    private static Supplier<SloPolicy> policy(Section root, DocumentName name) {
        root.require("apiVersion", "workload", "replicas");
        root.exactly("apiVersion", API_VERSION);
        refuseWhatIsNotInVersion1(root);
        Optional<SloPolicy.WorkloadSelector> workload =
                root.section("workload").map(section -> selector(section, root, name));
        List<Objective> objectives = objectives(root);
        OptionalInt perReplica = concurrency(root);
        Optional<String> profile = profile(root);
        Optional<ReplicaLimits> limits = root.section("replicas").flatMap(SloPolicyReader::limits);
        SloPolicy.Terms terms = terms(root);
        return () -> new SloPolicy(
                name, workload.orElseThrow(), objectives, perReplica, profile, limits.orElseThrow(), terms);
    }

    private static Optional<String> profile(Section root) {
        Optional<String> profile = root.text("profile");
        if (profile.filter(named -> named.length() > LONGEST_NAME).isPresent()) {
            root.fault("profile", "must be at most " + LONGEST_NAME + " characters long, as names in Kubernetes are");
        }
        return profile;
    }

    private static SloPolicy.Terms terms(Section root) {
        SloPolicy.Terms unsaid = SloPolicy.Terms.DEFAULT;
        return new SloPolicy.Terms(
                root.word("posture", Posture.class).orElse(unsaid.posture()),
                root.section("cost").flatMap(SloPolicyReader::cost),
                root.word("mode", Mode.class).orElse(unsaid.mode()),
                root.section("missed").map(SloPolicyReader::missed).orElse(unsaid.missed()),
                root.section("errorBudget")
                        .flatMap(SloPolicyReader::errorBudget)
                        .orElse(unsaid.errorBudget()),
                root.truth("forecastOnly").orElse(unsaid.forecastOnly()));
    }

    private static void refuseWhatIsNotInVersion1(Section root) {
        root.refuse("schedules", NOT_IN_VERSION_1 + "replicas follow measured demand, not a schedule");
        root.refuse("roles", NOT_IN_VERSION_1 + "prefill and decode are scaled together, as one role");
    }

    private static SloPolicy.WorkloadSelector selector(Section workload, Section root, DocumentName name) {
        workload.refuse("roles", NOT_IN_VERSION_1 + "prefill and decode are scaled together, as one role");
        boolean modelsGiven = workload.has("models");
        boolean targetGiven = workload.has("scaleTarget");
        if (!modelsGiven && !targetGiven) {
            root.fault("workload", "must name models, a scaleTarget, or both");
        }
        Set<String> models = new LinkedHashSet<>(workload.texts("models"));
        if (workload.isEmptyList("models")) {
            workload.fault("models", "must name at least one model");
        }
        return new SloPolicy.WorkloadSelector(
                models, workload.section("scaleTarget").flatMap(target -> scaleTarget(target, name)));
    }

    private static Optional<ScaleTarget> scaleTarget(Section target, DocumentName name) {
        target.require("kind", "name");
        Optional<String> kind = kind(target);
        return target.text("name")
                .flatMap(targetName -> kind.map(word -> new ScaleTarget(name.namespace(), word, targetName)));
    }

    /** Any kind may have a scale subresource; but a near match of a well-known kind is a typo, and would match nothing. */
    private static Optional<String> kind(Section target) {
        Optional<String> kind = target.text("kind");
        Optional<String> meant =
                kind.filter(word -> !SCALED_KINDS.contains(word)).flatMap(word -> NearestWord.to(word, SCALED_KINDS));
        if (meant.isPresent()) {
            target.fault("kind", "must be " + KIND_FORM + "; did you mean " + meant.get() + "?");
            return Optional.empty();
        } else if (kind.filter(word -> !KIND.matcher(word).matches()).isPresent()) {
            target.fault("kind", "must be " + KIND_FORM);
            return Optional.empty();
        }
        return kind;
    }

    private static List<Objective> objectives(Section root) {
        List<Objective> objectives = ObjectiveReader.list(root, "objectives");
        if (!root.has("objectives") && !root.has("concurrency")) {
            root.fault("objectives", "must be given if concurrency.perReplica is missing");
        } else if (root.has("objectives") && !root.has("concurrency") && root.isEmptyList("objectives")) {
            root.fault("objectives", "must not be empty if concurrency.perReplica is missing");
        }
        return objectives;
    }

    private static OptionalInt concurrency(Section root) {
        Optional<Long> perReplica = root.section("concurrency").flatMap(section -> {
            section.require("perReplica");
            return section.whole("perReplica", 1, MOST_CONCURRENCY);
        });
        return perReplica.map(most -> OptionalInt.of(Math.toIntExact(most))).orElse(OptionalInt.empty());
    }

    /** A highest number is required: it bounds the cost of a mistake. */
    private static Optional<ReplicaLimits> limits(Section replicas) {
        replicas.require("max");
        boolean minGiven = replicas.has("min");
        boolean stepGiven = replicas.has("maxStepUp");
        Optional<Long> min = replicas.whole("min", 0, MOST_REPLICAS);
        Optional<Long> max = replicas.whole("max", 1, MOST_REPLICAS);
        Optional<Long> step = replicas.whole("maxStepUp", 1, MOST_REPLICAS);
        ReplicaLimits.WhenDark whenDark =
                replicas.word("whenDark", ReplicaLimits.WhenDark.class).orElse(ReplicaLimits.DEFAULT_WHEN_DARK);
        if (max.isEmpty() || (minGiven && min.isEmpty()) || (stepGiven && step.isEmpty())) {
            return Optional.empty();
        }
        long least = min.orElse((long) ReplicaLimits.DEFAULT_MIN);
        if (least > max.get()) {
            replicas.fault("min", "must not be above max, which is " + max.get());
            return Optional.empty();
        }
        return Optional.of(new ReplicaLimits(
                Math.toIntExact(least),
                Math.toIntExact(max.get()),
                step.map(most -> OptionalInt.of(Math.toIntExact(most))).orElse(OptionalInt.empty()),
                whenDark));
    }

    private static MissedRule missed(Section missed) {
        return new MissedRule(
                missed.word("aborted", MissedRule.Aborted.class).orElse(MissedRule.DEFAULT.aborted()),
                missed.word("failed", MissedRule.Failed.class).orElse(MissedRule.DEFAULT.failed()));
    }

    private static Optional<ErrorBudgetTerms> errorBudget(Section budget) {
        budget.require("window");
        return budget.parsed(
                        "window",
                        "must be a duration such as 12h, 7d or 28d, from 1h to 92d",
                        text -> Durations.parse(text).filter(ErrorBudgetTerms::isWindow))
                .map(ErrorBudgetTerms::new);
    }

    private static Optional<CostTerms> cost(Section cost) {
        cost.require("gpuHourUsd");
        Optional<Double> violation = cost.number("violationUsd", NumberRange.atLeast(0));
        return cost.number("gpuHourUsd", NumberRange.atLeast(0))
                .map(gpuHour -> new CostTerms(gpuHour, violation.orElse(CostTerms.DEFAULT_VIOLATION_USD)));
    }
}
