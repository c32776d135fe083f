package org.dompet.web.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest first.
 *
 * @param nextCursor for the next page; null if this is the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
  public Page {
    items = List.copyOf(items);
  }
}
