// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against a calendar that notes for every second who has what: slow, and obviously right. */
class TenanciesTest {
    private static final int SECONDS = 120;
    private static final int KEYS = 2;
    private static final int TENANTS = 4;
    private static final int KEPT = 40;

    @Property(tries = 300)
    void namesWhoeverAloneHadItThen(@ForAll long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        Tenancies<Integer, Integer> tenancies = new Tenancies<>();
        Calendar calendar = new Calendar();
        for (int now = 0; now < SECONDS; now++) {
            if (chance.nextInt(3) == 0) {
                happen(chance, now, tenancies, calendar);
            }
            tenancies.forget(at(now - KEPT), Integer.MAX_VALUE);
            int asked = Math.max(0, now - chance.nextInt(KEPT));
            for (int key = 0; key < KEYS; key++) {
                assertThat(tenancies.at(key, at(asked)))
                        .as("seed %d: key %d at %d, now %d", seed, key, asked, now)
                        .isEqualTo(calendar.at(key, asked));
            }
        }
    }

    private static void happen(
            SplittableRandom chance, int now, Tenancies<Integer, Integer> tenancies, Calendar calendar) {
        int key = chance.nextInt(KEYS);
        int tenant = chance.nextInt(TENANTS);
        if (chance.nextBoolean()) {
            int from = Math.max(0, now - chance.nextInt(5));
            tenancies.begin(key, tenant, at(from));
            calendar.begin(key, tenant, from);
        } else {
            tenancies.end(key, tenant, at(now));
            calendar.end(key, tenant, now);
        }
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }

    private static final class Calendar {
        private final boolean[][][] has = new boolean[KEYS][TENANTS][SECONDS];
        private final Set<String> open = new HashSet<>();

        void begin(int key, int tenant, int from) {
            if (open.add(key + "/" + tenant)) {
                mark(key, tenant, from, true);
            }
        }

        void end(int key, int tenant, int at) {
            if (open.remove(key + "/" + tenant)) {
                mark(key, tenant, at, false);
            }
        }

        Optional<Integer> at(int key, int second) {
            Set<Integer> holders = new HashSet<>();
            for (int tenant = 0; tenant < TENANTS; tenant++) {
                if (has[key][tenant][second]) {
                    holders.add(tenant);
                }
            }
            return holders.size() == 1 ? Optional.of(holders.iterator().next()) : Optional.empty();
        }

        private void mark(int key, int tenant, int from, boolean value) {
            for (int second = from; second < SECONDS; second++) {
                has[key][tenant][second] = value;
            }
        }
    }
}
