package dev.copydesk.article;

import dev.copydesk.article.Rejection.Reason;
import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells English from other languages: by script, then by the commonest words, of which running
 * English text has every second or third. Made to err on the side of English: names, scores and
 * short texts are let through.
 *
 * <p>Decision 0007 says why no library does this.
 */
final class Language {

  /** Letters; fewer in another script may be a quotation, or a text too short to judge. */
  private static final int FEWEST_LETTERS = 12;

  /** Words; fewer are not judged by vocabulary. */
  private static final int FEWEST_WORDS = 25;

  /** More words tell nothing new. */
  private static final int MOST_WORDS = 3_000;

  /** Of running English about 0.4 of the words, of lists of headlines half as many. */
  private static final double PLAINLY_ENGLISH = 0.2;

  /** Of running text in a language of the lists 0.2 to 0.5. */
  private static final double PLAINLY_OTHER = 0.14;

  /** No text in English sentences has so few of its words; only judged where words are many. */
  private static final double HARDLY_ENGLISH = 0.025;

  private static final int MANY_WORDS = 60;

  /** Words in lower case: in lists of names few, in German text six of ten, elsewhere more. */
  private static final double RUNNING_TEXT = 0.4;

  private static final double PLAINLY_RUNNING_TEXT = 0.6;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+");

  private static final Map<UnicodeScript, String> SCRIPTS = new EnumMap<>(UnicodeScript.class);

  static {
    SCRIPTS.put(UnicodeScript.ARABIC, "Arabic, Persian or Urdu");
    SCRIPTS.put(UnicodeScript.ARMENIAN, "Armenian");
    SCRIPTS.put(UnicodeScript.BENGALI, "Bengali");
    SCRIPTS.put(UnicodeScript.CYRILLIC, "Russian, Ukrainian or another in Cyrillic");
    SCRIPTS.put(UnicodeScript.DEVANAGARI, "Hindi, Marathi or Nepali");
    SCRIPTS.put(UnicodeScript.ETHIOPIC, "Amharic");
    SCRIPTS.put(UnicodeScript.GEORGIAN, "Georgian");
    SCRIPTS.put(UnicodeScript.GREEK, "Greek");
    SCRIPTS.put(UnicodeScript.GUJARATI, "Gujarati");
    SCRIPTS.put(UnicodeScript.GURMUKHI, "Punjabi");
    SCRIPTS.put(UnicodeScript.HAN, "Chinese");
    SCRIPTS.put(UnicodeScript.HANGUL, "Korean");
    SCRIPTS.put(UnicodeScript.HEBREW, "Hebrew");
    SCRIPTS.put(UnicodeScript.HIRAGANA, "Japanese");
    SCRIPTS.put(UnicodeScript.KANNADA, "Kannada");
    SCRIPTS.put(UnicodeScript.KATAKANA, "Japanese");
    SCRIPTS.put(UnicodeScript.KHMER, "Khmer");
    SCRIPTS.put(UnicodeScript.LAO, "Lao");
    SCRIPTS.put(UnicodeScript.MALAYALAM, "Malayalam");
    SCRIPTS.put(UnicodeScript.MYANMAR, "Burmese");
    SCRIPTS.put(UnicodeScript.SINHALA, "Sinhala");
    SCRIPTS.put(UnicodeScript.TAMIL, "Tamil");
    SCRIPTS.put(UnicodeScript.TELUGU, "Telugu");
    SCRIPTS.put(UnicodeScript.THAI, "Thai");
  }

  private static final Set<String> ENGLISH =
      words(
          "the of and to in a is that for it on was with as he be by at his from are this have not"
              + " an had they which you were their or her she we all one there been has will more"
              + " when who would no what if out so up about into than its some could them other"
              + " then do your my said our can over new after before how get here read now");

  /**
   * The commonest words of each language, English ones among them left out where they would tie.
   */
  private static final Map<String, Set<String>> OTHERS =
      Map.ofEntries(
          language("Afrikaans", "die van en het is nie in wat 'n vir om te dat sy met hy ek ook"),
          language("Albanian", "të e në dhe për me një që nga është si se u po i më ka nuk kanë"),
          language("Catalan", "de la i el que a en els per un una les amb del no es va al són"),
          language("Croatian or Serbian", "i u je na da se su za od koji s kao će bi što nije"),
          language("Czech", "a se v na je že o s z do i to k ve pro za by ale si po jako jsem"),
          language("Danish", "og i at det er en til af på for med den der de ikke har som et var"),
          language("Dutch", "de het een van en in is dat op te met voor zijn niet aan er ook"),
          language("Estonian", "ja on ei et see ta oli kui ka mis oma aga selle kes ning siis"),
          language("Filipino", "ang ng sa na mga ay at si ni para hindi ito kay niya ko siya ako"),
          language("Finnish", "ja on ei että se hän oli mutta myös joka kuin ovat sen ole tai"),
          language("French", "de la le et les des en un une du que est pour qui dans par sur pas"),
          language("German", "der die und in den von zu das mit sich des auf für ist im dem nicht"),
          language("Hausa", "da a ya na ta ne ba su cikin wannan za an shi kuma domin wani ce sun"),
          language("Hungarian", "a az és hogy nem is egy ez meg csak volt de már mint el még"),
          language("Indonesian or Malay", "yang dan di itu dengan untuk dari dalam ini tidak akan"),
          language("Irish", "an agus ar na a is go bhí do ag sé le tá ní leis i sin den nach"),
          language("Italian", "di che la il e un a per è in una sono del con non si da le i dei"),
          language("Latvian", "un ir ka ar no uz par tas kas arī nav bija tā kā pie vai lai pēc"),
          language("Lithuanian", "ir yra kad su iš tai į bet kaip buvo apie jis už dar tik nuo"),
          language("Norwegian", "og i det er på til som en for av at med har den de ikke om et"),
          language("Polish", "i w na z się nie do że to jest o za od po ale dla jak przez oraz są"),
          language("Portuguese", "de a o que e do da em um para é com não uma os no se na por as"),
          language("Romanian", "de și în la a cu o pe că nu care din să mai pentru un este au ce"),
          language("Slovak", "a sa v na je že o s z do aj to k vo pre za by ale si po ako som"),
          language("Slovenian", "in je v na da se za so ki pa z ne s bi kot tudi po od že pri"),
          language("Somali", "oo ka waxaa ku iyo ah u in uu soo la ay ayaa lagu waa si ee kale"),
          language("Spanish", "de la que el en y a los se del las un por con no una su para es"),
          language("Swahili", "ya na wa kwa ni katika la za kuwa hiyo cha hii yake huo wake kama"),
          language("Swedish", "och i att det som en på är av för med den till har de inte om ett"),
          language("Turkish", "ve bir bu da de için ile çok olarak daha olan gibi en kadar ama"),
          language("Vietnamese", "và của là có được cho một trong không người với những các đã"),
          language("Welsh", "y yr yn o a i ar ei wedi gan am mae oedd bod ac fod sydd hefyd"),
          language("Yoruba", "ní ti àti tí sí wọn ó láti náà pé fún kan àwọn jẹ́ kò ń lè bí"),
          language("Zulu or Xhosa", "ukuthi futhi kodwa noma uma ngoba kanye lapho kwi nge khona"));

  private Language() {}

  /**
   * @throws ArticleRejected that names the language, if the paragraphs are plainly not English
   */
  static void refuseOthers(List<Paragraph> paragraphs) throws ArticleRejected {
    refuseOtherScripts(paragraphs);
    refuseOtherVocabularies(paragraphs);
  }

  private static void refuseOtherScripts(List<Paragraph> paragraphs) throws ArticleRejected {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    for (Paragraph paragraph : paragraphs) {
      paragraph
          .text()
          .codePoints()
          .filter(Character::isLetter)
          .forEach(c -> letters.merge(UnicodeScript.of(c), 1, Integer::sum));
    }
    int latin = letters.getOrDefault(UnicodeScript.LATIN, 0);
    int all = letters.values().stream().mapToInt(Integer::intValue).sum();
    if (all - latin < FEWEST_LETTERS || 2 * latin >= all) {
      return;
    }
    throw rejected(nameOf(letters));
  }

  private static String nameOf(Map<UnicodeScript, Integer> letters) {
    int kana =
        letters.getOrDefault(UnicodeScript.HIRAGANA, 0)
            + letters.getOrDefault(UnicodeScript.KATAKANA, 0);
    if (5 * kana > letters.getOrDefault(UnicodeScript.HAN, 0) && kana >= FEWEST_LETTERS / 2) {
      return "Japanese";
    }
    return letters.entrySet().stream()
        .filter(entry -> entry.getKey() != UnicodeScript.LATIN)
        .max(Map.Entry.comparingByValue())
        .map(entry -> SCRIPTS.getOrDefault(entry.getKey(), "the script " + entry.getKey()))
        .orElseThrow();
  }

  private static void refuseOtherVocabularies(List<Paragraph> paragraphs) throws ArticleRejected {
    Vocabulary vocabulary = Vocabulary.of(paragraphs);
    double english = vocabulary.share(ENGLISH);
    if (vocabulary.words() < FEWEST_WORDS
        || english >= PLAINLY_ENGLISH
        || vocabulary.lowerCaseShare() < RUNNING_TEXT) {
      return;
    }
    Map.Entry<String, Set<String>> likeliest =
        Collections.max(
            OTHERS.entrySet(),
            Comparator.comparingDouble(other -> vocabulary.share(other.getValue())));
    double most = vocabulary.share(likeliest.getValue());
    if (most >= PLAINLY_OTHER && most > 2 * english) {
      throw rejected(likeliest.getKey());
    }
    if (vocabulary.words() >= MANY_WORDS
        && english < HARDLY_ENGLISH
        && vocabulary.lowerCaseShare() >= PLAINLY_RUNNING_TEXT) {
      throw rejected("a language that is not recognised");
    }
  }

  private static ArticleRejected rejected(String language) {
    return new ArticleRejected(Reason.NOT_ENGLISH, "expected English, found " + language);
  }

  private static Map.Entry<String, Set<String>> language(String name, String commonest) {
    return Map.entry(name, words(commonest));
  }

  private static Set<String> words(String spaced) {
    return Set.copyOf(List.of(spaced.split(" ")));
  }

  /** Counts of a text's words. */
  private record Vocabulary(Map<String, Integer> counts, int words, int lowerCase) {

    static Vocabulary of(List<Paragraph> paragraphs) {
      Map<String, Integer> counts = new HashMap<>();
      Set<String> seen = new HashSet<>();
      int words = 0;
      int lowerCase = 0;
      for (Paragraph paragraph : paragraphs) {
        if (!seen.add(paragraph.text())) {
          continue;
        }
        Matcher matcher = WORD.matcher(paragraph.text());
        while (words < MOST_WORDS && matcher.find()) {
          String word = matcher.group();
          words++;
          lowerCase += Character.isLowerCase(word.codePointAt(0)) ? 1 : 0;
          counts.merge(word.toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
      }
      return new Vocabulary(counts, words, lowerCase);
    }

    double share(Set<String> commonest) {
      int found = commonest.stream().mapToInt(word -> counts.getOrDefault(word, 0)).sum();
      return (double) found / words;
    }

    double lowerCaseShare() {
      return (double) lowerCase / words;
    }
  }
}
