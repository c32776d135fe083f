package org.dompet.web.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dompet.web.server.TestServer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What our headers make a real browser do. Without Chromium it says so, and checks nothing. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class BrowserIT {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final long PATIENCE_SECONDS = 90;

  /**
   * A page after a while.
   *
   * @param dom as it is then
   * @param console what the browser had to say about it
   */
  private record Shown(String dom, String console) {}

  @BeforeEach
  void needsABrowser() {
    assumeTrue(
        Files.isExecutable(CHROMIUM),
        "NOT CHECKED: there is no " + CHROMIUM + " (apt-get install chromium)");
  }

  @Test
  void showsTheDocumentationWithoutBreakingItsPolicy() throws Exception {
    Shown docs = show(TestServer.running().uri() + "/docs/index.html");

    assertThat(docs.dom()).contains("Sign in by Telegram's initData");
    assertThat(docs.console()).doesNotContain("Content Security Policy", "Refused to");
  }

  @Test
  void letsNoOtherPageFrameItNorReadTheApi() throws Exception {
    String page =
        """
        <!doctype html><title>elsewhere</title><p id="said">waiting</p>
        <iframe src="%1$s/docs/index.html"></iframe>
        <script>
          fetch("%1$s/api/v1/features")
            .then(() => "read", () => "blocked")
            .then(said => { document.getElementById("said").textContent = "it was " + said; });
        </script>\
        """
            .formatted(TestServer.running().uri());
    HttpServer elsewhere =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length());
          exchange.getResponseBody().write(page.getBytes(UTF_8));
          exchange.close();
        });
    elsewhere.start();
    try {
      Shown shown = show("http://localhost:" + elsewhere.getAddress().getPort() + "/");

      assertThat(shown.dom()).contains("it was blocked");
      assertThat(shown.console()).contains("frame-ancestors 'none'").contains("CORS policy");
    } finally {
      elsewhere.stop(0);
    }
  }

  private static Shown show(String address) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("dompet-browser");
    Path dom = directory.resolve("dom.html");
    Path console = directory.resolve("console.log");
    Process browser =
        new ProcessBuilder(
                List.of(
                    CHROMIUM.toString(),
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + directory.resolve("profile"),
                    "--enable-logging=stderr",
                    "--virtual-time-budget=20000",
                    "--dump-dom",
                    address))
            .redirectOutput(dom.toFile())
            .redirectError(console.toFile())
            .start();
    try {
      assertThat(browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("an end").isTrue();
    } finally {
      browser.descendants().forEach(ProcessHandle::destroyForcibly);
      browser.destroyForcibly();
    }
    return new Shown(Files.readString(dom), Files.readString(console));
  }
}
