package dev.copydesk.reliability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.copydesk.local.LocalServers;
import dev.copydesk.reliability.Newsroom.Bucket;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** What the newsrooms believe to be in the bucket is the measure of everything else. */
final class NewsroomIT {

  private static final int CHANGES = 40;

  private static Newsroom newsroom(boolean versioned) {
    S3Client s3 = LocalServers.shared().s3ClientWithoutChecksums();
    return new Newsroom(s3, new Random(1), Bucket.create(s3, versioned), "é 0.txt");
  }

  @Test
  void theDeletionOfADeleteMarkerUncoversWhatItHid() {
    Newsroom newsroom = newsroom(true);
    newsroom.upload();
    newsroom.delete();
    newsroom.check();
    newsroom.deleteVersion(1);
    newsroom.check();
    assertTrue(newsroom.bytes().isPresent());
  }

  @ParameterizedTest(name = "versioned: {0}")
  @ValueSource(booleans = {false, true})
  void newsroomAndBucketAgreeAfterEachChange(boolean versioned) {
    Newsroom newsroom = newsroom(versioned);
    for (int i = 0; i < CHANGES; i++) {
      newsroom.change();
      newsroom.check();
    }
  }
}
