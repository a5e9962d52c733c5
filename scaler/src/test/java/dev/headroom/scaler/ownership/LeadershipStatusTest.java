// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scaler.ownership.LeadershipStatus.Log;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeadershipStatusTest {
    @ParameterizedTest
    @CsvSource({
        "UNREAD, false, 0,  0,  WAIT,           nothing is known yet",
        "UNREAD, true,  0,  0,  WAIT,           not even the owner plans before it knows the last plan",
        "UNREAD, false, 99, 99, WAIT,           after a start without the broker there is nothing to hold",
        "MISSING, false, 0, 0,  KEEP,           without a topic each replica is alone",
        "READ,   false, 0,  0,  FOLLOW,         another plans",
        "READ,   true,  0,  0,  WRITE,          this one plans",
        "READ,   false, 5,  0,  FOLLOW,         a hiccup",
        "READ,   false, 6,  6,  HOLD,           the broker is away: what both know is the last plan",
        "READ,   true,  6,  6,  HOLD,           nothing can be written either",
        "READ,   false, 0,  20, FOLLOW,         a takeover takes its time",
        "READ,   false, 0,  21, KEEP,           the owner does not plan",
        "READ,   true,  0,  21, WRITE_AND_KEEP, this one may not write",
    })
    void theDutyFollowsFromTheSituation(
            Log log, boolean owner, int sinceContact, int sinceNews, LeaderRole duty, String because) {
        LeadershipStatus situation =
                new LeadershipStatus(log, owner, Duration.ofSeconds(sinceContact), Duration.ofSeconds(sinceNews));

        assertThat(situation.duty()).as(because).isEqualTo(duty);
    }

    @ParameterizedTest
    @CsvSource({"READ, 5, false", "READ, 6, true", "MISSING, 6, false", "UNREAD, 6, false"})
    void onlyPlansThatWereReadCanBeOutOfReach(Log log, int sinceContact, boolean unreachable) {
        LeadershipStatus situation = new LeadershipStatus(log, false, Duration.ofSeconds(sinceContact), Duration.ZERO);

        assertThat(situation.unreachableFor())
                .isEqualTo(unreachable ? Optional.of(Duration.ofSeconds(sinceContact)) : Optional.empty());
    }

    @Property
    void onlyTheOwnerWritesAndOnlyWhenItKnowsTheLastPlan(
            @ForAll Log log,
            @ForAll boolean owner,
            @ForAll @IntRange(max = 100) int sinceContact,
            @ForAll @IntRange(max = 100) int sinceNews) {
        LeaderRole duty = new LeadershipStatus(
                        log, owner, Duration.ofSeconds(sinceContact), Duration.ofSeconds(sinceNews))
                .duty();

        if (duty.writes()) {
            assertThat(owner && log == Log.READ).isTrue();
        }
        assertThat(duty.plans()).isEqualTo(duty.writes() || duty.keeps());
        assertThat(log == Log.UNREAD).isEqualTo(duty == LeaderRole.WAIT);
    }
}
