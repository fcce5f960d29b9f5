package dev.copydesk.lambda;

import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;

/** What the function gives its AWS clients, for clients of other endpoints. */
public final class FunctionClients {

  private FunctionClients() {}

  public static SdkHttpClient http() {
    return Patience.DEFAULT.http().build();
  }

  public static ClientOverrideConfiguration overrides() {
    return Patience.DEFAULT.overrides();
  }
}
