package org.dompet.configuration;

import java.util.Optional;

/** What an installation says, by key; blank is nothing. */
@FunctionalInterface
public interface Values {
  Optional<String> find(String key);
}
