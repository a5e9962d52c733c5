// SPDX-License-Identifier: Apache-2.0
package dev.headroom.cli.benchmark.plan;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Prompts of about a number of tokens. Tokenizers of today's models give a short English word with its space one token. The words are drawn,
 * so two prompts have no beginning in common, and a prefix cache does not help.
 */
public final class PromptText {
    private static final List<String> WORDS = List.of(
            "air", "arm", "art", "bag", "ball", "bank", "bar", "base", "bed", "bell", "bird", "boat", "body", "book",
            "box", "boy", "car", "card", "cat", "city", "cloud", "coat", "cup", "day", "desk", "dog", "door", "ear",
            "egg", "eye", "face", "farm", "field", "fire", "fish", "flag", "floor", "food", "foot", "game", "gate",
            "girl", "gold", "hair", "hand", "hat", "head", "heart", "hill", "home", "horse", "house", "ice", "iron",
            "key", "king", "lake", "land", "leaf", "leg", "light", "line", "list", "map", "milk", "moon", "name",
            "neck", "night", "nose", "page", "paper", "park", "plant", "rain", "ring", "river", "road", "rock", "room",
            "salt", "sand", "sea", "ship", "shoe", "sky", "snow", "song", "star", "stone", "sun", "table", "tree",
            "wall", "water", "wind", "wood", "world", "year");

    private PromptText() {}

    /**
     * The prompt of one request.
     *
     * @param seed of the plan
     * @param request its place in the order of sending
     * @param tokens wanted
     */
    public static String of(long seed, long request, int tokens) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + request);
        StringBuilder text = new StringBuilder(tokens * 6);
        for (int i = 0; i < tokens; i++) {
            text.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
