// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.init.ScalingManifests;
import dev.headroom.cli.init.ScalingManifests.PolicyParts;
import dev.headroom.cli.init.ScalingManifests.ScaledTarget;
import dev.headroom.cli.size.question.ServedModel;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.SizingQuestion.Pay;
import dev.headroom.scaler.slo.Durations;
import dev.headroom.scaler.slo.Objective;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The files to go on with, for the cheapest hardware that keeps the promise. */
public final class AnswerFiles {
    private static final String ORIGIN = "Proposed by headroom size, to be reviewed.";
    private static final String NVIDIA_GPU = "nvidia.com/gpu";

    /** Purchases in advance: Karpenter knows them as reserved capacity. */
    private static final Set<Pay> IN_ADVANCE = Set.of(Pay.RESERVED, Pay.CAPACITY_BLOCK);

    private final HardwareComparison comparison;

    private AnswerFiles(HardwareComparison comparison) {
        this.comparison = comparison;
    }

    /**
     * The texts by name.
     *
     * @return the answer alone where no hardware keeps the promise
     */
    public static Map<String, String> of(HardwareComparison comparison) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("report.html", AnswerPage.html(comparison));
        files.put("sizing.json", AnswerJson.of(comparison).toPrettyString() + "\n");
        comparison.lines().stream().findFirst().ifPresent(line -> new AnswerFiles(comparison).proposals(line, files));
        return files;
    }

    private void proposals(HardwareLine line, Map<String, String> files) {
        SizingQuestion.Target target = comparison.question().target();
        int peak = line.fleet(comparison.workload().peakRequestsPerSecond()).replicas();
        int most = line.fleet(2 * comparison.workload().peakRequestsPerSecond()).replicas();
        ScalingManifests manifests = new ScalingManifests(
                new ScaledTarget(
                        target.namespace(),
                        "Deployment",
                        target.name(),
                        target.name(),
                        comparison.question().model().map(ServedModel::name).stream()
                                .toList(),
                        1,
                        most,
                        peak),
                ORIGIN);
        String profile = target.name() + "-profile";
        files.put("slo-policy.yaml", manifests.policy(parts(line, profile)));
        files.put("scaledobject.yaml", manifests.scaledObject());
        files.put(
                "serving-profile.yaml",
                "# " + line.notes().get(0) + "\n"
                        + manifests.configMap(
                                profile,
                                "serving-profile",
                                "profile.yaml",
                                ProfileText.of(line.believed().profile())));
        if (line.offer().host().isPresent()) {
            files.put("nodepool-values.yaml", nodePool(line, line.offer().nodesFor(most, line.devices())));
        }
    }

    private PolicyParts parts(HardwareLine line, String profile) {
        List<String> more = new ArrayList<>(List.of("profile: " + profile));
        line.offer()
                .price(line.pay())
                .ifPresent(usd -> more.add(
                        "cost: { gpuHourUsd: " + rounded(usd / line.offer().count()) + " }"));
        return new PolicyParts(
                comparison
                        .question()
                        .promise()
                        .word()
                        .map(word -> "The preset " + word + ".")
                        .orElse("As the sizing states them."),
                comparison.question().promise().objectives().stream()
                        .map(AnswerFiles::objective)
                        .toList(),
                "The maximum carries twice the peak.",
                more);
    }

    private static String objective(Objective objective) {
        double percentile = objective.percentile();
        return ScalingManifests.objective(
                objective.signal().word(),
                percentile == Math.rint(percentile)
                        ? Long.toString(Math.round(percentile))
                        : Double.toString(percentile),
                Durations.format(objective.atMost()));
    }

    private static String rounded(double usd) {
        return new BigDecimal(usd)
                .setScale(4, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Values of the chart headroom-nodepools, strategy single. */
    private String nodePool(HardwareLine line, long nodes) {
        boolean neuron = !line.offer().resource().startsWith("nvidia.com/");
        String capacity =
                IN_ADVANCE.contains(line.pay()) ? "reserved" : line.pay().word();
        List<String> lines = new ArrayList<>(List.of(
                "# Values of the chart headroom-nodepools: " + line.offer().title() + ". " + ORIGIN,
                "# Set clusterName and role. The limit holds the nodes of twice the peak."));
        if (line.offer().slice()) {
            lines.add("# Slices need NVIDIA's GPU operator with the profile "
                    + line.offer().resource().replace("nvidia.com/mig-", "all-")
                    + ", which this chart does not install.");
        }
        lines.addAll(List.of("strategy: single", "strategies:", "  single:", "    pools:", "      l40s: null"));
        lines.add("      " + line.offer().family().replace('.', '-') + ":");
        if (neuron) {
            lines.add("        accelerator: neuron");
        }
        lines.add("        instanceTypes: [" + line.offer().type() + "]");
        lines.add("        capacityTypes: [" + capacity + "]");
        if (IN_ADVANCE.contains(line.pay())) {
            lines.add("        # Set the id of your reservation.");
            lines.add("        reservations: [{ id: cr-0123456789abcdef0 }]");
        }
        long devices = nodes
                * (line.offer().slice() ? wholeDevices(line) : line.offer().count());
        lines.add(String.format(
                Locale.ROOT,
                "        limits: { %s: \"%d\" }",
                line.offer().slice() ? NVIDIA_GPU : line.offer().resource(),
                devices));
        return String.join("\n", lines) + "\n";
    }

    private int wholeDevices(HardwareLine line) {
        return comparison.catalogue().named(line.offer().type()).orElseThrow().count();
    }
}
