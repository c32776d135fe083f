package org.dompet.server;

/** Names that the commands share about profiles. */
final class Profile {

  static final String DEMO = "demo";
  static final String DEVELOPMENT = "development";

  /** The demo's bot token among the secrets. */
  static final String BOT_TOKEN_SECRET = "demo-bot-token";

  private Profile() {}
}
