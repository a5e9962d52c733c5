// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.scaler.document.Parsed;
import dev.headroom.scaler.plan.PlanInput;
import dev.headroom.scaler.plan.PlanSettings;
import dev.headroom.scaler.plan.Planner;
import dev.headroom.scaler.plan.ReplicaPlan;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DecisionTextTest {
    /** Every component of every record on the way, whoever added it. */
    @Property(tries = 300)
    void whatIsReadIsWhatWasWritten(@ForAll long seed) {
        RandomRecords random = new RandomRecords(seed);
        Decision decision = new Decision(
                "1.2.3", random.draw(PlanSettings.class), random.draw(PlanInput.class), random.draw(ReplicaPlan.class));

        String line = DecisionText.write(decision);
        Parsed<Decision> read = DecisionText.read(line);

        assertThat(valid(read)).isEqualTo(decision);
        assertThat(DecisionText.write(valid(read))).isEqualTo(line);
        assertThat(line).doesNotContain("\n");
    }

    @Property(tries = 300)
    void whatIsReadMakesTheSamePlan(@ForAll long seed) {
        RandomRecords random = new RandomRecords(seed);
        PlanSettings settings = random.draw(PlanSettings.class);
        PlanInput input = random.draw(PlanInput.class);
        ReplicaPlan plan = new Planner(settings).plan(input);

        Decision read = valid(DecisionText.read(DecisionText.write(new Decision("1.2.3", settings, input, plan))));

        assertThat(Difference.between(read.plan(), read.again())).isEmpty();
        assertThat(read.again()).isEqualTo(plan);
    }

    @Test
    void saysInOneSentenceWhatIsMissing() {
        ObjectNode tree = DecisionText.asTree(DecisionFixture.decision());
        ((ObjectNode) tree.at("/input/policy/replicas")).remove("max");

        assertThat(faultOf(tree)).isEqualTo("input.policy.replicas.max is missing");
    }

    @Test
    void saysInOneSentenceWhatIsOfAnotherKind() {
        ObjectNode tree = DecisionText.asTree(DecisionFixture.decision());
        ((ObjectNode) tree.at("/input/policy/replicas")).put("max", "many");

        assertThat(faultOf(tree)).isEqualTo("input.policy.replicas.max must be a whole number, was '\"many\"'");
    }

    @Test
    void saysWhichRuleOfARecordIsBroken() {
        ObjectNode tree = DecisionText.asTree(DecisionFixture.decision());
        ((ObjectNode) tree.at("/input/policy/replicas")).put("max", 0);

        assertThat(faultOf(tree))
                .isEqualTo("input.policy.replicas breaks a rule: replicas need 0 <= min <= max and max >= 1,"
                        + " were 1 and 0");
    }

    @Test
    void aDecisionFromBeforeTheClusterWasLookedAtMakesItsPlanAgain() {
        Decision decision = DecisionFixture.decision();
        ObjectNode tree = DecisionText.asTree(decision);
        ((ObjectNode) tree.at("/input/supply")).remove("around");

        Decision read = valid(DecisionText.read(tree));

        assertThat(read.input().supply().around()).isEmpty();
        assertThat(read.again()).isEqualTo(new Planner(decision.settings()).plan(read.input()));
    }

    @Test
    void aDecisionFromBeforeAPolicyCouldKeepForecastsFromTheAnswerOrLimitTheStepMakesItsPlanAgain() {
        Decision decision = DecisionFixture.decision();
        ObjectNode tree = DecisionText.asTree(decision);
        ((ObjectNode) tree.at("/input/policy/terms")).remove("forecastOnly");

        Decision read = valid(DecisionText.read(tree));

        assertThat(read.input().policy().terms().forecastOnly()).isFalse();
        assertThat(read.input().policy().replicas().maxStepUp()).isEmpty();
        assertThat(Difference.between(read.plan(), read.again())).isEmpty();
    }

    @Test
    void doesNotGuessAtAnOlderSchema() {
        ObjectNode tree = DecisionText.asTree(DecisionFixture.decision());
        tree.put("schema", DecisionText.SCHEMA - 1);

        assertThat(faultOf(tree)).isEqualTo("schema must be 2 or more: older decisions are not read, was '1'");
    }

    @Test
    void saysWhenALineIsCutOff() {
        String line = DecisionText.write(DecisionFixture.decision());

        String sentence =
                DecisionText.read(line.substring(0, line.length() / 2)).fold(valid -> "", Parsed.Invalid::sentence);

        assertThat(sentence).startsWith("the document must be a JSON object on one line: ");
        assertThat(sentence).doesNotContain("\n");
    }

    @Test
    void differencesNameWhereTheyAre() {
        Decision decision = DecisionFixture.decision();
        ReplicaPlan other = DecisionFixture.decision(3).plan();

        assertThat(Difference.between(decision.plan(), other))
                .extracting(Difference::sentence)
                .contains("desired: 5 -> 3");
        assertThat(Difference.between(decision.plan(), decision.again())).isEmpty();
    }

    private static String faultOf(ObjectNode tree) {
        return DecisionText.read(tree).fold(valid -> "", Parsed.Invalid::sentence);
    }

    private static Decision valid(Parsed<Decision> parsed) {
        return parsed.fold(Parsed.Valid::value, invalid -> {
            throw new AssertionError(invalid.sentence());
        });
    }
}
