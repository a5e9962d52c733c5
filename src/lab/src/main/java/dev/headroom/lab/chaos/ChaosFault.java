// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.chaos;

/** One thing that breaks. */
interface ChaosFault {
    /** What it is called: small letters and hyphens. */
    String name();

    /** What is done, in one sentence. */
    String done();

    /** What is to be seen, in one sentence. */
    String toBeSeen();

    /** What it breaks. */
    StageKind stage();

    /**
     * Breaks it, and mends it where that is not the service's own matter. Returns at once then: from that moment on the time to recover is
     * counted.
     *
     * @throws NotPossibleHereException where this machine does not allow it
     */
    void strike(ChaosStage stage, Notes notes) throws Exception;

    /** What must be true besides before all is as it was. */
    default boolean over(ChaosStage stage) {
        return true;
    }

    /** When all is as it was: looks once more. */
    default void look(ChaosStage stage, Notes notes) throws Exception {}

    /** Gives the stage back what it lost, for the next fault. */
    default void restore(ChaosStage stage) throws Exception {}
}
