package org.dompet.batch.run;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Properties;
import org.dompet.job.RunPart;
import org.dompet.job.RunProgress;

/**
 * Cuts a run into parts, two of which are worked on at a time. Dependent and named, as in the job's
 * XML, with its property {@code run}.
 */
public abstract class PartPlan implements PartitionMapper {
  private static final int THREADS = 2;

  @Inject private RunsHere runs;
  @Inject private RunProgress progress;

  @Inject
  @BatchProperty(name = "run")
  private String id;

  @SuppressWarnings("NullAway.Init") // for the container
  protected PartPlan() {}

  /** The parts of a new run, numbered from 0 on; at least one. Asked once in the life of a run. */
  protected abstract List<RunPart> plan(Run run);

  @Override
  public final PartitionPlan mapPartitions() {
    Run run = runs.named(id);
    PartitionPlan plan = new PartitionPlanImpl();
    run.work(
        () -> {
          List<RunPart> parts = progress.plan(run.id(), () -> plan(run));
          List<RunPart> left = parts.stream().filter(part -> !part.done()).toList();
          // A step without any would not end. One that is done is passed by.
          List<RunPart> given = left.isEmpty() ? parts.subList(0, 1) : left;
          plan.setPartitions(given.size());
          plan.setThreads(Math.min(THREADS, given.size()));
          plan.setPartitionProperties(
              given.stream().map(PartPlan::properties).toArray(Properties[]::new));
        });
    return plan;
  }

  private static Properties properties(RunPart part) {
    Properties properties = new Properties();
    properties.setProperty("part", String.valueOf(part.part()));
    return properties;
  }
}
