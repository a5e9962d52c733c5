// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.size.answer;

import dev.headroom.cli.size.hardware.BelievedProfile;
import dev.headroom.cli.size.hardware.HardwareOffer;
import dev.headroom.cli.size.hardware.KnownProfiles;
import dev.headroom.cli.size.hardware.MemoryFit;
import dev.headroom.cli.size.question.SizingQuestion;
import dev.headroom.cli.size.question.WorkloadModel;
import dev.headroom.scaler.capacity.CapacityLimits;
import dev.headroom.scaler.capacity.Infeasible;
import dev.headroom.scaler.capacity.ServingProfile;
import dev.headroom.scaler.slo.Objective;
import dev.headroom.scaler.whatif.ModelledReplica;
import dev.headroom.scaler.whatif.ReplicaRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Judges each way to put a replica on a node: by its memory, by a profile, by the promise. */
final class Candidates {
    private final SizingQuestion question;
    private final WorkloadModel workload;
    private final KnownProfiles profiles;
    private final AskedPromise promised;

    Candidates(SizingQuestion question, WorkloadModel workload, KnownProfiles profiles) {
        this.question = question;
        this.workload = workload;
        this.profiles = profiles;
        this.promised = AskedPromise.of(question, workload.shape());
    }

    /**
     * One way, judged.
     *
     * @param line it keeps the promise; empty where it does not
     * @param reason one sentence where it does not; empty where it does
     */
    record Judged(Optional<HardwareLine> line, String reason) {
        static Judged no(String reason) {
            return new Judged(Optional.empty(), reason);
        }
    }

    /** Each number of devices that a replica may have on the node. */
    List<Judged> on(HardwareOffer offer) {
        return sizes(offer).mapToObj(devices -> judge(offer, devices)).toList();
    }

    /** Powers of two, as engines split models, and the sizes that were measured there. A model is not split over slices. */
    private IntStream sizes(HardwareOffer offer) {
        if (offer.slice()) {
            return IntStream.of(1);
        }
        IntStream powers = IntStream.iterate(1, size -> size <= offer.count(), size -> 2 * size);
        IntStream measured = profiles.profiles().stream()
                .mapToInt(known -> known.profile().gpus())
                .filter(size -> size <= offer.count()
                        && profiles.measuredOn(offer, size).isPresent());
        return IntStream.concat(powers, measured).distinct().sorted();
    }

    private Judged judge(HardwareOffer offer, int devices) {
        Optional<BelievedProfile> measured = profiles.measuredOn(offer, devices);
        if (question.model().isEmpty()) {
            return measured.map(known -> promise(offer, devices, Optional.empty(), known))
                    .orElse(Judged.no(
                            "no profile was measured there, and without the model's figures none is estimated"));
        }
        double longest =
                question.tokens().input().p95() + question.tokens().output().p95();
        Optional<MemoryFit> fit = MemoryFit.of(question.model().get(), offer.accelerator(), devices, longest);
        if (fit.isEmpty()) {
            return Judged.no(String.format(
                    Locale.ROOT,
                    "the memory of %d x %s does not hold the model and one request of %.0f tokens",
                    devices,
                    offer.accelerator().name(),
                    longest));
        }
        return measured.or(() -> profiles.estimatedOn(offer, devices))
                .map(known -> promise(offer, devices, fit, bounded(known, fit.get())))
                .orElse(Judged.no(
                        "the model fits, but no profile was measured there, and none can be compared with it"));
    }

    /** A cache that holds fewer requests than the profile's engine runs is the limit. */
    private BelievedProfile bounded(BelievedProfile known, MemoryFit fit) {
        if (known.isMeasured()) {
            return known;
        }
        ServingProfile profile = known.profile();
        ServingProfile.EngineLimits engine = profile.engine();
        ServingProfile.EngineLimits limits = new ServingProfile.EngineLimits(
                engine.tensorParallel(),
                Math.min(engine.maxSequences(), fit.sequences(workload.shape())),
                OptionalLong.of(fit.kvTokens()),
                engine.chunkTokens());
        return new BelievedProfile(
                new ServingProfile(profile.name(), profile.hardware(), profile.gpus(), limits, profile.performance()),
                known.basis(),
                known.decode(),
                known.prefill());
    }

    private Judged promise(HardwareOffer offer, int devices, Optional<MemoryFit> fit, BelievedProfile believed) {
        ModelledReplica replica = promised.on(believed.profile());
        if (replica.judged().isEmpty()) {
            return Judged.no("its profile judges none of the objectives");
        }
        Optional<ReplicaRates> rates = replica.rates();
        if (rates.isEmpty()) {
            return Judged.no("no number of replicas keeps "
                    + replica.infeasible().stream()
                            .map(Infeasible::objective)
                            .map(Objective::toString)
                            .collect(Collectors.joining(", ")));
        }
        return new Judged(
                Optional.of(new HardwareLine(
                        offer,
                        devices,
                        fit,
                        believed,
                        replica,
                        rates.get(),
                        range(believed, rates.get()),
                        question.hardware().pay(),
                        notes(believed, replica))),
                "");
    }

    private HardwareLine.ReplicaRange range(BelievedProfile believed, ReplicaRates rates) {
        int central = replicas(rates);
        int least = promised.on(believed.fastest()).rates().map(this::replicas).orElse(central);
        OptionalInt most = promised.on(believed.slowest())
                .rates()
                .map(slow -> OptionalInt.of(Math.max(central, replicas(slow))))
                .orElse(OptionalInt.empty());
        return new HardwareLine.ReplicaRange(Math.min(central, least), most);
    }

    private int replicas(ReplicaRates rates) {
        return CapacityLimits.replicasFor(workload.peakRequestsPerSecond(), rates.booked());
    }

    private List<String> notes(BelievedProfile believed, ModelledReplica replica) {
        List<String> notes = new ArrayList<>();
        notes.add(believed.basis());
        replica.caution().ifPresent(notes::add);
        List<Objective> blind = question.promise().objectives().stream()
                .filter(objective -> !replica.judged().contains(objective))
                .toList();
        if (!blind.isEmpty()) {
            notes.add("not judged, because the profile has no such figures: "
                    + blind.stream().map(Objective::toString).collect(Collectors.joining(", ")));
        }
        return notes;
    }

    /** The most telling reason of a family that keeps no promise: the last, of the largest replica. */
    static String reasonOf(List<Judged> judged) {
        return Stream.of(judged)
                .flatMap(List::stream)
                .map(Judged::reason)
                .filter(reason -> !reason.isEmpty())
                .reduce((before, last) -> last)
                .orElse("");
    }
}
