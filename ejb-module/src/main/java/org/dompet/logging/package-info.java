/**
 * What every line of the log looks like, whoever writes it: one line of text or JSON, with the
 * request, user, wallet, event and run that it is about ({@link org.dompet.logging.LogContext}),
 * and without secrets ({@link org.dompet.logging.Redaction}).
 *
 * <p>The code logs through {@link java.lang.System.Logger}. {@link org.dompet.logging.RootLog}
 * stands between the root logger and its handlers: the server's own lines go through it too.
 *
 * <p>Neighbours: the doors, the queue, the jobs and the ledger's writer set the context; the
 * command uses the same format for what the server says before the application runs.
 */
@NullMarked
package org.dompet.logging;

import org.jspecify.annotations.NullMarked;
