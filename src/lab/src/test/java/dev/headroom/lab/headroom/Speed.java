// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import dev.headroom.lab.engine.ServedRequest;
import dev.headroom.lab.fleet.PodIdentity;
import java.util.ArrayList;
import java.util.List;

final class Speed {
    private Speed() {}

    public static void main(String[] args) {
        double rate = Double.parseDouble(args[0]);
        int seconds = Integer.parseInt(args[1]);
        int replicas = Integer.parseInt(args[2]);
        double every = args.length > 3 ? Double.parseDouble(args[3]) : 0.5;
        for (int round = 0; round < 3; round++) {
            HeadroomPolicy policy = new HeadroomPolicy(
                    Episode.documents(replicas, replicas + 1),
                    HeadroomOptions.defaults(1).planningEvery(every));
            Episode episode = new Episode(Episode.traffic(t -> rate, rate, 3), replicas, policy);
            record Done(PodIdentity pod, ServedRequest request) {}
            List<Done> done = new ArrayList<>();
            dev.headroom.lab.fleet.Site site = new dev.headroom.lab.fleet.Site(
                    Episode.traffic(t -> rate, rate, 3),
                    new dev.headroom.lab.fleet.PodTemplate(
                            "a", "b", Episode.ENGINE, new dev.headroom.lab.fleet.LeadTime(1, 2, 0.1)),
                    Episode.PROMISE,
                    (pod, request) -> done.add(new Done(pod, request)),
                    new java.util.SplittableRandom(1));
            site.fleet().startWith(replicas);
            long policyNanos = 0;
            long count = 0;
            for (int t = 1; t <= seconds; t++) {
                site.advanceTo(t);
                long begin = System.nanoTime();
                for (Done d : done) {
                    policy.ended(d.pod(), d.request());
                }
                count += done.size();
                done.clear();
                policy.advanceTo(t, site.fleet());
                policyNanos += System.nanoTime() - begin;
            }
            System.out.printf(
                    "round %d: %d requests, %.2f s in the policy, %.2f us/request, %.1f us/second%n%s%n",
                    round,
                    count,
                    policyNanos / 1e9,
                    policyNanos / 1e3 / count,
                    policyNanos / 1e3 / seconds,
                    policy.because());
        }
    }
}
