// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.plan.Answer;
import dev.headroom.scaler.slo.ReplicaLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class KedaAndHpaTest {
    private int replicas;

    @Test
    void anAnswerIsTakenAtTheNextSync() {
        replicas = 3;

        List<Integer> seen = turn(limits(1), 31, second -> replicas(second < 20 ? 3 : 5));

        assertThat(seen.subList(0, 29)).containsOnly(3);
        assertThat(seen.get(30)).isEqualTo(5);
    }

    @Test
    void aScalerThatCannotAnswerIsBridgedAndThenReplacedByTheFallback() {
        replicas = 2;

        List<Integer> seen =
                turn(limits(1), 60, second -> second < 10 ? replicas(2) : Optional.of(new Answer.Unavailable("dark")));

        assertThat(seen.subList(0, 29)).containsOnly(2);
        assertThat(seen.get(59)).isEqualTo(4);
    }

    @Test
    void aFallbackNeverTakesReplicasAway() {
        replicas = 6;

        assertThat(turn(limits(1), 120, second -> Optional.empty())).containsOnly(6);
    }

    @Test
    void theLastReplicaGoesAfterTheCooldownAndComesBackAtAPoll() {
        replicas = 1;

        List<Integer> seen = turn(limits(0), 500, second -> replicas(second < 100 || second > 450 ? 1 : 0));

        assertThat(seen.subList(0, 390)).containsOnly(1);
        assertThat(seen.subList(410, 445)).containsOnly(0);
        assertThat(seen.get(460)).isEqualTo(1);
    }

    @Test
    void theBehaviourIsThatOfTheExample() throws IOException {
        String example = Files.readString(Path.of("../../deploy/examples/scaledobject.yaml"));

        assertThat(example)
                .contains("pollingInterval: " + (int) RecommendedScaling.POLLING_INTERVAL_SECONDS)
                .contains("cooldownPeriod: " + (int) RecommendedScaling.COOLDOWN_SECONDS)
                .contains("failureThreshold: " + RecommendedScaling.FALLBACK_FAILURES)
                .contains("replicas: " + RecommendedScaling.FALLBACK_REPLICAS)
                .contains("stabilizationWindowSeconds: " + (int) RecommendedScaling.DOWN_STABILISATION_SECONDS)
                .contains("{ type: Percent, value: " + RecommendedScaling.PERCENT + ", periodSeconds: "
                        + (int) RecommendedScaling.PERIOD_SECONDS + " }")
                .contains("{ type: Pods, value: " + RecommendedScaling.UP_PODS + ", periodSeconds: "
                        + (int) RecommendedScaling.PERIOD_SECONDS + " }")
                .contains("tolerance: \"0\"");
    }

    private static Optional<Answer> replicas(int count) {
        return Optional.of(new Answer.Replicas(count));
    }

    private static ReplicaLimits limits(int min) {
        return new ReplicaLimits(min, 10, ReplicaLimits.WhenDark.FALLBACK);
    }

    /** What the Deployment has at the end of each second, from second 0. */
    private List<Integer> turn(ReplicaLimits limits, int seconds, IntFunction<Optional<Answer>> answers) {
        KedaAndHpa keda = new KedaAndHpa(limits, 0);
        List<Integer> seen = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            keda.advanceTo(second, answers.apply(second), replicas).ifPresent(set -> replicas = set);
            seen.add(replicas);
        }
        return seen;
    }
}
