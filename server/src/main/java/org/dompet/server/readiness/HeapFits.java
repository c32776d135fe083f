package org.dompet.server.readiness;

import java.math.BigDecimal;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dompet.readiness.Verdict;

/** The machine has the memory that the server may take. */
final class HeapFits extends ServerCheck {
  private static final Pattern MAX_HEAP =
      Pattern.compile("(?m)^memory_maxHeap_bytes(?:\\{[^}]*})? ([0-9.Ee+]+)$");

  private final LongSupplier memory;

  HeapFits(RunningServer server, LongSupplier memory) {
    super(server);
    this.memory = memory;
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String proves() {
    return "The server's greatest heap is at most three quarters of what the "
        + "machine or the container has.";
  }

  @Override
  Verdict ask(RunningServer server) {
    Matcher found = MAX_HEAP.matcher(server.get("/metrics").body());
    if (!found.find()) {
      return Verdict.fail("/metrics does not tell the greatest heap");
    }
    long heap = new BigDecimal(found.group(1)).longValue();
    String evidence =
        (heap >> 20) + " MiB of heap at most, of " + (memory.getAsLong() >> 20) + " MiB";
    return heap > memory.getAsLong() / 4 * 3 ? Verdict.fail(evidence) : Verdict.pass(evidence);
  }
}
