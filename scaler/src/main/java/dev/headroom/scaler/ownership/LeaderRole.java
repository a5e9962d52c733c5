// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.ownership;

/** A replica's present role for plans. */
public enum LeaderRole {
    /** No role: the last plan is not known yet, and a plan without it would be a guess. */
    WAIT(false, false, false, "plans are not read yet, this replica does not plan"),
    /** Answers with the plans that the owner writes. */
    FOLLOW(false, false, false, "another replica plans"),
    /** Plans and writes, and answers with the plans that it reads back, as all others do. */
    WRITE(true, true, false, "this replica plans for all"),
    /** Plans and writes, and answers with its own plans, because none comes back. */
    WRITE_AND_KEEP(true, true, true, "this replica plans for all, but cannot read back its plans"),
    /** Holds the last shared plan: every replica has it, while no two need know the same of demand. */
    HOLD(true, false, true, "the shared plans cannot be reached, this replica holds the last one"),
    /** Plans for itself, from the last plan known. */
    KEEP(true, false, true, "this replica plans for itself alone");

    private final boolean plans;
    private final boolean writes;
    private final boolean keeps;
    private final String sentence;

    LeaderRole(boolean plans, boolean writes, boolean keeps, String sentence) {
        this.plans = plans;
        this.writes = writes;
        this.keeps = keeps;
        this.sentence = sentence;
    }

    /** Whether it makes plans. */
    public boolean plans() {
        return plans;
    }

    /** Whether it writes them for the others. */
    public boolean writes() {
        return writes;
    }

    /** Whether it answers with its own plans. */
    public boolean keeps() {
        return keeps;
    }

    /** The meaning of the role, for people. */
    public String sentence() {
        return sentence;
    }
}
