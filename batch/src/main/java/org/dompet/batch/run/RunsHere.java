package org.dompet.batch.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that this node works on. */
@ApplicationScoped
class RunsHere {
  private final Map<UUID, Run> runs = new ConcurrentHashMap<>();

  void add(Run run) {
    runs.put(run.id(), run);
  }

  void remove(Run run) {
    runs.remove(run.id(), run);
  }

  List<Run> all() {
    return List.copyOf(runs.values());
  }

  /**
   * The run with the id that a job's property holds.
   *
   * @throws IllegalStateException if this node doesn't work on it
   */
  Run named(String id) {
    Run run = runs.get(UUID.fromString(id));
    if (run == null) {
      throw new IllegalStateException("Run " + id + " is not worked on here");
    }
    return run;
  }
}
