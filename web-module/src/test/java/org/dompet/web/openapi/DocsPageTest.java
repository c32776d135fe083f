package org.dompet.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsPageTest {
  private static final Path DOCS = Path.of("src", "main", "webapp", "docs");

  /** What the build takes out of Swagger UI's archive. */
  private static final Set<String> SWAGGER_UI = Set.of("swagger-ui.css", "swagger-ui-bundle.js");

  @Test
  void asksOnlyForFilesThatAreThere() throws IOException {
    List<String> addresses =
        Pattern.compile("(?:src|href)=\"([^\"]*)\"")
            .matcher(Files.readString(DOCS.resolve("index.html")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(addresses).containsAll(SWAGGER_UI);
    assertThat(addresses)
        .allMatch(
            address ->
                address.equals("data:,")
                    || address.equals("../openapi")
                    || SWAGGER_UI.contains(address)
                    || Files.exists(DOCS.resolve(address)));
  }

  @Test
  void hasNothingThatItsSecurityPolicyForbids() throws IOException {
    String page = Files.readString(DOCS.resolve("index.html"));
    List<String> scripts =
        Pattern.compile("<script[^>]*>([^<]*)</script>")
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(scripts).hasSize(2).containsOnly("");
    assertThat(page).doesNotContain("<style", " style=").doesNotContainPattern(" on[a-z]+=");
  }
}
