package org.dompet.web.http;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import io.restassured.filter.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code openapi.yaml}, as something that requests and answers can be held against. */
final class Contract {
  /** For requests that are good: they and their answers are as described. */
  static final Filter BOTH_WAYS = new OpenApiValidationFilter(validator(false));

  /** For requests that are bad on purpose: their answers are as described all the same. */
  static final Filter ANSWERS = new OpenApiValidationFilter(validator(true));

  private Contract() {}

  private static OpenApiInteractionValidator validator(boolean answersOnly) {
    LevelResolver.Builder levels = LevelResolver.create();
    if (answersOnly) {
      levels.withLevel("validation.request", ValidationReport.Level.IGNORE);
    }
    return OpenApiInteractionValidator.createForInlineApiSpecification(text())
        .withLevelResolver(levels.build())
        .build();
  }

  private static String text() {
    try (InputStream yaml = Contract.class.getResourceAsStream("/openapi.yaml")) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
