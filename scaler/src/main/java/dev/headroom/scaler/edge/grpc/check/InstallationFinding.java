// SPDX-License-Identifier: Apache-2.0
package dev.headroom.scaler.edge.grpc.check;

/**
 * One thing that was looked at.
 *
 * @param kind whether it is as it should be
 * @param sentence for people
 */
record InstallationFinding(Kind kind, String sentence) {
    enum Kind {
        OK("ok    "),
        /** Worth knowing, and no fault of the installation. */
        NOTE("note  "),
        FAILED("FAILED");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    static InstallationFinding ok(String sentence) {
        return new InstallationFinding(Kind.OK, sentence);
    }

    static InstallationFinding note(String sentence) {
        return new InstallationFinding(Kind.NOTE, sentence);
    }

    static InstallationFinding failed(String sentence) {
        return new InstallationFinding(Kind.FAILED, sentence);
    }

    boolean isFailed() {
        return kind == Kind.FAILED;
    }

    /** As a line of the log. */
    String line() {
        return kind.word + " " + sentence;
    }
}
