package org.dompet.web.server;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands for whoever alerts are told to: a mail server, a Slack webhook and Telegram's Bot API, on
 * free ports of the loopback. The server finds them by its configuration.
 */
public final class PagerStandIn {
  /** The path of the webhook, a secret. */
  public static final String SLACK = "/services/T000/B000/slackSecretOfTheTests";

  public static final String BOT_TOKEN = "7000000003:AAtestTokenOfTheBotThatWakesPeople_3";

  private static final WireMockServer HTTP = startHttp();
  private static final GreenMail MAIL = startMail();

  private PagerStandIn() {}

  static String url() {
    return "http://127.0.0.1:" + HTTP.port();
  }

  static int mailPort() {
    return MAIL.getSmtp().getPort();
  }

  /** Slack and Telegram answer with an error until they are told to work again. */
  public static void isDown() {
    HTTP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(503)));
  }

  /** Slack and Telegram take what they are sent. */
  public static void works() {
    HTTP.stubFor(post(anyUrl()).willReturn(okJson("{\"ok\":true}")));
  }

  /** The bodies of what was posted to the webhook, also while it was down. */
  public static List<String> slack() {
    return bodies(SLACK);
  }

  /** The bodies of what the bot was asked to send, also while it was down. */
  public static List<String> telegram() {
    return bodies("/bot" + BOT_TOKEN + "/sendMessage");
  }

  /** Subject and text of each mail that arrived. */
  public static List<String> mails() {
    List<String> mails = new ArrayList<>();
    try {
      for (MimeMessage mail : MAIL.getReceivedMessages()) {
        // Not by getContent(): other libraries of the tests bring handlers of another age for it.
        byte[] body =
            MimeUtility.decode(mail.getRawInputStream(), mail.getEncoding()).readAllBytes();
        mails.add(mail.getSubject() + "\n" + new String(body, StandardCharsets.UTF_8));
      }
    } catch (MessagingException | IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
    return mails;
  }

  private static List<String> bodies(String path) {
    return HTTP.findAll(postRequestedFor(urlEqualTo(path))).stream()
        .map(LoggedRequest::getBodyAsString)
        .toList();
  }

  private static WireMockServer startHttp() {
    WireMockServer server =
        new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    server.stubFor(post(anyUrl()).willReturn(okJson("{\"ok\":true}")));
    return server;
  }

  private static GreenMail startMail() {
    GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    return mail;
  }
}
