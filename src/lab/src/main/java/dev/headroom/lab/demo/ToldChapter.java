// SPDX-License-Identifier: Apache-2.0
package dev.headroom.lab.demo;

/**
 * A chapter that is over.
 *
 * @param chapter its title
 * @param headroom the answer of the service, in its own words
 * @param asTold whether the service did what the chapter is to show
 */
record ToldChapter(String chapter, String headroom, boolean asTold) {
    static ToldChapter of(Chapter chapter, String headroom, boolean asTold) {
        return new ToldChapter(chapter.title(), headroom, asTold);
    }
}
