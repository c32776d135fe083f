package org.dompet.readiness;

import org.dompet.ledger.LedgerWriter;

/** The ledger's writer takes entries. */
final class WriterRuns implements Check {
  private final LedgerWriter writer;

  WriterRuns(LedgerWriter writer) {
    this.writer = writer;
  }

  @Override
  public String name() {
    return "writer";
  }

  @Override
  public String proves() {
    return "The ledger's writer runs.";
  }

  @Override
  public Verdict look() {
    return writer.isRunning()
        ? Verdict.pass(writer.waiting() + " entries wait")
        : Verdict.fail("the writer has ended");
  }
}
