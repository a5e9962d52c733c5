// SPDX-License-Identifier: Apache-2.0
package dev.headroom.sidecar.proxy;

/**
 * A head of which it is not beyond doubt where its request ends or whom it is for. What follows on its connection is nobody's request,
 * so the connection ends with the refusal.
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

    /** A stranger's mistake is no defect: where it was noticed tells nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
