// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.compare.cell;

import java.util.Comparator;

/** Orders names as people do: {@code B2} before {@code B10}. Names that differ are never equal. */
enum NaturalOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String one, String other) {
        int left = 0;
        int right = 0;
        while (left < one.length() && right < other.length()) {
            int leftEnd = end(one, left);
            int rightEnd = end(other, right);
            int order = part(one.substring(left, leftEnd), other.substring(right, rightEnd));
            if (order != 0) {
                return order;
            }
            left = leftEnd;
            right = rightEnd;
        }
        int rest = Integer.compare(one.length() - left, other.length() - right);
        return rest != 0 ? rest : one.compareTo(other);
    }

    /** Where the number or the single letter that begins at a place ends. */
    private static int end(String text, int begin) {
        int end = begin + 1;
        while (digit(text.charAt(begin)) && end < text.length() && digit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean digit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static int part(String one, String other) {
        if (!digit(one.charAt(0)) || !digit(other.charAt(0))) {
            return one.compareTo(other);
        }
        String left = withoutZeros(one);
        String right = withoutZeros(other);
        return left.length() != right.length() ? Integer.compare(left.length(), right.length()) : left.compareTo(right);
    }

    private static String withoutZeros(String digits) {
        return digits.replaceFirst("^0+(?=.)", "");
    }
}
