// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.Catalogue;
import dev.headroom.cli.size.hardware.CatalogueReader;
import dev.headroom.cli.size.hardware.HardwareOffer;
import dev.headroom.cli.size.hardware.KnownProfiles;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.scaler.capacity.ServingProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All hardware for one question.
 *
 * @param question asked
 * @param workload that follows from it
 * @param catalogue of hardware, with stated prices
 * @param lines that keep the promise: the cheapest first, those without a price last; one for each family, and one for its slices
 * @param managed services, in the order of the question
 * @param leftOut families that do not keep the promise, each with the reason
 */
public record HardwareComparison(
        SizingQuestion question,
        WorkloadModel workload,
        Catalogue catalogue,
        List<HardwareLine> lines,
        List<ManagedLine> managed,
        Map<String, String> leftOut) {
    public HardwareComparison {
        lines = List.copyOf(lines);
        managed = List.copyOf(managed);
    }

    /** Compares. */
    public static HardwareComparison of(SizingQuestion question, Catalogue shipped, List<ServingProfile> profiles) {
        Catalogue catalogue = shipped.with(question.prices().nodes());
        WorkloadModel workload = WorkloadModel.of(question);
        Candidates candidates = new Candidates(question, workload, KnownProfiles.of(profiles, catalogue));
        Map<String, List<Candidates.Judged>> families = new LinkedHashMap<>();
        CatalogueReader.withSlices(catalogue)
                .filter(offer -> isWanted(question, offer))
                .forEach(offer -> families.computeIfAbsent(groupOf(offer), any -> new ArrayList<>())
                        .addAll(candidates.on(offer)));
        List<HardwareLine> lines = new ArrayList<>();
        Map<String, String> leftOut = new LinkedHashMap<>();
        Comparator<HardwareLine> cheapest = cheapest(workload.peakRequestsPerSecond());
        families.forEach((family, judged) -> {
            Optional<HardwareLine> best =
                    judged.stream().flatMap(one -> one.line().stream()).min(cheapest);
            best.ifPresentOrElse(lines::add, () -> leftOut.put(family, Candidates.reasonOf(judged)));
        });
        lines.sort(cheapest);
        List<ManagedLine> managed = question.prices().managed().stream()
                .map(offer -> ManagedLine.of(offer, workload))
                .toList();
        return new HardwareComparison(question, workload, catalogue, lines, managed, leftOut);
    }

    private static boolean isWanted(SizingQuestion question, HardwareOffer offer) {
        SizingQuestion.HardwareChoice choice = question.hardware();
        return (choice.families().isEmpty() || choice.families().contains(offer.family()))
                && (choice.migSlices() || !offer.slice());
    }

    private static String groupOf(HardwareOffer offer) {
        return offer.slice() ? offer.family() + " slices" : offer.family();
    }

    /** By the cost at the peak; then by fewer nodes, and by fewer devices of a replica. */
    private static Comparator<HardwareLine> cheapest(double requestsPerSecond) {
        return Comparator.<HardwareLine>comparingDouble(
                        line -> line.fleet(requestsPerSecond).usdPerHour().orElse(Double.POSITIVE_INFINITY))
                .thenComparingLong(line -> line.fleet(requestsPerSecond).nodes())
                .thenComparingInt(HardwareLine::devices);
    }

    /** The cheapest that keeps the promise, and the next two. */
    public List<HardwareLine> best() {
        return lines.subList(0, Math.min(3, lines.size()));
    }
}
