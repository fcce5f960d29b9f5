package dev.copydesk.article;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTest {

  private static List<Paragraph> paragraphs(String... texts) {
    List<Paragraph> paragraphs = new ArrayList<>();
    for (String text : texts) {
      paragraphs.add(new Paragraph(paragraphs.size(), text, 0, text.length()));
    }
    return paragraphs;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "French | Le pont de la rivière a été fermé vendredi après la découverte d'une fissure dans"
            + " un pilier. Les habitants du quartier, qui devront faire un détour de dix kilomètres"
            + " par la route du sud, attendent une réponse de la mairie sur la date des travaux.",
        "German | Die Brücke über den Fluss wurde am Freitag gesperrt, nachdem in einem Pfeiler ein"
            + " Riss entdeckt worden war. Die Bewohner des Viertels müssen nun einen Umweg von zehn"
            + " Kilometern fahren und warten auf eine Antwort der Stadt.",
        "Spanish | El puente sobre el río fue cerrado el viernes después de que se descubriera una"
            + " grieta en uno de los pilares. Los vecinos del barrio tendrán que dar un rodeo de"
            + " diez kilómetros y esperan una respuesta de la alcaldía.",
        "Portuguese | A ponte sobre o rio foi fechada na sexta-feira depois que uma fissura foi"
            + " encontrada em um dos pilares. Os moradores do bairro terão de fazer um desvio de dez"
            + " quilômetros e não sabem quando a obra vai começar.",
        "Italian | Il ponte sul fiume è stato chiuso venerdì dopo che una crepa è stata trovata in"
            + " uno dei piloni. Gli abitanti del quartiere dovranno fare un giro di dieci chilometri"
            + " e aspettano una risposta del comune sulla data dei lavori.",
        "Dutch | De brug over de rivier is vrijdag gesloten nadat er een scheur in een pijler was"
            + " gevonden. De bewoners van de wijk moeten nu tien kilometer omrijden en wachten op"
            + " een antwoord van de gemeente over het begin van het werk.",
        "Turkish | Nehrin üzerindeki köprü, bir ayağında çatlak bulunmasının ardından cuma günü"
            + " kapatıldı. Mahalle sakinleri on kilometrelik bir yol yapmak için daha erken kalkıyor"
            + " ve belediyeden bir yanıt bekliyor, ama bu yanıt çok gecikti ve daha da gecikecek.",
        "Polish | Most na rzece został zamknięty w piątek po tym, jak w jednym z filarów znaleziono"
            + " pęknięcie. Mieszkańcy dzielnicy muszą teraz jechać dziesięć kilometrów dalej i nie"
            + " wiedzą, kiedy zaczną się prace ani za co zapłaci miasto.",
        "Swahili | Daraja la mto lilifungwa siku ya Ijumaa baada ya ufa kupatikana katika nguzo moja"
            + " ya daraja hilo. Wakazi wa mtaa huo sasa wanalazimika kuzunguka kwa kilomita kumi na"
            + " wanasubiri majibu ya manispaa kuhusu tarehe ya kuanza kwa kazi hiyo.",
        "Indonesian or Malay | Jembatan di atas sungai itu ditutup pada hari Jumat setelah retakan"
            + " ditemukan di salah satu tiang. Warga kini harus memutar sepuluh kilometer dan mereka"
            + " tidak tahu kapan pekerjaan itu akan dimulai dari kota dengan dana yang ada.",
      })
  void otherLanguagesAreRefusedByName(String language, String text) {
    ArticleRejected rejected =
        assertThrows(
            ArticleRejected.class, () -> Language.refuseOthers(paragraphs(text)), language);
    assertEquals(Rejection.Reason.NOT_ENGLISH, rejected.rejection().reason());
    assertEquals("expected English, found " + language, rejected.rejection().detail());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Russian, Ukrainian or another in Cyrillic | Мост через реку закрыли в пятницу",
        "Chinese | 由于桥墩出现裂缝，这座大桥星期五被关闭。居民必须绕行。",
        "Japanese | 橋脚にひびが見つかったため、金曜日に橋が閉鎖された。",
        "Arabic, Persian or Urdu | أغلق الجسر يوم الجمعة بعد اكتشاف شق",
        "Hindi, Marathi or Nepali | खंभे में दरार मिलने के बाद पुल शुक्रवार को बंद कर दिया गया",
        "Korean | 교각에서 균열이 발견되어 다리가 금요일에 폐쇄되었다",
        "Greek | Η γέφυρα έκλεισε την Παρασκευή μετά από ρωγμή",
      })
  void otherScriptsAreRefusedByName(String language, String text) {
    ArticleRejected rejected =
        assertThrows(
            ArticleRejected.class, () -> Language.refuseOthers(paragraphs(text)), language);
    assertEquals("expected English, found " + language, rejected.rejection().detail());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Continue",
        "Donate now",
        "Advertisement",
        "© 2024 Courier Media",
        "Café déjà vu",
        "Rovers 2 Athletic 2",
        "¿Qué pasa?",
        "4 min read · Updated 12 March",
        "Люди",
        "Real Madrid 3 Atlético de Madrid 1, Real Sociedad 0 Rayo Vallecano 0, Celta de Vigo 2"
            + " Deportivo de La Coruña 2, Las Palmas 1 Real Betis 4, Sevilla 0 Villarreal 0, Getafe"
            + " 1 Alavés 3, Osasuna 2 Mallorca 2",
        "Ol people blong village tell me say: \"Dis one no be small thing o, na big wahala.\" The"
            + " trader laughed and went on counting the yams that were left from the morning."
      })
  void shortAndUnusualEnglishIsLetThrough(String text) {
    assertDoesNotThrow(() -> Language.refuseOthers(paragraphs(text)), text);
  }

  @Test
  void anEnglishArticleMayQuoteAnotherLanguageAtLength() {
    List<Paragraph> mixed =
        paragraphs(
            "The mayor read the letter aloud to the meeting, and nobody in the hall said a word.",
            "\"Le pont de la rivière est fermé. Les habitants du quartier attendent une réponse.\"",
            "It was the third letter that the council has had from the town across the border.");
    assertDoesNotThrow(() -> Language.refuseOthers(mixed));
  }

  @Test
  void aLanguageOfNoListIsRefusedToo() {
    String maltese =
        "il-pont fuq ix-xmara ingħalaq nhar il-ġimgħa wara li nstabet xaqq f'wieħed mill-pilastri"
            + " u r-residenti tal-inħawi issa jridu jduru għaxar kilometri biex jaslu għax-xogħol"
            + " filwaqt li jistennew tweġiba mill-kunsill dwar meta jibda x-xogħol fuq l-istruttura"
            + " li nbniet mill-gvern kolonjali aktar minn mitt sena ilu u qatt ma ġiet imsewwija"
            + " sewwa minn dak iż-żmien sal-lum skont l-inġinier inkarigat mill-proġett kollu";
    ArticleRejected rejected =
        assertThrows(ArticleRejected.class, () -> Language.refuseOthers(paragraphs(maltese)));
    assertEquals(
        "expected English, found a language that is not recognised", rejected.rejection().detail());
  }
}
