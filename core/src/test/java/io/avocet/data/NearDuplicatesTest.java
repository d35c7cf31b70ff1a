package io.avocet.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    @Test
    void oneTemplateWithOtherNamesNumbersAndDatesIsOneGroup() {
        RowGroups groups = NearDuplicates.groupsOfTexts(List.of(
                template("Robin", "baker", "12 May"),
                template("KIM", "clerk", "3 May").toUpperCase(Locale.ROOT),
                "Your parcel arrives tomorrow between 9:00 and 11:30 at the door.",
                "Your parcel arrives tomorrow between 14:15 and 18 at the door.",
                "An interview on Thursday would suit us best."));
        assertThat(groups.groupOfEachRow()).containsExactly(0, 0, 1, 1, 2);
    }

    @Test
    void groupsAreThoseOfComparingEachWithEach() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<String> texts = randomTexts(random, round % 20 == 0 ? 200 : 40);
            assertThat(NearDuplicates.groupsOfTexts(texts).members())
                    .as("%s", texts)
                    .isEqualTo(byBruteForce(texts).members());
        }
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        Random random = new Random(6);
        List<String> texts = randomTexts(random, 300);
        Set<Set<String>> groups = contents(texts);
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(texts, random);
            assertThat(contents(texts)).isEqualTo(groups);
        }
    }

    @Test
    void aPairExactlyAtTheThresholdIsJoinedAndOneBelowIsNot() {
        // Six words are four 3-grams: the first two texts share three of five, the others two of four.
        assertThat(NearDuplicates.groupsOfTexts(List.of("a b c d e f", "x b c d e f"))
                        .count())
                .isEqualTo(1);
        assertThat(NearDuplicates.groupsOfTexts(List.of("a b c d e", "x b c d e"))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void textsOfOneOrTwoWordsAreNearDuplicatesOnlyIfTheirWordsAreTheSame() {
        assertThat(NearDuplicates.groupsOfTexts(
                                List.of("Hello", "hello!", "hello you", "Hello, you", "you hello", "hello you there"))
                        .groupOfEachRow())
                .containsExactly(0, 0, 1, 1, 2, 3);
    }

    @Test
    void textsWithoutAWordAreNearDuplicatesOnlyIfTheyAreTheSame() {
        assertThat(NearDuplicates.groupsOfTexts(List.of("", " \n", "👍", "👎", " 👍", "!"))
                        .groupOfEachRow())
                .containsExactly(0, 0, 1, 2, 1, 3);
    }

    @Test
    void aCharacterOfAScriptWithoutSpacesIsAWord() {
        assertThat(NearDuplicates.groupsOfTexts(List.of("感谢您申请我们公司的面包师职位", "感谢您申请我们公司的店员职位", "明天下午三点面试请准时"))
                        .count())
                .isEqualTo(3);
        assertThat(NearDuplicates.groupsOfTexts(List.of("感谢您申请我们公司的职位再见", "感谢您申请我们公司的职位您好"))
                        .count())
                .isEqualTo(1);
    }

    @Test
    void nearDuplicatesOfNearDuplicatesAreInOneGroup() {
        List<String> texts = List.of("a b c d e f g h", "b c d e f g h i", "c d e f g h i j");
        assertThat(byBruteForce(List.of(texts.get(0), texts.get(2))).count()).isEqualTo(2);
        assertThat(NearDuplicates.groupsOfTexts(texts).count()).isEqualTo(1);
    }

    @Test
    void emailsAreComparedByWhatAFineTunedModelReads() {
        String start = "word ".repeat(80);
        List<LabelledEmail> rows = List.of(
                new LabelledEmail(new Email("Subject", start + "one end, which nobody reads"), "a"),
                new LabelledEmail(new Email("Subject", start + "and quite another end of it"), "b"));
        assertThat(NearDuplicates.groups(rows).mixed(rows)).containsExactly(List.of(0, 1));
    }

    /** So their grouped split is the plain one, and the published figures hold for both. */
    @Test
    void theDemonstrationEmailsHaveNoNearDuplicates() {
        Path demo = Path.of(System.getProperty("avocet.home", ""), "data", "demo_emails.jsonl");
        List<LabelledEmail> rows = ScoreFile.read(demo, LabelSet.CANONICAL).rows();
        assertThat(NearDuplicates.groups(rows).count()).isEqualTo(rows.size());
    }

    private static String template(String name, String post, String date) {
        return "Dear " + name + ", thank you for your application for the post of " + post + ". We received it on "
                + date + " and will be in touch with you within the next two weeks.";
    }

    /** Few words, so that many texts are near-duplicates, and of all lengths. */
    private static List<String> randomTexts(Random random, int count) {
        List<String> texts = new ArrayList<>();
        for (int text = 0; text < count; text++) {
            if (text > 0 && random.nextBoolean()) {
                String[] words = texts.get(random.nextInt(text)).split(" ", -1);
                words[random.nextInt(words.length)] = word(random);
                texts.add(String.join(" ", words));
            } else {
                String[] words = new String[1 + random.nextInt(25)];
                Arrays.setAll(words, i -> word(random));
                texts.add(String.join(" ", words));
            }
        }
        return texts;
    }

    private static String word(Random random) {
        return Character.toString('a' + random.nextInt(6));
    }

    private static RowGroups byBruteForce(List<String> texts) {
        List<long[]> sets = Shingles.ofAll(texts);
        DisjointSets joined = new DisjointSets(texts.size());
        for (int one = 0; one < texts.size(); one++) {
            for (int other = 0; other < one; other++) {
                Set<Long> union = new HashSet<>();
                Set<Long> common = new HashSet<>();
                Arrays.stream(sets.get(one)).forEach(union::add);
                Arrays.stream(sets.get(other)).filter(union::contains).forEach(common::add);
                Arrays.stream(sets.get(other)).forEach(union::add);
                if (5 * common.size() >= 3 * union.size()) {
                    joined.join(one, other);
                }
            }
        }
        return RowGroups.of(IntStream.range(0, texts.size()).map(joined::find).toArray());
    }

    private static Set<Set<String>> contents(List<String> texts) {
        Set<Set<String>> contents = new HashSet<>();
        NearDuplicates.groupsOfTexts(texts)
                .members()
                .forEach(members -> contents.add(
                        new HashSet<>(members.stream().map(texts::get).toList())));
        return contents;
    }
}
