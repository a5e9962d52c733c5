// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

/**
 * A head with an ambiguous end of its request, or an ambiguous recipient. The following bytes on its connection are not a known request, so
 * the connection ends with the refusal.
 */
final class RefusedHead extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String word;

    /**
     * @param status of the answer
     * @param word for programs
     * @param sentence for people
     */
    RefusedHead(int status, String word, String sentence) {
        super(sentence);
        this.status = status;
        this.word = word;
    }

    int status() {
        return status;
    }

    String word() {
        return word;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }

    /** A stranger's mistake is not a defect: its stack trace shows nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
