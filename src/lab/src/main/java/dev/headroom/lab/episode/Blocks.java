// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.episode;

/**
 * Equal stretches of an episode's time.
 *
 * @param seconds long, each
 * @param beforeSeconds of the first that lay before the episode's start; less than a whole one
 */
public record Blocks(int seconds, int beforeSeconds) {
    public Blocks {
        if (seconds < 1 || beforeSeconds < 0 || beforeSeconds >= seconds) {
            throw new IllegalArgumentException(
                    "blocks need 1 s or more and begin less than one of them before the start, were " + seconds
                            + " s and " + beforeSeconds + " s");
        }
    }

    /** From the start on. */
    public static Blocks of(int seconds) {
        return new Blocks(seconds, 0);
    }

    /** Which one a moment lies in. */
    public int at(double atSeconds) {
        return (int) ((atSeconds + beforeSeconds) / seconds);
    }

    /** How many it takes until a moment. */
    public int until(int atSeconds) {
        return (atSeconds + beforeSeconds + seconds - 1) / seconds;
    }
}
