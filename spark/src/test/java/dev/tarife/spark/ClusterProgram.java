package dev.tarife.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/**
 * Rates a folder on two executors, which are processes of their own, and kills one of them while it
 * meters.
 */
final class ClusterProgram {
  /** Tells the stage that meters from all others. */
  static final int BUCKETS = 7;

  private ClusterProgram() {}

  /** The input, the output, the bundle and the folder of temporary files. */
  public static void main(String[] arguments) throws IOException {
    SparkSession spark =
        SparkSession.builder()
            .master("local-cluster[2,1,1024]")
            .appName("cluster")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.executor.memory", "800m")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executor.extraJavaOptions", System.getProperty("spark.jvm"))
            .getOrCreate();
    Killer killer = new Killer();
    spark.sparkContext().addSparkListener(killer);
    Outcome outcome;
    try {
      outcome =
          RatingJob.run(
              spark,
              new JobOptions(
                  List.of(arguments[0]),
                  List.of(),
                  null,
                  Checkout.MAY,
                  arguments[2],
                  null,
                  null,
                  null,
                  arguments[1],
                  BUCKETS,
                  "256MB",
                  Path.of(arguments[3]).toString(),
                  List.of(),
                  false));
    } finally {
      spark.stop();
    }
    outcome.faults().forEach(System.out::println);
    System.out.println(outcome.invoices() + " invoices, killed: " + killer.done.get());
  }

  private static final class Killer extends SparkListener {
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile int stage = -1;

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
      if (stage < 0 && submitted.stageInfo().numTasks() == BUCKETS) {
        stage = submitted.stageInfo().stageId();
      }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.stageId() == stage && start.taskInfo().index() == 2 && !done.get()) {
        // Both executors are at work by now.
        ProcessHandle.current()
            .children()
            .findFirst()
            .ifPresent(process -> done.set(process.destroyForcibly()));
      }
    }
  }
}
